import type {
  Finding,
  JsonObject,
  Path,
  Policy,
  RawObject,
  Rule,
  World,
  ZoneMap,
} from "../../prover/index.js";

/** What lints look at. */
export interface LintContext {
  readonly world: World;
  /** The objects that the world was built from. */
  readonly objects: readonly RawObject[];
  readonly zones: ZoneMap;
  /** Namespaces that belong to the cluster. */
  readonly systemNamespaces: readonly string[];
}

/** One place where a lint applies. */
export interface LintHit {
  readonly object: RawObject;
  readonly path: Path;
  /** What was seen there. */
  readonly message: string;
}

/** Something that is allowed and that one should not do. */
export interface Lint {
  /** Stable, kebab-case. */
  readonly code: string;
  readonly severity: Finding["severity"];
  /** What it looks for, as one line of the documentation. */
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  readonly fix: string;
  readonly find: (context: LintContext) => readonly LintHit[];
}

/** A rule of an enforced or staged policy, with its object. */
export interface PlacedRule {
  readonly object: RawObject;
  readonly policy: Policy;
  readonly rule: Rule;
  readonly direction: "ingress" | "egress";
}

/** Every rule of every policy whose object was given. */
export function rulesOf({ world, objects }: LintContext): PlacedRule[] {
  const byRef = new Map(objects.map((object) => [object.ref, object]));
  return world.tiers
    .flatMap(({ policies }) => policies)
    .flatMap((policy) => {
      const object = byRef.get(policy.object);
      if (object === undefined) return [];
      return (["ingress", "egress"] as const).flatMap((direction) =>
        policy.rules[direction].map((rule) => ({ object, policy, rule, direction })),
      );
    });
}

/** The side of a rule that is not the policy's own pods. */
export function peerOf({ rule, direction }: PlacedRule): Rule["source"] {
  return direction === "ingress" ? rule.source : rule.destination;
}

/** Whether the rule lets traffic through, at once or by handing it on. */
export function lets({ rule }: PlacedRule): boolean {
  return rule.action === "Allow" || rule.action === "Pass";
}

/** `spec.ingress[2].from[0]` as the way to a field. */
export function pathOf(text: string): Path {
  return [...text.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(
    ([, name, index]) => name ?? Number(index),
  );
}

/** The value at a path of an object that nobody has checked; undefined where the way ends. */
export function valueAt(object: JsonObject, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== "object" || value === null) return undefined;
    return Object.hasOwn(value, step)
      ? (value as Record<string | number, unknown>)[step]
      : undefined;
  }, object);
}

export function listAt(object: JsonObject, path: Path): readonly unknown[] {
  const value = valueAt(object, path);
  return Array.isArray(value) ? value : [];
}

export function textAt(object: JsonObject, path: Path): string {
  const value = valueAt(object, path);
  return typeof value === "string" ? value : "";
}
