/** The shape of the comparison: Kubernetes alone, three workloads in each application, five policies each. */
const PRIVATE = "[10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, 169.254.0.0/16]";

export const WORKLOADS = ["web", "worker", "cache"];

export function namespaceOf(at: number): string {
  return `application-${String(at).padStart(3, "0")}`;
}

/** How many applications there are, and in how many availability zones each has a subnet for its load balancer. */
export interface Shape {
  readonly applications: number;
  readonly availabilityZones: number;
}

interface AlbSubnet {
  readonly cidr: string;
  /** Of the load balancer there. */
  readonly address: string;
}

/** The subnets of an application's load balancer: a /27 in each availability zone. */
export function albSubnetsOf(at: number, availabilityZones: number): readonly AlbSubnet[] {
  return Array.from({ length: availabilityZones }, (_, zone) => {
    const place = at * availabilityZones + zone;
    const [third, fourth] = [Math.floor(place / 8), (place % 8) * 32];
    return { cidr: `10.0.${third}.${fourth}/27`, address: `10.0.${third}.${fourth + 4}` };
  });
}

function namespaceText(name: string): string {
  return `apiVersion: v1
kind: Namespace
metadata:
  name: ${name}
  labels: { kubernetes.io/metadata.name: ${name} }
`;
}

function deploymentText(namespace: string, name: string, label: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  replicas: 1
  selector: { matchLabels: { ${label} } }
  template:
    metadata: { labels: { ${label} } }
    spec: { containers: [{ name: main, image: registry.example.com/x, ports: [{ containerPort: 8080 }] }] }
`;
}

function policyText(namespace: string, name: string, spec: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
`;
}

const CLUSTER_DNS =
  "{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }";

function policiesOf(at: number, availabilityZones: number): string[] {
  const policy = (name: string, spec: string): string => policyText(namespaceOf(at), name, spec);
  const both = "policyTypes: [Ingress, Egress]";
  const own = "[{ podSelector: {} }]";
  const albs = albSubnetsOf(at, availabilityZones).map(
    ({ cidr }) => `{ ipBlock: { cidr: ${cidr} } }`,
  );
  return [
    policy("default-deny", `{ podSelector: {}, ${both} }`),
    policy(
      "allow-same-namespace",
      `{ podSelector: {}, ${both}, ingress: [{ from: ${own} }], egress: [{ to: ${own} }] }`,
    ),
    policy(
      "allow-from-alb",
      `{ podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress], ingress: [{ from: [${albs.join(", ")}], ports: [{ port: 8080 }] }] }`,
    ),
    policy(
      "allow-dns",
      `{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [${CLUSTER_DNS}], ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }] }] }`,
    ),
    policy(
      "allow-internet",
      `{ podSelector: { matchLabels: { app: worker } }, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: ${PRIVATE} } }] }] }`,
    ),
  ];
}

/** One file with everything. */
export function manifestsOf({ applications, availabilityZones }: Shape): string {
  const documents = Array.from({ length: applications }, (_, index) => index + 1).flatMap((at) => [
    namespaceText(namespaceOf(at)),
    ...WORKLOADS.map((name) => deploymentText(namespaceOf(at), name, `app: ${name}`)),
    ...policiesOf(at, availabilityZones),
  ]);
  return [
    ...documents,
    namespaceText("kube-system"),
    deploymentText("kube-system", "coredns", "k8s-app: kube-dns"),
  ].join("---\n");
}
