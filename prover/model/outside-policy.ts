/**
 * What affects packets besides policies, and no answer here covers. Felix decides it before or after policies
 * (projectcalico/calico, felix/rules), kube-proxy before that.
 */
export const OUTSIDE_POLICY: readonly string[] = [
  "Established connections survive a tightened policy; only new ones are denied.",
  "Traffic from a pod to itself always passes; pods with hostNetwork send from their node's address.",
  "Whether a pod reaches its own node depends on Calico's DefaultEndpointToHostAction: Drop by default, Accept with the operator.",
  "Calico drops VXLAN (4789/UDP) and IP-in-IP from pods, and allows IPv6 neighbour discovery.",
  "Traffic through a NodePort or an instance target arrives from a node's address.",
  "A new node may allow all traffic until Calico's agent has synchronised for the first time.",
  "HTTP rules, DNS names in rules and service meshes are not evaluated.",
];
