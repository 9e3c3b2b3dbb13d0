import type { KubernetesObject } from "../../shared/kubernetes/manifest.js";

interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const READ = ["get", "list", "watch"] as const;
const WRITE = [...READ, "create", "update", "patch", "delete"] as const;

function rule(
  apiGroup: string,
  resources: readonly string[],
  verbs: readonly string[],
): PolicyRule {
  return { apiGroups: [apiGroup], resources, verbs };
}

/** What an application is made of. Pods themselves are apart: who may create one may run anything. */
function workloads(verbs: readonly string[]): PolicyRule[] {
  return [
    rule("", ["configmaps", "services", "persistentvolumeclaims"], verbs),
    rule("apps", ["deployments", "statefulsets"], verbs),
    rule("batch", ["jobs", "cronjobs"], verbs),
    rule("autoscaling", ["horizontalpodautoscalers"], verbs),
    rule("policy", ["poddisruptionbudgets"], verbs),
    rule("networking.k8s.io", ["ingresses"], verbs),
  ];
}

/** Read-only: the state of an application and its isolation, which only the platform writes. */
const STATE: readonly PolicyRule[] = [
  rule("", ["pods", "pods/log", "events", "endpoints", "serviceaccounts"], READ),
  rule("", ["resourcequotas", "limitranges"], READ),
  rule("apps", ["replicasets", "controllerrevisions"], READ),
  rule("discovery.k8s.io", ["endpointslices"], READ),
  rule("networking.k8s.io", ["networkpolicies"], READ),
];

/** The three roles of an application's people and pipelines. */
export const APPLICATION_ROLES: Readonly<Record<"view" | "edit" | "deploy", PolicyRule[]>> = {
  view: [...STATE, ...workloads(READ)],
  edit: [
    ...STATE,
    ...workloads(WRITE),
    rule("", ["secrets"], WRITE),
    rule("", ["pods"], ["create", "delete"]),
    rule("", ["pods/exec", "pods/portforward"], ["get", "create"]),
    rule("apps", ["deployments/scale", "statefulsets/scale"], ["get", "update", "patch"]),
  ],
  deploy: [...STATE, ...workloads(WRITE), rule("", ["secrets"], WRITE)],
};

export type ApplicationRole = keyof typeof APPLICATION_ROLES;

/** The Kubernetes group that holds a role in one application; access entries map principals to it. */
export function formatRoleGroup(application: string, role: ApplicationRole): string {
  return `bulkhead:${application}:${role}`;
}

export interface RolePlan {
  readonly role: KubernetesObject;
  readonly binding: KubernetesObject;
}

const RBAC = "rbac.authorization.k8s.io";

/** A role that lives and ends with the namespace, and the group that holds it. */
export function planRole(application: string, role: ApplicationRole): RolePlan {
  const apiVersion = `${RBAC}/v1`;
  const metadata = { name: `bulkhead-${role}`, namespace: application };
  return {
    role: { apiVersion, kind: "Role", metadata, rules: APPLICATION_ROLES[role] },
    binding: {
      apiVersion,
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup: RBAC, kind: "Role", name: metadata.name },
      subjects: [{ apiGroup: RBAC, kind: "Group", name: formatRoleGroup(application, role) }],
    },
  };
}
