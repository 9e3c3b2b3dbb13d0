import type { Selector } from "../model/selector.js";
import type { Direction, Policy, Rule } from "../model/world.js";
import type { ObjectKind } from "../read/kinds.js";
import type { BuildContext } from "./build-context.js";
import { readCalicoRule } from "./calico-rules.js";
import type { Field } from "./field.js";
import type { BuiltPolicy } from "./policy-order.js";
import { resolveTypes } from "./policy-types.js";
import { readSelector } from "./read-selector.js";
import {
  conjoin,
  inNamespace,
  ofNamespaces,
  ofServiceAccounts,
  underServiceAccounts,
} from "./selector-algebra.js";
import type { ServiceIndex } from "./service-sides.js";

const SPEC = [
  "tier",
  "order",
  "selector",
  "serviceAccountSelector",
  "types",
  "ingress",
  "egress",
  "performanceHints",
  "stagedAction",
];

/** Flags that act on host endpoints only, which the prover does not model. */
const HOST_FLAGS = ["doNotTrack", "preDNAT", "applyOnForward"];
const GLOBAL_SPEC = [...SPEC, "namespaceSelector", ...HOST_FLAGS];

const KINDS = [
  "NetworkPolicy",
  "GlobalNetworkPolicy",
  "StagedNetworkPolicy",
  "StagedGlobalNetworkPolicy",
] as const satisfies ObjectKind[];

/** NetworkPolicies and GlobalNetworkPolicies of Calico and their staged twins. */
export function buildCalicoPolicies(context: BuildContext, services: ServiceIndex): BuiltPolicy[] {
  return context.of(...KINDS).map((source) => {
    const object = context.open(source);
    return { policy: buildPolicy(object, context, services), kind: source.kind, source };
  });
}

function buildPolicy(object: Field, context: BuildContext, services: ServiceIndex): Policy {
  const { ref, kind } = object.object;
  const { namespace } = ref;
  const spec = object.at("spec");
  spec.only(namespace === undefined ? GLOBAL_SPEC : SPEC);
  refuseHostFlags(spec);
  const readDirection = (direction: Direction): Rule[] =>
    spec
      .at(direction)
      .items()
      .flatMap((rule) => readCalicoRule(rule, { direction, namespace, services }));
  return {
    object: ref,
    name: namespace === undefined ? ref.name : `${namespace}/${ref.name}`,
    tier: readTierName(spec.at("tier")),
    order: readOrder(spec.at("order")),
    staged: kind.startsWith("Staged"),
    selector: namespace === undefined ? globalSelector(spec) : ownSelector(spec, namespace),
    types: resolveTypes(spec, context.options.missingTypes),
    rules: { ingress: readDirection("ingress"), egress: readDirection("egress") },
  };
}

function refuseHostFlags(spec: Field): void {
  for (const flag of HOST_FLAGS) {
    if (!spec.at(flag).flag()) continue;
    const message = `${flag} applies to host endpoints, which the prover does not model.`;
    spec.at(flag).error("not-supported", message, "Leave this policy out of the proof.");
  }
}

function readTierName(field: Field): string {
  const name = field.filledText() ?? "default";
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    field.error("bad-tier-name", `${JSON.stringify(name)} is not a valid name of a tier.`);
  }
  return name;
}

/** Without an order, a policy or a tier comes last. */
export function readOrder(field: Field): number {
  return field.number() ?? Number.POSITIVE_INFINITY;
}

/** `(selector) && namespace && service accounts`. */
function ownSelector(spec: Field, namespace: string): Selector {
  const own = readSelector(spec.at("selector"));
  const accounts = readSelector(spec.at("serviceAccountSelector"));
  return conjoin([
    inNamespace(namespace),
    ...(own === undefined ? [] : [own]),
    ...(accounts === undefined ? [] : [underServiceAccounts(accounts)]),
  ]);
}

function globalSelector(spec: Field): Selector {
  const own = readSelector(spec.at("selector"));
  const namespaces = readSelector(spec.at("namespaceSelector"));
  const accounts = readSelector(spec.at("serviceAccountSelector"));
  return conjoin([
    ...(namespaces === undefined ? [] : [ofNamespaces(namespaces)]),
    ...(own === undefined ? [] : [own]),
    ...(accounts === undefined ? [] : [ofServiceAccounts(accounts)]),
  ]);
}
