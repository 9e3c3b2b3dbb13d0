import type { Step } from "../../../testbed/engine/engine-events.js";
import type { LogEntry, Operation } from "../../../testbed/simulation/account-folder.js";

/** A resource by its type's last part and its name, `NodeGroup prod-nodes`. */
export type Named = `${string} ${string}`;

export type Pairs = readonly (readonly [earlier: Named, later: Named])[];

/** Something done to a resource, and when. */
export interface Done {
  readonly what: Named;
  readonly began: number;
  readonly ended: number;
}

function named(type: string, name: string): Named {
  return `${type.split(":").at(-1) ?? ""} ${name}`;
}

/** As the engine tells it, which names a step when it has ended. */
export function toldByEngine(steps: readonly Step[]): Done[] {
  return steps.map(({ urn, type }, index) => ({
    what: named(type, urn.split("::").at(-1) ?? ""),
    began: index,
    ended: index,
  }));
}

/** As the account wrote it down. */
export function loggedBy(entries: readonly LogEntry[], operation: Operation): Done[] {
  return entries
    .filter((entry) => entry.operation === operation && entry.refused === undefined)
    .map(({ type, name, began, ended }) => ({ what: named(type, name), began, ended }));
}

/** Pairs whose second began before their first had ended; a resource to which nothing was done is one, too. */
export function outOfOrder(done: readonly Done[], pairs: Pairs): string[] {
  const by = new Map(done.map((each) => [each.what, each]));
  return pairs.flatMap(([earlier, later]) => {
    const [first, second] = [by.get(earlier), by.get(later)];
    if (first === undefined) return [`${earlier} was not touched`];
    if (second === undefined) return [`${later} was not touched`];
    return first.ended <= second.began ? [] : [`${later} came before ${earlier}`];
  });
}

export function reversed(pairs: Pairs): Pairs {
  return pairs.map(([earlier, later]) => [later, earlier]);
}
