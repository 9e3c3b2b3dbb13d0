import type { Direction, Policy } from "../model/world.js";
import { isCalicoStorage } from "../read/kinds.js";
import type { Field } from "./field.js";
import type { MissingTypes } from "./world-options.js";

type Types = Policy["types"];

const DIRECTIONS: Readonly<Record<string, Direction>> = { Ingress: "ingress", Egress: "egress" };

/** The directions that a policy applies to. Repeated and unknown types are errors. */
export function readTypes(list: Field): Types | undefined {
  const items = list.items();
  if (items.length === 0) return undefined;
  const seen = new Set<Direction>();
  for (const item of items) {
    const direction = item.choice(DIRECTIONS);
    if (direction === undefined)
      item.error("bad-type", "The type is invalid: expected Ingress or Egress.");
    else if (seen.has(direction)) item.error("bad-type", "The type is listed more than once.");
    else seen.add(direction);
  }
  return { ingress: seen.has("ingress"), egress: seen.has("egress") };
}

/** The default types of a policy, by the component that fills them in. */
const DEFAULTS: Readonly<Record<MissingTypes, (spec: Field) => Types>> = {
  "api-server": (spec) => byRules(hasRules(spec, "ingress"), hasRules(spec, "egress")),
  native: (spec) => byRules(spec.at("ingress").given, spec.at("egress").given),
  felix: () => ({ ingress: true, egress: true }),
};

function byRules(ingress: boolean, egress: boolean): Types {
  return { ingress: ingress || !egress, egress };
}

function hasRules(spec: Field, direction: Direction): boolean {
  return Array.isArray(spec.at(direction).value) && spec.at(direction).items().length > 0;
}

/** The types of a Calico policy; a warning where the default depends on the component that fills it in. */
export function resolveTypes(spec: Field, chosen: MissingTypes | undefined): Types {
  const written = readTypes(spec.at("types"));
  if (written !== undefined) return warnOfIdleRules(spec, written);
  const stored = isCalicoStorage(spec.object.ref.apiVersion);
  const mode = chosen ?? (stored ? "felix" : "api-server");
  const types = DEFAULTS[mode](spec);
  const others = Object.values(DEFAULTS).map((fill) => fill(spec));
  if (others.some((other) => printTypes(other) !== printTypes(types))) {
    const seen = Object.entries(DEFAULTS).map(
      ([name, fill]) => `${name}: ${printTypes(fill(spec))}`,
    );
    spec
      .at("types")
      .warn(
        "missing-types",
        `The policy has no types, and their default varies: ${seen.join("; ")}. ` +
          `The proof assumes ${printTypes(types)}.`,
        "Write the types.",
      );
  }
  return types;
}

function printTypes({ ingress, egress }: Types): string {
  return [ingress ? "Ingress" : "", egress ? "Egress" : ""].filter(Boolean).join(" and ");
}

export function warnOfIdleRules(spec: Field, types: Types): Types {
  for (const direction of Object.values(DIRECTIONS)) {
    if (types[direction] || !hasRules(spec, direction)) continue;
    const message = `The policy has ${direction} rules, but its types do not include ${direction}.`;
    spec.at(direction).warn("idle-rules", message);
  }
  return types;
}
