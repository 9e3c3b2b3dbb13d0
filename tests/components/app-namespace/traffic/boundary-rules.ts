/** Pods of the platform in VPC 10.0.0.0/16. */
export const PODS = ["10.0.128.0/17"];

export const FOREIGN_PODS = {
  namespaceSelector: 'has(projectcalico.org/name) && projectcalico.org/name != "web"',
  nets: PODS,
};

export const OWN_PODS = { selector: "all()", nets: PODS };

const CLUSTER_DNS = {
  namespaceSelector: 'projectcalico.org/name == "kube-system"',
  selector: 'k8s-app == "kube-dns"',
  ports: [53],
};

export const DNS = [
  { action: "Pass", protocol: "UDP", destination: CLUSTER_DNS },
  { action: "Pass", protocol: "TCP", destination: CLUSTER_DNS },
];

export const INGRESS_END = [
  { action: "Deny", source: FOREIGN_PODS },
  { action: "Pass", source: OWN_PODS },
  { action: "Deny" },
];

export const OWN_NAMESPACE = [
  { action: "Deny", destination: FOREIGN_PODS },
  { action: "Pass", destination: OWN_PODS },
];

export function passTo(nets: readonly string[], port: number): object {
  return { action: "Pass", protocol: "TCP", destination: { nets, ports: [port] } };
}

export const PLATFORM = [...DNS, passTo(["169.254.170.23/32"], 80), passTo(["10.0.96.0/24"], 443)];

export const EGRESS_END = [...OWN_NAMESPACE, { action: "Deny" }];
