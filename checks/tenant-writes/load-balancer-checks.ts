import { ingressClassName } from "../../contract/names.js";
import type { JsonObject } from "../../prover/index.js";
import type { ApplicationFacts, InvariantInput } from "../traffic/application-facts.js";
import { objectOf, specOf, textOf, textsOf } from "../../basics/json.js";
import { labelsMatch } from "./admission.js";
import {
  type TenantWriteCheck,
  type TenantWriteContext,
  accessControlsIn,
  perApplication,
} from "./tenant-write-check.js";

const NAME_LABEL = "kubernetes.io/metadata.name";

function specNamed(
  context: TenantWriteContext,
  kind: string,
  name: string,
): JsonObject | undefined {
  const found = accessControlsIn(context, kind).find(({ ref }) => ref.name === name);
  return found && specOf(found);
}

/** The other namespaces that the selector of the parameters admits. */
function otherNamespacesServed(
  params: JsonObject,
  own: string,
  { input }: TenantWriteContext,
): string[] {
  const selector = objectOf(params.namespaceSelector);
  const others = ["default", ...input.applications.map(({ namespace }) => namespace)];
  return others.filter((name) => name !== own && labelsMatch(selector, { [NAME_LABEL]: name }));
}

function paramsProblems(
  params: JsonObject,
  { namespace, loadBalancerSubnets = [] }: ApplicationFacts,
  context: TenantWriteContext,
): string[] {
  const subnets = textsOf(objectOf(params.subnets).ids);
  const foreign = subnets.filter((id) => !loadBalancerSubnets.includes(id));
  const others = otherNamespacesServed(params, namespace, context);
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

/** Checks the IngressClass that admission requires, and its parameters. */
function classProblems(application: ApplicationFacts, context: TenantWriteContext): string[] {
  if (application.loadBalancerSubnets === undefined) return [];
  const name = ingressClassName(application.namespace);
  const spec = specNamed(context, "IngressClass", name);
  if (spec === undefined) return [`the IngressClass ${name} is missing.`];
  const parameters = objectOf(spec.parameters);
  const params = specNamed(context, "IngressClassParams", textOf(parameters.name) ?? "");
  if (params === undefined || parameters.kind !== "IngressClassParams") {
    return [`the IngressClass ${name} has no IngressClassParams.`];
  }
  return paramsProblems(params, application, context);
}

function needsClasses({ applications }: InvariantInput): string | undefined {
  return applications.every(({ loadBalancerSubnets }) => loadBalancerSubnets === undefined)
    ? "No application has a load balancer of the platform."
    : undefined;
}

export const LOAD_BALANCER_CHECKS: readonly TenantWriteCheck[] = [
  {
    code: "classes-bound",
    severity: "error",
    title: "The IngressClass of an application serves its namespace only, in the intended subnets",
    why: "A class that other namespaces can use gives them the load balancer of the application.",
    fix: "Set namespaceSelector, subnets, targetType, group and scheme in the IngressClassParams.",
    notApplicable: needsClasses,
    find: perApplication(classProblems),
  },
];
