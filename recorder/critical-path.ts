import type { RecordedProgram, RecordedResource } from "./recorded.js";

/** URNs of what must be done before the resource with this URN is begun. */
export type Order = (urn: string) => Iterable<string>;

/** The chain of resources, each of which waits for the one before it, that ends last. */
export interface CriticalPath {
  /** From the beginning to the end of the chain, with as many resources at a time as the order allows. */
  readonly seconds: number;
  /** URNs, first to last, without those that take no time. */
  readonly urns: readonly string[];
}

const NOTHING: CriticalPath = { seconds: 0, urns: [] };

/**
 * What an `up` cannot be faster than, under an order and with so many seconds for each resource.
 *
 * Throws where the order goes in a circle.
 */
export function criticalPath(
  { resources }: RecordedProgram,
  order: Order,
  secondsFor: (resource: RecordedResource) => number,
): CriticalPath {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const chains = new Map<string, CriticalPath | "open">();

  function chainTo(urn: string): CriticalPath {
    const resource = byUrn.get(urn);
    const known = chains.get(urn);
    if (known === "open") throw new Error(`the order goes in a circle through ${urn}`);
    if (known !== undefined || resource === undefined) return known ?? NOTHING;
    chains.set(urn, "open");
    const before = longest([...order(urn)].map(chainTo));
    const seconds = secondsFor(resource);
    const chain =
      seconds > 0 ? { seconds: before.seconds + seconds, urns: [...before.urns, urn] } : before;
    chains.set(urn, chain);
    return chain;
  }

  return longest(resources.map(({ urn }) => chainTo(urn)));
}

function longest(chains: readonly CriticalPath[]): CriticalPath {
  return chains.reduce((best, each) => (each.seconds > best.seconds ? each : best), NOTHING);
}
