import { broken, type Case, unjudged, withSpec } from "./write-case.js";

const POLICY = "ValidatingAdmissionPolicy app-isolation-service";
const BINDING = "ValidatingAdmissionPolicyBinding app-isolation-service";
const TRIED = ["app-a", "app-b", "bulkhead-unmanaged-probe"];

function accepted(...what: readonly string[]): string[] {
  return TRIED.flatMap((namespace) => what.map((each) => `${namespace}: ${each} is accepted.`));
}

const NOT_MODELLED = "which is not modelled.";

/** Mistakes in admission policies, with the check that finds each and its first problems. */
export const ADMISSION_CASES: readonly Case[] = [
  broken(
    "a binding that only warns",
    withSpec(BINDING, (spec) => ({ ...spec, validationActions: ["Warn", "Audit"] })),
    [
      "opening-writes-refused",
      ...accepted("a Service of type LoadBalancer", "a Service of type NodePort").slice(0, 2),
      "app-a: a Service of type ExternalName is accepted.",
      "app-a: a Service with externalIPs is accepted.",
      "app-a: a Service that turns into a NodePort is accepted.",
    ],
    27,
  ),
  broken(
    "a binding that leaves one application out",
    withSpec("ValidatingAdmissionPolicyBinding app-isolation-pod-ip", (spec) => ({
      ...spec,
      matchResources: {
        namespaceSelector: {
          matchExpressions: [
            { key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["app-b"] },
          ],
        },
      },
    })),
    [
      "opening-writes-refused",
      "app-b: a pod with a forged vpc.amazonaws.com/pod-ips is accepted.",
      "app-b: a forged vpc.amazonaws.com/pod-ips, later is accepted.",
      "app-b: a pod with a forged cni.projectcalico.org/podIP is accepted.",
      "app-b: a forged cni.projectcalico.org/podIP, later is accepted.",
      "app-b: a pod with a forged cni.projectcalico.org/podIPs is accepted.",
    ],
    6,
  ),
  unjudged(
    "an expression that fails",
    withSpec("ValidatingAdmissionPolicy app-isolation-endpoints", (spec) => ({
      ...spec,
      validations: [{ message: "never", expression: "object.spec.missing == 'x'" }],
    })),
    [
      "opening-writes-refused",
      ...["endpoints of its own", "changed endpoints", "endpoints by a service account"].map(
        (what) => `app-a: ${what} cannot be judged: app-isolation-endpoints: No such key: missing`,
      ),
    ],
    27,
  ),
  unjudged(
    "a policy with parameters",
    withSpec(POLICY, (spec) => ({ ...spec, paramKind: { apiVersion: "v1", kind: "ConfigMap" } })),
    [
      "opening-writes-refused",
      `app-a: a Service of type LoadBalancer cannot be judged: app-isolation-service uses paramKind, ${NOT_MODELLED}`,
    ],
    27,
  ),
  unjudged(
    "a policy that a label of the object can evade",
    withSpec(BINDING, (spec) => ({
      ...spec,
      matchResources: { objectSelector: { matchLabels: { team: "web" } } },
    })),
    [
      "opening-writes-refused",
      `app-a: a Service of type LoadBalancer cannot be judged: app-isolation-service uses objectSelector, ${NOT_MODELLED}`,
    ],
    27,
  ),
  broken(
    "a policy that rejects every Service",
    withSpec(POLICY, (spec) => ({
      ...spec,
      validations: [{ message: "no Services here", expression: "false" }],
    })),
    [
      "ordinary-writes-accepted",
      "app-a: a Service is rejected: no Services here.",
      "app-a: a ClusterIP Service is rejected: no Services here.",
      "app-a: a Service with a health check is rejected: no Services here.",
      "app-a: a Service that gets the finalizer service.k8s.aws/resources from the controller is rejected: no Services here.",
      "app-a: a Service that changes and keeps the finalizer service.k8s.aws/resources is rejected: no Services here.",
    ],
    15,
  ),
];
