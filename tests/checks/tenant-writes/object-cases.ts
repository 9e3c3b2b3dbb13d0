import {
  broken,
  type Case,
  type Change,
  type Fields,
  labelled,
  role,
  rule,
  without,
  withSpec,
} from "./write-case.js";

const PARAMS = "IngressClassParams alb-app-a";

const LIMITS = "LimitRange app-b/app-isolation";
const LIMITED = ["requests.cpu", "requests.memory", "limits.memory"];

function undefaulted(name: string): string {
  return `app-b: a ResourceQuota limits ${name}, and no LimitRange gives a default for it.`;
}

/** Groups that belong to the platform as a whole: any resource may be one of theirs. */
const WHOLE_GROUPS = [
  ...["*.projectcalico.org", "*.crd.projectcalico.org", "*.policy.networking.k8s.io"],
  ...["*.elbv2.k8s.aws", "*.rbac.authorization.k8s.io", "*.admissionregistration.k8s.io"],
].join(", ");

/** A binding to a ClusterRole, and that ClusterRole. */
function clusterRole(name: string, rules: readonly object[]): Change {
  const object = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", rules };
  return (objects) => [
    ...role("app-a", [], { kind: "ClusterRole", name })(objects),
    { ...object, metadata: { name } },
  ];
}

/** Mistakes in the objects of applications. */
export const OBJECT_CASES: readonly Case[] = [
  broken("no class", without("IngressClass alb-app-a"), [
    "classes-bound",
    "app-a: the IngressClass alb-app-a is missing.",
  ]),
  broken("a class without parameters", without(PARAMS), [
    "classes-bound",
    "app-a: the IngressClass alb-app-a has no IngressClassParams.",
  ]),
  broken(
    "parameters for every namespace that leave everything to the Ingress",
    withSpec(PARAMS, () => ({})),
    [
      "classes-bound",
      "app-a: its class also serves default, app-b.",
      "app-a: its class leaves the subnets to the controller.",
      "app-a: its class does not fix the target type to ip.",
      "app-a: its class leaves the group, and so the load balancer, to each Ingress.",
      "app-a: its class leaves the scheme to each Ingress.",
    ],
  ),
  broken(
    "parameters of another application",
    withSpec(PARAMS, (spec) => ({
      ...spec,
      subnets: { ids: ["subnet-of-others"] },
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "app-b" } },
    })),
    [
      "classes-bound",
      "app-a: its class does not serve its own namespace.",
      "app-a: its class also serves app-b.",
      "app-a: its class uses subnets of others: subnet-of-others.",
    ],
  ),
  broken(
    "a class that names parameters of another kind",
    withSpec("IngressClass alb-app-a", (spec) => ({
      ...spec,
      parameters: { ...(spec.parameters as Fields), kind: "ConfigMap" },
    })),
    ["classes-bound", "app-a: the IngressClass alb-app-a has no IngressClassParams."],
  ),
  broken(
    "a class without any parameters",
    withSpec("IngressClass alb-app-a", ({ controller }) => ({ controller })),
    ["classes-bound", "app-a: the IngressClass alb-app-a has no IngressClassParams."],
  ),
  broken(
    "subnets of two others",
    withSpec(PARAMS, (spec) => ({ ...spec, subnets: { ids: ["subnet-1", "subnet-2"] } })),
    ["classes-bound", "app-a: its class uses subnets of others: subnet-1, subnet-2."],
  ),
  broken("no Namespace", without("Namespace app-a"), [
    "namespaces-locked",
    "app-a: its Namespace is missing.",
  ]),
  broken(
    "privileged pods",
    labelled("Namespace app-a", "pod-security.kubernetes.io/enforce", "privileged"),
    [
      "namespaces-locked",
      "app-a: pod-security.kubernetes.io/enforce is privileged, so a pod may take over its node.",
    ],
  ),
  broken(
    "no level for pods",
    labelled("Namespace app-b", "pod-security.kubernetes.io/enforce", undefined),
    [
      "namespaces-locked",
      "app-b: pod-security.kubernetes.io/enforce is not set, so a pod may take over its node.",
    ],
  ),
  broken("a token in every pod", without("ServiceAccount app-a/default"), [
    "namespaces-locked",
    "app-a: its default ServiceAccount gives every pod a token for the Kubernetes API.",
  ]),
  broken("no quota", without("ResourceQuota app-a/app-isolation"), [
    "quotas-close-nodes",
    "app-a: no ResourceQuota holds services.loadbalancers at 0.",
    "app-a: no ResourceQuota holds services.nodeports at 0.",
    "app-a: no ResourceQuota limits pods.",
  ]),
  broken(
    "a quota that allows a NodePort",
    withSpec("ResourceQuota app-a/app-isolation", (spec) => ({
      hard: { ...(spec.hard as Fields), "services.nodeports": "1" },
    })),
    ["quotas-close-nodes", "app-a: no ResourceQuota holds services.nodeports at 0."],
  ),
  broken("no defaults", without("LimitRange app-b/app-isolation"), [
    "quotas-close-nodes",
    ...LIMITED.map(undefaulted),
  ]),
  broken(
    "a quota that limits no pods",
    withSpec("ResourceQuota app-a/app-isolation", ({ hard }) => {
      const { pods, ...rest } = hard as Fields;
      return { hard: rest, was: pods };
    }),
    ["quotas-close-nodes", "app-a: no ResourceQuota limits pods."],
  ),
  broken(
    "defaults for pods in place of containers",
    withSpec(LIMITS, ({ limits }) => ({
      limits: (limits as Fields[]).map((each) => ({ ...each, type: "Pod" })),
    })),
    ["quotas-close-nodes", ...LIMITED.map(undefaulted)],
  ),
  broken(
    "defaults for memory alone",
    withSpec(LIMITS, () => ({
      limits: [
        { type: "Container", default: { memory: "1Gi" }, defaultRequest: { memory: "1Gi" } },
      ],
    })),
    ["quotas-close-nodes", undefaulted("requests.cpu")],
  ),
  ...[
    ["projectcalico.org", "networkpolicies", "*.projectcalico.org"],
    ["networking.k8s.io", "networkpolicies", "networkpolicies.networking.k8s.io"],
    ["discovery.k8s.io", "endpointslices", "endpointslices.discovery.k8s.io"],
    ["elbv2.k8s.aws", "targetgroupbindings", "*.elbv2.k8s.aws"],
    ["rbac.authorization.k8s.io", "rolebindings", "*.rbac.authorization.k8s.io"],
    ["", "endpoints", "endpoints"],
    ["", "resourcequotas", "resourcequotas"],
    ["", "limitranges", "limitranges"],
    ["", "pods/status", "pods/status"],
    ["", "namespaces", "namespaces"],
  ].map(([group = "", resource = "", shown = ""]) =>
    broken(
      `a role that writes ${resource} of ${group || "the core group"}`,
      role("app-a", [rule(group, resource, "get", "patch")]),
      [
        "roles-cannot-weaken-isolation",
        `app-a: RoleBinding extra lets its subjects write ${shown}.`,
      ],
    ),
  ),
  broken("a role for everything of a group", role("app-b", [rule("networking.k8s.io", "*", "*")]), [
    "roles-cannot-weaken-isolation",
    "app-b: RoleBinding extra lets its subjects write networkpolicies.networking.k8s.io, ingressclasses.networking.k8s.io.",
  ]),
  broken(
    "a role for one resource of every group",
    role("app-a", [rule("*", "endpointslices", "create")]),
    [
      "roles-cannot-weaken-isolation",
      `app-a: RoleBinding extra lets its subjects write ${WHOLE_GROUPS}, endpointslices.discovery.k8s.io.`,
    ],
  ),
  broken(
    "a role for several resources of several groups",
    role("app-a", [
      rule("", "pods", "create"),
      {
        apiGroups: ["apps", "networking.k8s.io"],
        resources: ["deployments", "ingressclasses"],
        verbs: ["get", "update"],
      },
    ]),
    [
      "roles-cannot-weaken-isolation",
      "app-a: RoleBinding extra lets its subjects write ingressclasses.networking.k8s.io.",
    ],
  ),
  broken(
    "a role of the whole cluster",
    clusterRole("endpoints", [rule("", "endpoints", "create")]),
    [
      "roles-cannot-weaken-isolation",
      "app-a: RoleBinding extra lets its subjects write endpoints.",
    ],
  ),
  broken(
    "a role of the application with the name of a built-in one",
    role("app-a", [], { name: "edit" }),
    ["roles-cannot-weaken-isolation", "app-a: RoleBinding extra binds an unknown role: Role edit."],
  ),
  broken("a role that is missing", without("Role app-b/bulkhead-edit"), [
    "roles-cannot-weaken-isolation",
    "app-b: RoleBinding bulkhead-edit binds an unknown role: Role bulkhead-edit.",
  ]),
  broken(
    "the administrator's role",
    role("app-a", [], { kind: "ClusterRole", name: "cluster-admin" }),
    [
      "roles-cannot-weaken-isolation",
      "app-a: RoleBinding extra binds an unknown role: ClusterRole cluster-admin.",
    ],
  ),
];

export const ACCEPTABLE: readonly (readonly [what: string, change: Change])[] = [
  ["a role that only reads", role("app-a", [rule("*", "*", "get", "list", "watch")])],
  ["a role for Deployments", role("app-a", [rule("apps", "*", "*")])],
  ["the role edit of every cluster", role("app-a", [], { kind: "ClusterRole", name: "edit" })],
  [
    "another object with the name of a Namespace",
    (objects: Parameters<Change>[0]): readonly object[] => [
      ...objects,
      {
        apiVersion: "projectcalico.org/v3",
        kind: "Tier",
        metadata: { name: "app-a" },
        spec: { order: 5000 },
      },
    ],
  ],
  [
    "defaults in two objects",
    withSpec("LimitRange app-b/app-isolation", ({ limits }) => ({
      limits: [{ type: "Pod", max: { cpu: "4" } }, ...(limits as object[])],
    })),
  ],
  ["baseline pods", labelled("Namespace app-a", "pod-security.kubernetes.io/enforce", "baseline")],
  [
    "a quota in two objects",
    (objects: Parameters<Change>[0]): readonly object[] => [
      ...objects,
      {
        apiVersion: "v1",
        kind: "ResourceQuota",
        metadata: { name: "more", namespace: "app-a" },
        spec: { hard: { "requests.storage": "1Ti" } },
      },
    ],
  ],
];
