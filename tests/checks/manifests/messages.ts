/** The message of each bad case of a check, in their order and without the reason that follows. */
export const MESSAGES: Readonly<Record<string, readonly string[]>> = {
  "types-not-written": ["The policy has no types.", "The policy has no types."],
  "order-not-written": ["The NetworkPolicy has no order.", "The Tier has no order."],
  "selects-host-endpoints": [
    "The policy selects every host endpoint too.",
    "The policy may select host endpoints too.",
    "The policy selects every host endpoint too.",
  ],
  "pods-can-leave-policy": [
    "In 2 namespaces pod labels decide whether the policy applies.",
    "In 2 namespaces pod labels decide whether the policy applies.",
    "In the namespace shop pod labels decide whether the policy applies.",
    "In the namespace shop pod labels decide whether the policy applies.",
    "In 2 namespaces pod labels decide whether the policy applies.",
  ],
  "written-to-storage": ["The NetworkPolicy is written to Calico's datastore directly."],
  "staged-not-enforced": [
    "The StagedNetworkPolicy is not enforced.",
    "The StagedGlobalNetworkPolicy is not enforced.",
    "The StagedKubernetesNetworkPolicy is not enforced.",
  ],
  "long-selector": [
    "The namespaceSelector has 988 of at most 1024 characters.",
    "The selector has 901 of at most 1024 characters.",
    "The serviceAccountSelector has 901 of at most 1024 characters.",
  ],
  "rule-without-peer": [
    "The rule allows traffic from every peer.",
    "The rule allows traffic from every peer.",
    "The rule allows traffic to every peer.",
  ],
  "selector-in-every-namespace": [
    "selector matches endpoints of every namespace here.",
    "serviceAccounts matches endpoints of every namespace here.",
  ],
  "network-covers-pods": [
    "The rule matches pods and nodes in 10.0.128.0/17.",
    "The rule matches pods and nodes in 10.0.128.7/32.",
    "The rule matches pods and nodes in 10.0.128.0/17.",
  ],
  "network-wider-than-databases": [
    "The rule matches databases in 10.0.64.0/19, and other addresses.",
  ],
  "internet-without-except": [
    "The rule also matches 10.0.0.0/16, 169.254.0.0/16.",
    "The rule also matches 169.254.0.0/16.",
    "The rule also matches 10.0.0.0/16.",
    "The rule also matches 10.0.0.0/16, 169.254.0.0/16.",
  ],
  "namespace-by-other-label": [
    "spec.egress[0].to[0].namespaceSelector depends on team.",
    "spec.egress[0].to[0].namespaceSelector depends on team.",
    "spec.ingress[0].source.namespaceSelector depends on team.",
  ],
  "pass-in-last-tier": [
    "Pass leaves the tier default, the last one with policies.",
    "The tier platform, the last one with policies, ends in Pass.",
  ],
  "allow-before-tenants": [
    "The rule allows pods of other namespaces in the tier kube-admin.",
    "The rule allows addresses in the tier platform.",
  ],
  "cluster-ip-in-rule": [
    "The rule names the ClusterIP of shop/s.",
    "The rule names the ClusterIP of shop/s.",
  ],
  "host-network-in-application": ["Pods of shop use the network of their node."],
  "service-opens-nodes": [
    "The Service of type NodePort opens a port on every node.",
    "The Service of type LoadBalancer opens a port on every node.",
    "The Service of type LoadBalancer opens a port on every node.",
  ],
  "service-external-addresses": [
    "The Service claims external addresses.",
    "The Service resolves to db.example.com.",
  ],
};
