import type { Direction, Policy } from "../model/world.js";
import { isCalicoStorage } from "../read/kinds.js";
import type { Field } from "./field.js";
import type { MissingTypes } from "./world-options.js";

type Types = Policy["types"];

const DIRECTIONS: Readonly<Record<string, Direction>> = { Ingress: "ingress", Egress: "egress" };

/** The directions a policy is about. Repeated and unknown ones are errors. */
export function readTypes(list: Field): Types | undefined {
  const items = list.items();
  if (items.length === 0) return undefined;
  const seen = new Set<Direction>();
  for (const item of items) {
    const direction = item.choice(DIRECTIONS);
    if (direction === undefined) item.error("bad-type", "A type is Ingress or Egress.");
    else if (seen.has(direction)) item.error("bad-type", "A type is given only once.");
    else seen.add(direction);
  }
  return { ingress: seen.has("ingress"), egress: seen.has("egress") };
}

/** What each of the three makes of a policy without types. */
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

/** The types of a policy of Calico; a warning where it matters who fills them in. */
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
        `The policy has no types, and what fills them in differs: ${seen.join("; ")}. ` +
          `Here it is read as ${printTypes(types)}.`,
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
    const message = `The policy has ${direction} rules, but its types leave ${direction} out.`;
    spec.at(direction).warn("idle-rules", message);
  }
  return types;
}
