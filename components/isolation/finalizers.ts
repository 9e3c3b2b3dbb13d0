import { onWrite, type AdmissionSpec } from "./admission-spec.js";
import { BY_KUBE_SYSTEM, isOneOf } from "./cel.js";

const SAME_ANNOTATIONS =
  "has(object.metadata.annotations) == has(oldObject.metadata.annotations) && (!has(object.metadata.annotations) || object.metadata.annotations == oldObject.metadata.annotations)";

/**
 * An object that was always wrong must not stop the controller that takes its finalizer off. Spec and annotations stay
 * then: the load balancer controller and kube-proxy go on reading them until the object is gone.
 */
export const NOT_ONLY_LOSING_FINALIZERS = {
  name: "not-only-losing-finalizers",
  expression: `!(has(object.metadata.deletionTimestamp) && object.spec == oldObject.spec && ${SAME_ANNOTATIONS})`,
};

/** An Ingress in a group of its own, and a Service with a load balancer of its own. */
const OWN_FINALIZERS = ["ingress.k8s.aws/resources", "service.k8s.aws/resources"];

/** Followed by the name of the group, the load balancer that the Ingress takes part in. */
const GROUP_FINALIZER = "group.ingress.k8s.aws/";

const IS_OTHER = `!(f.startsWith('${GROUP_FINALIZER}') || ${isOneOf("f", OWN_FINALIZERS)})`;

function holds(object: string): string {
  return `(has(${object}.metadata.finalizers) && f in ${object}.metadata.finalizers)`;
}

/** Every finalizer of the controller that one version of the object holds satisfies `other`. */
function keptFrom(one: string, other: string): string {
  return `!has(${one}.metadata.finalizers) || ${one}.metadata.finalizers.all(f, ${IS_OTHER} || ${other})`;
}

/**
 * The AWS Load Balancer Controller trusts its finalizers: one of a foreign group lets an Ingress take part in that group,
 * and once its own is gone the load balancer stays in AWS. TargetGroupBindings need no rule here: the policy `endpoints`
 * lets only controllers write them.
 */
export const finalizers: AdmissionSpec = {
  failurePolicy: "Fail",
  matchConstraints: {
    resourceRules: [onWrite("networking.k8s.io", "ingresses"), onWrite("", "services")],
  },
  matchConditions: [{ name: "not-by-kube-system", expression: `!${BY_KUBE_SYSTEM}` }],
  validations: [
    {
      message: "the finalizers of the load balancer controller are added by controllers only",
      expression: keptFrom("object", `(request.operation == 'UPDATE' && ${holds("oldObject")})`),
    },
    {
      message:
        "the finalizers of the load balancer controller are removed by controllers only: keep metadata.finalizers, as kubectl apply does",
      expression: `request.operation != 'UPDATE' || ${keptFrom("oldObject", holds("object"))}`,
    },
  ],
};
