/**
 * What decides about packets beside policies, and that no answer here covers. Felix decides it before or after it looks
 * at policies (projectcalico/calico, felix/rules), kube-proxy before that.
 */
export const OUTSIDE_POLICY: readonly string[] = [
  "A connection that is established goes on when a policy is tightened; new ones are refused.",
  "What a pod sends to itself passes; what a pod on its node's network sends comes from the node.",
  "A pod reaches its own node only if Calico's DefaultEndpointToHostAction accepts it: DROP by default, ACCEPT with the operator.",
  "Calico drops VXLAN (4789/UDP) and IP-in-IP that a pod sends, and lets IPv6 neighbour discovery pass.",
  "What arrives through a NodePort or an instance target comes from a node's address.",
  "Before Calico's agent has synchronised for the first time, a new node may let everything pass.",
  "HTTP rules, DNS names in rules and service meshes are not evaluated.",
];
