import type { JsonObject } from "../../prover/index.js";
import type { ApplicationFacts } from "../traffic/application-facts.js";
import { needsApplications } from "../traffic/applicability.js";
import { objectOf, objectsOf, specOf, textOf } from "../../basics/json.js";
import {
  type TenantWriteCheck,
  type TenantWriteContext,
  accessControlsIn,
  perApplication,
} from "./tenant-write-check.js";

const POD_SECURITY = "pod-security.kubernetes.io/enforce";
/** The levels that keep a pod from taking over its node. */
const CONFINED = ["restricted", "baseline"];

function confinementProblems(
  { namespace }: ApplicationFacts,
  context: TenantWriteContext,
): string[] {
  const object = context.namespaces.get(namespace);
  if (object === undefined) return ["its Namespace is missing."];
  const level = textOf(objectOf(objectOf(object.metadata).labels)[POD_SECURITY]);
  const account = context.serviceAccounts.get(`${namespace}/default`);
  return [
    ...(CONFINED.includes(level ?? "")
      ? []
      : [`${POD_SECURITY} is ${level ?? "not set"}, so a pod may take over its node.`]),
    ...(account?.automountServiceAccountToken === false
      ? []
      : ["its default ServiceAccount gives every pod a token for the Kubernetes API."]),
  ];
}

/** A quota must set these to zero: a port on nodes or a load balancer is a path past the ALB. */
const CLOSED = ["services.loadbalancers", "services.nodeports"];

/** A quota on these rejects every pod that does not set them, unless a LimitRange sets them. */
const DEFAULTED: Readonly<Record<string, readonly [field: string, resource: string]>> = {
  "requests.cpu": ["defaultRequest", "cpu"],
  "requests.memory": ["defaultRequest", "memory"],
  "limits.cpu": ["default", "cpu"],
  "limits.memory": ["default", "memory"],
};

function specsIn(context: TenantWriteContext, kind: string, namespace: string): JsonObject[] {
  return accessControlsIn(context, kind, namespace).map(specOf);
}

function quotaProblems({ namespace }: ApplicationFacts, context: TenantWriteContext): string[] {
  const quotas = specsIn(context, "ResourceQuota", namespace).map(({ hard }) => objectOf(hard));
  const containers = specsIn(context, "LimitRange", namespace)
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
    code: "namespaces-locked",
    severity: "error",
    title: "Application pods cannot take over their node, and get no API token by default",
    why: "A node's credentials and a token of the Kubernetes API lead around every policy.",
    fix: "Enforce pod security `baseline` or `restricted`, and turn off automountServiceAccountToken of the default ServiceAccount.",
    notApplicable: needsApplications,
    find: perApplication(confinementProblems),
  },
  {
    code: "quotas-close-nodes",
    severity: "error",
    title: "Quotas rule out node ports and load balancers, and limit pods that still start",
    why: "A port on the nodes or another load balancer is a path past the application's load balancer, and unlimited pods starve others.",
    fix: "In a ResourceQuota set services.nodeports and services.loadbalancers to 0 and limit pods; add a LimitRange for every limited resource.",
    notApplicable: needsApplications,
    find: perApplication(quotaProblems),
  },
];
