const DNS_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** Namespace names become labels, class names and policy names: 40 characters leave room for every prefix. */
export const APPLICATION_NAME_LIMIT = 40;

/** The name of each policy of the platform begins with its tier (Calico up to 3.31 requires it). */
export const ISOLATION_TIER = "app-isolation";

/**
 * Where that tier stands: after `calico-system` (100), before ClusterNetworkPolicies (1,000) and `default` (1,000,000).
 * It passes on at its end, so that the default tier keeps its own end, which denies.
 */
export const ISOLATION_TIER_SPEC = { order: 500, defaultAction: "Pass" } as const;

/** The label that tells namespaces of applications from forgotten ones. Only the platform may set it. */
export const MANAGED_LABEL = `${ISOLATION_TIER}/managed`;

/** The label of namespaces whose policies are only tried: the default of all namespaces leaves them alone. */
export const STAGED_LABEL = `${ISOLATION_TIER}/staged`;

/** The annotation of a namespace with the hosts of its Ingresses, each between commas. Only the platform may set it. */
export const HOSTS_ANNOTATION = `${ISOLATION_TIER}/hosts`;

/** The tag and label that names the application something belongs to. */
export const APPLICATION_TAG = `${ISOLATION_TIER}/application`;

/** The tag that names what a subnet is for: `alb`, `workload`, `data`, … */
export const TIER_TAG = "bulkhead/tier";

/**
 * Namespaces that belong to the cluster itself. They are left out of the isolation of applications; `default`
 * is not among them on purpose.
 */
export const CLUSTER_NAMESPACES: readonly string[] = [
  "kube-system",
  "kube-public",
  "kube-node-lease",
  "tigera-operator",
  "calico-system",
  "calico-apiserver",
];

/** A DNS label of at most `limit` characters that begins with a letter. */
export function isDnsLabel(text: string, limit = 63): boolean {
  return text.length <= limit && DNS_LABEL.test(text);
}

/** The name of the IngressClass and IngressClassParams that only namespace `application` may use. */
export function ingressClassName(application: string): string {
  return `alb-${application}`;
}
