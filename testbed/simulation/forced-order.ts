import type { Order } from "../../recorder/critical-path.js";
import { dataOrder } from "../../recorder/graph.js";
import type { RecordedProgram, RecordedResource } from "../../recorder/recorded.js";

/** Resources of a type, by the end of their name or the component they stand in, where the type is not enough. */
export interface Kind {
  readonly type: string;
  readonly ending?: string;
  readonly inside?: string;
}

/** What cannot be made, or is not safe, before something else is there, though it takes none of its outputs. */
export interface Forced {
  readonly later: Kind;
  readonly earlier: Kind;
  readonly why: string;
}

/** A type of `@pulumi/aws`. */
function aws(token: string, ending?: string): Kind {
  return { type: `aws:${token}`, ending };
}

/** A type of `@pulumi/kubernetes`. */
function kubernetes(token: string, ending?: string): Kind {
  return { type: `kubernetes:${token}`, ending };
}

const NODES = aws("eks/nodeGroup:NodeGroup");
const OPERATOR = kubernetes("helm.sh/v3:Release", "-calico-operator");
const DEFINITIONS = kubernetes("helm.sh/v4:Chart", "-calico-crds");
const INSTALLATION = kubernetes("operator.tigera.io/v1:Installation");
const API_SERVER = kubernetes("operator.tigera.io/v1:APIServer");
const TIER = kubernetes("projectcalico.org/v3:Tier");
const WALL = kubernetes("projectcalico.org/v3:GlobalNetworkPolicy");
const GUARD = kubernetes("admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding");
const CONTROLLER = kubernetes("helm.sh/v3:Release", "-load-balancer-controller");
const AUTOSCALER = kubernetes("helm.sh/v3:Release", "-cluster-autoscaler");
const CONTROLLER_IDENTITY = aws(
  "eks/podIdentityAssociation:PodIdentityAssociation",
  "-load-balancer-controller",
);
const AUTOSCALER_IDENTITY = aws(
  "eks/podIdentityAssociation:PodIdentityAssociation",
  "-cluster-autoscaler",
);
const AGENT = aws("eks/addon:Addon", "-eks-pod-identity-agent");
const DNS = aws("eks/addon:Addon", "-coredns");
const METRICS = aws("eks/addon:Addon", "-metrics-server");
const NAMESPACE: Kind = { type: "kubernetes:core/v1:Namespace", inside: "AppNamespace" };

/** In the order in which an environment comes up. */
export const FORCED: readonly Forced[] = [
  {
    later: aws("ec2/natGateway:NatGateway"),
    earlier: aws("ec2/internetGateway:InternetGateway"),
    why: "AWS makes a public NAT gateway only in a VPC with an internet gateway",
  },
  {
    later: { type: "eks:index:Cluster" },
    earlier: aws("cloudwatch/logGroup:LogGroup", "-cluster-logs"),
    why: "EKS makes a log group that is missing itself, and it keeps logs for ever",
  },
  {
    later: NODES,
    earlier: aws("eks/addon:Addon", "-vpc-cni"),
    why: "nodes become ready through it, and take their number of pods from it when they start",
  },
  {
    later: NODES,
    earlier: aws("iam/rolePolicyAttachment:RolePolicyAttachment", "-cluster-nodes-worker"),
    why: "nodes register with these rights",
  },
  { later: DNS, earlier: NODES, why: "the add-on fails when its pods find no node" },
  { later: METRICS, earlier: NODES, why: "the add-on fails when its pods find no node" },
  { later: OPERATOR, earlier: NODES, why: "Helm waits for its pod, and its hooks need a node" },
  { later: OPERATOR, earlier: DEFINITIONS, why: "it ends when its definitions are missing" },
  {
    later: OPERATOR,
    earlier: kubernetes("core/v1:Namespace", "-calico-namespace"),
    why: "a release does not make the labels that let its pods in",
  },
  { later: INSTALLATION, earlier: OPERATOR, why: "only the operator removes its finalizers" },
  { later: API_SERVER, earlier: INSTALLATION, why: "the operator runs it after Calico itself" },
  { later: TIER, earlier: API_SERVER, why: "its API is not there before" },
  { later: WALL, earlier: TIER, why: "Calico refuses a policy of a tier that is missing" },
  { later: CONTROLLER, earlier: WALL, why: "no way to a load balancer before the walls" },
  { later: CONTROLLER, earlier: GUARD, why: "no way to a load balancer before the guards" },
  { later: CONTROLLER, earlier: CONTROLLER_IDENTITY, why: "a pod gets its role when it starts" },
  { later: CONTROLLER, earlier: AGENT, why: "its role comes from the agent" },
  { later: CONTROLLER, earlier: DNS, why: "it finds AWS by name" },
  { later: AUTOSCALER, earlier: NODES, why: "Helm waits for its pod" },
  { later: AUTOSCALER, earlier: AUTOSCALER_IDENTITY, why: "a pod gets its role when it starts" },
  { later: AUTOSCALER, earlier: AGENT, why: "its role comes from the agent" },
  { later: AUTOSCALER, earlier: DNS, why: "it finds AWS by name" },
  { later: NAMESPACE, earlier: WALL, why: "a namespace is closed from its first packet" },
  { later: NAMESPACE, earlier: GUARD, why: "nothing unguarded is ever written into it" },
  { later: NAMESPACE, earlier: CONTROLLER, why: "it removes the namespace's load balancers" },
  {
    later: NAMESPACE,
    earlier: METRICS,
    why: "while an API of the cluster has no server, no namespace can be deleted",
  },
];

/** The resources of a program that are of this kind. */
export function ofKind({ resources }: RecordedProgram, kind: Kind): RecordedResource[] {
  const { type, ending = "", inside } = kind;
  const typeOf = new Map(resources.map((resource) => [resource.urn, resource.type]));
  return resources.filter(
    (each) =>
      each.type === type &&
      each.name.endsWith(ending) &&
      (inside === undefined || typeOf.get(each.parent ?? "") === `bulkhead:index:${inside}`),
  );
}

/** What of a program must come before what, by its data and by this list: no `up` can do with less. */
export function forcedOrder(recorded: RecordedProgram): Order {
  const data = dataOrder(recorded);
  const before = new Map<string, string[]>();
  for (const { later, earlier } of FORCED) {
    const first = ofKind(recorded, earlier).map(({ urn }) => urn);
    for (const { urn } of ofKind(recorded, later)) {
      before.set(urn, [...(before.get(urn) ?? []), ...first]);
    }
  }
  return (urn) => [...data(urn), ...(before.get(urn) ?? [])];
}
