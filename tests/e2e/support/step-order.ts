import type { Step } from "../../../testbed/engine/engine-events.js";

/** A resource by its type's last part and its name, `NodeGroup prod-nodes`. */
export type Named = `${string} ${string}`;

function named({ urn, type }: Step): Named {
  return `${type.split(":").at(-1) ?? ""} ${urn.split("::").at(-1) ?? ""}`;
}

/** Pairs whose first did not come before their second; a resource that is not among the steps is one, too. */
export function outOfOrder(
  steps: readonly Step[],
  pairs: readonly (readonly [earlier: Named, later: Named])[],
): string[] {
  const at = new Map(steps.map((step, index) => [named(step), index]));
  return pairs.flatMap(([earlier, later]) => {
    const [first, second] = [at.get(earlier), at.get(later)];
    if (first === undefined) return [`${earlier} was not touched`];
    if (second === undefined) return [`${later} was not touched`];
    return first < second ? [] : [`${later} came before ${earlier}`];
  });
}
