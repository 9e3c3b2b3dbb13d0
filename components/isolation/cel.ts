/** The prefix of every annotation that the AWS Load Balancer Controller reads on Ingresses and Services. */
export const ALB_PREFIX = "alb.ingress.kubernetes.io/";

/** Annotations that describe an application's own targets and reach nothing beyond them. */
export const HEALTH_CHECK_ANNOTATIONS: readonly string[] = [
  "success-codes",
  "healthy-threshold-count",
  "unhealthy-threshold-count",
  "backend-protocol",
  "backend-protocol-version",
  "target-group-attributes",
].map((name) => `${ALB_PREFIX}${name}`);

/** All conditions hold; parenthesised, so that it can stand as an alternative. */
export function and(...conditions: readonly string[]): string {
  return `(${conditions.join(" && ")})`;
}

/** Every annotation, named `k`, satisfies one of the alternatives. */
export function annotationsAll(...alternatives: readonly string[]): string {
  const test = alternatives.join(" || ");
  return `!has(object.metadata.annotations) || object.metadata.annotations.all(k, ${test})`;
}

/** Whether a CEL value is one of the given strings. */
export function isOneOf(value: string, accepted: readonly string[]): string {
  return `${value} in [${accepted.map((text) => `'${text}'`).join(", ")}]`;
}

/** Whether a service account of kube-system asks: the load balancer controller, and Kubernetes' own controllers. */
export const BY_KUBE_SYSTEM =
  "request.userInfo.username.startsWith('system:serviceaccount:kube-system:')";
