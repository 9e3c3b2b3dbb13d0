import type { JsonObject } from "../../prover/index.js";
import type { ApplicationFacts } from "../traffic/application-facts.js";
import { needsApplications } from "../traffic/isolation.js";
import { objectOf, objectsOf, specOf, textOf } from "../../basics/fields.js";
import {
  type TenantWriteCheck,
  type TenantWriteContext,
  accessControlsIn,
  perApplication,
} from "./tenant-write-check.js";

const POD_SECURITY = "pod-security.kubernetes.io/enforce";
/** The levels that keep a pod off its node. */
const CONFINED = ["restricted", "baseline"];

function lockProblems({ namespace }: ApplicationFacts, scene: TenantWriteContext): string[] {
  const object = scene.namespaces.get(namespace);
  if (object === undefined) return ["its Namespace is not among the objects."];
  const level = textOf(objectOf(objectOf(object.metadata).labels)[POD_SECURITY]);
  const account = scene.serviceAccounts.get(`${namespace}/default`);
  return [
    ...(CONFINED.includes(level ?? "")
      ? []
      : [`${POD_SECURITY} is ${level ?? "not set"}, so a pod may take over its node.`]),
    ...(account?.automountServiceAccountToken === false
      ? []
      : ["its default ServiceAccount gives every pod a token for the Kubernetes API."]),
  ];
}

/** What a quota must hold at zero: a port on nodes or a load balancer is a path past the ALB. */
const CLOSED = ["services.loadbalancers", "services.nodeports"];

/** A quota on these refuses every pod that says nothing, unless a LimitRange says it for the pod. */
const DEFAULTED: Readonly<Record<string, readonly [field: string, resource: string]>> = {
  "requests.cpu": ["defaultRequest", "cpu"],
  "requests.memory": ["defaultRequest", "memory"],
  "limits.cpu": ["default", "cpu"],
  "limits.memory": ["default", "memory"],
};

function specsIn(scene: TenantWriteContext, kind: string, namespace: string): JsonObject[] {
  return accessControlsIn(scene, kind, namespace).map(specOf);
}

function quotaProblems({ namespace }: ApplicationFacts, scene: TenantWriteContext): string[] {
  const quotas = specsIn(scene, "ResourceQuota", namespace).map(({ hard }) => objectOf(hard));
  const containers = specsIn(scene, "LimitRange", namespace)
    .flatMap(({ limits }) => objectsOf(limits))
    .filter(({ type }) => type === "Container");
  const isDefaulted = ([field, resource]: readonly [string, string]): boolean =>
    containers.some((limits) => objectOf(limits[field])[resource] !== undefined);
  const limited = Object.entries(DEFAULTED).filter(([name]) =>
    quotas.some((hard) => hard[name] !== undefined),
  );
  return [
    ...CLOSED.filter((name) => !quotas.some((hard) => hard[name] === "0")).map(
      (name) => `no ResourceQuota holds ${name} at 0.`,
    ),
    ...(quotas.some(({ pods }) => pods !== undefined) ? [] : ["no ResourceQuota limits pods."]),
    ...limited
      .filter(([, place]) => !isDefaulted(place))
      .map(([name]) => `a ResourceQuota limits ${name}, and no LimitRange gives a default for it.`),
  ];
}

export const NAMESPACE_CHECKS: readonly TenantWriteCheck[] = [
  {
    id: "namespaces-locked",
    sentence: "Pods of an application are confined, and get no token that they did not ask for.",
    notApplicable: needsApplications,
    judge: perApplication(lockProblems),
  },
  {
    id: "quotas-close-nodes",
    sentence:
      "Quotas allow no port on nodes and no load balancer, and limit pods that still start.",
    notApplicable: needsApplications,
    judge: perApplication(quotaProblems),
  },
];
