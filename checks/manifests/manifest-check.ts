import type {
  JsonObject,
  Path,
  Policy,
  RawObject,
  Rule,
  World,
  ZoneMap,
} from "../../prover/index.js";
import type { CheckHead } from "../check.js";

/** What the checks of manifests look at. */
export interface ManifestContext {
  readonly world: World;
  /** The objects that the world was built from. */
  readonly objects: readonly RawObject[];
  readonly zones: ZoneMap;
  /** Namespaces of the cluster itself. */
  readonly systemNamespaces: readonly string[];
}

/** One place where a check applies. */
export interface ManifestHit {
  readonly object: RawObject;
  readonly path: Path;
  /** What it found there. */
  readonly message: string;
}

/** Looks for Kubernetes and Calico objects that the API accepts and that are risky or misleading. */
export interface ManifestCheck extends CheckHead {
  readonly find: (context: ManifestContext) => readonly ManifestHit[];
}

/** A rule of an enforced or staged policy, with its object. */
export interface PlacedRule {
  readonly object: RawObject;
  readonly policy: Policy;
  readonly rule: Rule;
  readonly direction: "ingress" | "egress";
}

/** Every rule of every policy that belongs to one of the objects. */
export function rulesIn({ world, objects }: ManifestContext): PlacedRule[] {
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
export function peerSide({ rule, direction }: PlacedRule): Rule["source"] {
  return direction === "ingress" ? rule.source : rule.destination;
}

/** Whether the rule lets traffic through, at once or by handing it on. */
export function letsThrough({ rule }: PlacedRule): boolean {
  return rule.action === "Allow" || rule.action === "Pass";
}

/** The value at a path of an unchecked object; undefined where the path ends early. */
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
