import { ingressClassName } from "../../contract/names.js";
import type { JsonObject } from "../../prover/index.js";
import type { ApplicationFacts, InvariantInput } from "../traffic/application-facts.js";
import { objectOf, specOf, textOf, textsOf } from "../../basics/fields.js";
import { labelsMatch } from "./labels-match.js";
import {
  type TenantWriteCheck,
  type TenantWriteContext,
  accessControlsIn,
  perApplication,
} from "./tenant-write-check.js";

const NAME_LABEL = "kubernetes.io/metadata.name";

function specNamed(scene: TenantWriteContext, kind: string, name: string): JsonObject | undefined {
  const found = accessControlsIn(scene, kind).find(({ ref }) => ref.name === name);
  return found && specOf(found);
}

/** Every namespace that the selector of the parameters lets in, beside the own one. */
function othersLetIn(params: JsonObject, own: string, { input }: TenantWriteContext): string[] {
  const selector = objectOf(params.namespaceSelector);
  const others = ["default", ...input.applications.map(({ namespace }) => namespace)];
  return others.filter((name) => name !== own && labelsMatch(selector, { [NAME_LABEL]: name }));
}

function paramsProblems(
  params: JsonObject,
  { namespace, loadBalancerSubnets = [] }: ApplicationFacts,
  scene: TenantWriteContext,
): string[] {
  const subnets = textsOf(objectOf(params.subnets).ids);
  const foreign = subnets.filter((id) => !loadBalancerSubnets.includes(id));
  const others = othersLetIn(params, namespace, scene);
  const own = labelsMatch(objectOf(params.namespaceSelector), { [NAME_LABEL]: namespace });
  return [
    ...(own ? [] : ["its class does not serve its own namespace."]),
    ...(others.length === 0 ? [] : [`its class also serves ${others.join(", ")}.`]),
    ...(subnets.length === 0 ? ["its class leaves the subnets to the controller."] : []),
    ...(foreign.length === 0 ? [] : [`its class uses subnets of others: ${foreign.join(", ")}.`]),
    ...(params.targetType === "ip" ? [] : ["its class does not fix the target type to ip."]),
    ...(textOf(objectOf(params.group).name) === undefined
      ? ["its class leaves the group, and so the load balancer, to each Ingress."]
      : []),
    ...(textOf(params.scheme) === undefined
      ? ["its class leaves the scheme to each Ingress."]
      : []),
  ];
}

/** The class as admission demands it, and the parameters that it names. */
function classProblems(application: ApplicationFacts, scene: TenantWriteContext): string[] {
  if (application.loadBalancerSubnets === undefined) return [];
  const name = ingressClassName(application.namespace);
  const spec = specNamed(scene, "IngressClass", name);
  if (spec === undefined) return [`the IngressClass ${name} is missing.`];
  const parameters = objectOf(spec.parameters);
  const params = specNamed(scene, "IngressClassParams", textOf(parameters.name) ?? "");
  if (params === undefined || parameters.kind !== "IngressClassParams") {
    return [`the IngressClass ${name} has no IngressClassParams.`];
  }
  return paramsProblems(params, application, scene);
}

function needsClasses({ applications }: InvariantInput): string | undefined {
  return applications.every(({ loadBalancerSubnets }) => loadBalancerSubnets === undefined)
    ? "No application has a load balancer of the platform."
    : undefined;
}

export const LOAD_BALANCER_CHECKS: readonly TenantWriteCheck[] = [
  {
    id: "classes-bound",
    sentence: "The class of a load balancer serves one namespace, in the subnets that are meant.",
    notApplicable: needsClasses,
    judge: perApplication(classProblems),
  },
];
