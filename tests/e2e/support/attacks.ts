import type { Call } from "../../../testbed/kubernetes/api.js";
import { MERGE_PATCH } from "../../../testbed/kubernetes/api.js";
import { RESTRICTED_POD } from "./restricted-pod.js";

/** What somebody tries who may use `app-a`. */
export interface Attack {
  /** As in "relabels its namespace". */
  readonly what: string;
  /** What it would open. */
  readonly without: string;
  readonly call: Call;
  /** Who writes it in a cluster, where admission lets nobody else. */
  readonly owner?: string;
}

const OWN = "/api/v1/namespaces/app-a";
const OTHER = "/api/v1/namespaces/app-b";
const CALICO = "/apis/projectcalico.org/v3";
const STORED = "/apis/crd.projectcalico.org/v1";
const RBAC = "/apis/rbac.authorization.k8s.io/v1";
const ADMISSION = "/apis/admissionregistration.k8s.io/v1";
const LOAD_BALANCER = "/apis/elbv2.k8s.aws/v1beta1";

function merge(path: string, body: object): Call {
  return { path, method: "PATCH", body, contentType: MERGE_PATCH };
}

function create(path: string, apiVersion: string, kind: string, rest: object = {}): Call {
  const body = { apiVersion, kind, metadata: { name: "attack" }, ...rest };
  return { path, method: "POST", body };
}

function remove(path: string): Call {
  return { path, method: "DELETE" };
}

const ALLOW_ALL = { order: 1, types: ["Ingress"], ingress: [{ action: "Allow" }] };
const ADMIN_REF = {
  apiGroup: "rbac.authorization.k8s.io",
  kind: "ClusterRole",
  name: "cluster-admin",
};
const ME = [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "attacker" }];
const GRANT = { roleRef: ADMIN_REF, subjects: ME };

function attack(what: string, without: string, call: Call, owner?: string): Attack {
  return { what, without, call, owner };
}

function controller(name: string): string {
  return `system:serviceaccount:kube-system:${name}`;
}

const NO_WALL = "the boundary of the application is gone";
const ANY_TIER = "a rule of its own comes before every wall";

const POLICIES: readonly Attack[] = [
  attack(
    "deletes the boundary",
    NO_WALL,
    remove(`${CALICO}/namespaces/app-a/networkpolicies/app-isolation.boundary`),
  ),
  attack(
    "opens the boundary",
    NO_WALL,
    merge(`${CALICO}/namespaces/app-a/networkpolicies/app-isolation.boundary`, { spec: ALLOW_ALL }),
  ),
  attack(
    "opens the boundary of another application",
    "it reaches that application",
    merge(`${CALICO}/namespaces/app-b/networkpolicies/app-isolation.boundary`, { spec: ALLOW_ALL }),
  ),
  attack(
    "shadows the boundary with a policy of a lower order",
    ANY_TIER,
    create(`${CALICO}/namespaces/app-a/networkpolicies`, "projectcalico.org/v3", "NetworkPolicy", {
      metadata: { name: "app-isolation.attack" },
      spec: { tier: "app-isolation", ...ALLOW_ALL },
    }),
  ),
  attack(
    "shadows it past Calico's API server, in what is stored",
    ANY_TIER,
    create(
      `${STORED}/namespaces/app-a/networkpolicies`,
      "crd.projectcalico.org/v1",
      "NetworkPolicy",
      {
        spec: { tier: "app-isolation", ...ALLOW_ALL },
      },
    ),
  ),
  attack(
    "deletes the guardrails",
    "pods reach the instance metadata",
    remove(`${CALICO}/globalnetworkpolicies/app-isolation.guardrails`),
  ),
  attack(
    "writes a global policy",
    ANY_TIER,
    create(`${CALICO}/globalnetworkpolicies`, "projectcalico.org/v3", "GlobalNetworkPolicy", {
      metadata: { name: "app-isolation.attack" },
      spec: { tier: "app-isolation", ...ALLOW_ALL },
    }),
  ),
  attack(
    "moves the tier behind the others",
    "what its owner allows is allowed before the walls",
    merge(`${CALICO}/tiers/app-isolation`, { spec: { order: 99_999_999 } }),
  ),
  attack("deletes the tier", NO_WALL, remove(`${CALICO}/tiers/app-isolation`)),
  attack(
    "writes a tier of its own",
    ANY_TIER,
    create(`${CALICO}/tiers`, "projectcalico.org/v3", "Tier", { spec: { order: 1 } }),
  ),
  attack(
    "writes a network set into another application",
    "policies of that namespace that select it let its addresses in",
    create(`${CALICO}/namespaces/app-b/networksets`, "projectcalico.org/v3", "NetworkSet", {
      spec: { nets: ["10.0.0.0/8"] },
    }),
  ),
  attack(
    "writes a global network set",
    "policies that select it let its addresses in",
    create(`${CALICO}/globalnetworksets`, "projectcalico.org/v3", "GlobalNetworkSet", {
      spec: { nets: ["10.0.0.0/8"] },
    }),
  ),
  attack(
    "writes a host endpoint",
    "nodes are policed by its rules",
    create(`${CALICO}/hostendpoints`, "projectcalico.org/v3", "HostEndpoint", {
      spec: { node: "node1", interfaceName: "eth0" },
    }),
  ),
];

const NAMESPACES: readonly Attack[] = [
  attack(
    "relabels its namespace",
    "policies no longer select it, and pods may be privileged",
    merge(OWN, { metadata: { labels: { "pod-security.kubernetes.io/enforce": "privileged" } } }),
  ),
  attack(
    "annotates its namespace with more hosts",
    "it answers for another application's host",
    merge(OWN, { metadata: { annotations: { hosts: "another.example" } } }),
  ),
  attack("deletes its namespace", "walls and data are gone", remove(OWN)),
  attack(
    "makes a namespace",
    "it has one without quota and boundary",
    create("/api/v1/namespaces", "v1", "Namespace"),
  ),
  attack(
    "raises its quota",
    "it takes the nodes of others",
    merge(`${OWN}/resourcequotas/app-isolation`, { spec: { hard: { pods: "10000" } } }),
  ),
  attack(
    "deletes its quota",
    "it takes the nodes of others",
    remove(`${OWN}/resourcequotas/app-isolation`),
  ),
  attack(
    "deletes its limits",
    "a container without limits takes its node",
    remove(`${OWN}/limitranges/app-isolation`),
  ),
];

const OTHERS: readonly Attack[] = [
  attack("reads pods of another application", "it learns of others", { path: `${OTHER}/pods` }),
  attack("reads Secrets of another application", "it holds its keys", { path: `${OTHER}/secrets` }),
  attack(
    "runs a pod in another namespace",
    "it is inside that boundary",
    create(`${OTHER}/pods`, "v1", "Pod", { spec: RESTRICTED_POD }),
  ),
  attack(
    "runs a pod in kube-system",
    "it is outside of every rule",
    create("/api/v1/namespaces/kube-system/pods", "v1", "Pod", { spec: RESTRICTED_POD }),
  ),
  attack("reads Secrets of every namespace", "it holds all keys", { path: "/api/v1/secrets" }),
  attack(
    "takes a token of another application's service account",
    "it has that application's role in AWS",
    create(`${OTHER}/serviceaccounts/default/token`, "authentication.k8s.io/v1", "TokenRequest", {
      metadata: {},
      spec: {},
    }),
  ),
  attack(
    "ranks its pods above all others",
    "the scheduler evicts pods of others for its own",
    create("/apis/scheduling.k8s.io/v1/priorityclasses", "scheduling.k8s.io/v1", "PriorityClass", {
      value: 1_000_000_000,
    }),
  ),
  attack(
    "makes a volume of a node's folder",
    "it reads the data of others, and what the node keeps",
    create("/api/v1/persistentvolumes", "v1", "PersistentVolume", {
      spec: {
        capacity: { storage: "1Gi" },
        accessModes: ["ReadWriteOnce"],
        hostPath: { path: "/" },
      },
    }),
  ),
  attack("changes a node", "pods of others come to it", create("/api/v1/nodes", "v1", "Node")),
];

const ADDRESSES: readonly Attack[] = [
  attack(
    "writes Endpoints",
    "its Service leads to any address",
    create(`${OWN}/endpoints`, "v1", "Endpoints", {
      subsets: [{ addresses: [{ ip: "10.9.9.9" }], ports: [{ port: 80 }] }],
    }),
    controller("endpoint-controller"),
  ),
  attack(
    "writes an EndpointSlice",
    "its Service leads to any address",
    create(
      "/apis/discovery.k8s.io/v1/namespaces/app-a/endpointslices",
      "discovery.k8s.io/v1",
      "EndpointSlice",
      { addressType: "IPv4", endpoints: [{ addresses: ["10.9.9.9"] }] },
    ),
    controller("endpointslice-controller"),
  ),
  attack(
    "writes a TargetGroupBinding",
    "its load balancer sends to another's pods",
    create(
      `${LOAD_BALANCER}/namespaces/app-a/targetgroupbindings`,
      "elbv2.k8s.aws/v1beta1",
      "TargetGroupBinding",
      { spec: {} },
    ),
    controller("aws-load-balancer-controller"),
  ),
  attack(
    "writes an IngressClass",
    "its Ingresses use subnets of others",
    create("/apis/networking.k8s.io/v1/ingressclasses", "networking.k8s.io/v1", "IngressClass", {
      spec: { controller: "ingress.k8s.aws/alb" },
    }),
  ),
  attack(
    "changes its IngressClassParams",
    "its load balancer stands in subnets of others",
    merge(`${LOAD_BALANCER}/ingressclassparams/alb-app-a`, { spec: { subnets: { ids: ["x"] } } }),
  ),
  attack(
    "lets another namespace use its IngressClassParams",
    "two applications share a load balancer",
    merge(`${LOAD_BALANCER}/ingressclassparams/alb-app-b`, { spec: { namespaceSelector: null } }),
  ),
];

const RIGHTS: readonly Attack[] = [
  attack(
    "binds a role in its namespace",
    "it may what the platform alone may",
    create(
      `${RBAC}/namespaces/app-a/rolebindings`,
      "rbac.authorization.k8s.io/v1",
      "RoleBinding",
      GRANT,
    ),
  ),
  attack(
    "binds a role of the cluster",
    "it may everything",
    create(
      `${RBAC}/clusterrolebindings`,
      "rbac.authorization.k8s.io/v1",
      "ClusterRoleBinding",
      GRANT,
    ),
  ),
  attack(
    "widens its own role",
    "it may what it likes",
    merge(`${RBAC}/namespaces/app-a/roles/bulkhead-edit`, {
      rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
    }),
  ),
  attack(
    "deletes the binding of an admission policy",
    "forged addresses are accepted",
    remove(`${ADMISSION}/validatingadmissionpolicybindings/app-isolation-pod-ip`),
  ),
  attack(
    "has an admission policy only warn",
    "forged addresses are accepted",
    merge(`${ADMISSION}/validatingadmissionpolicybindings/app-isolation-pod-ip`, {
      spec: { validationActions: ["Warn"] },
    }),
  ),
  attack(
    "registers a webhook",
    "it sees and changes what everybody writes",
    create(
      `${ADMISSION}/mutatingwebhookconfigurations`,
      "admissionregistration.k8s.io/v1",
      "MutatingWebhookConfiguration",
      { webhooks: [] },
    ),
  ),
  attack(
    "takes the API of Calico away",
    "nobody sees or mends policies",
    remove("/apis/apiregistration.k8s.io/v1/apiservices/v3.projectcalico.org"),
  ),
];

/** Each must be refused to every role of an application. */
export const ATTACKS: readonly Attack[] = [
  ...POLICIES,
  ...NAMESPACES,
  ...OTHERS,
  ...ADDRESSES,
  ...RIGHTS,
];
