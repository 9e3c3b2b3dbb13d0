import type { AddressRange } from "../model/address-range.js";
import { Truth } from "../model/truth.js";
import type { AddressKnowledge } from "../model/world.js";

export type IpVersion = 4 | 6;
export const IP_VERSIONS: readonly IpVersion[] = [4, 6];

/** Addresses of one family: disjoint ranges in ascending order, none touching the next. */
export type Coverage = readonly Span[];
export type Span = Pick<AddressRange, "first" | "last">;

const LAST_ADDRESS: Readonly<Record<IpVersion, bigint>> = {
  4: (1n << 32n) - 1n,
  6: (1n << 128n) - 1n,
};

function compare(left: bigint, right: bigint): number {
  return left < right ? -1 : Number(left > right);
}

/** The addresses of one family that the ranges hold together. */
export function mergeRanges(ranges: readonly AddressRange[], version: IpVersion): Coverage {
  const ofFamily = ranges.filter((range) => range.version === version);
  const merged: { first: bigint; last: bigint }[] = [];
  for (const { first, last } of ofFamily.sort((a, b) => compare(a.first, b.first))) {
    const previous = merged.at(-1);
    if (previous === undefined || first > previous.last + 1n) {
      merged.push({ first, last });
    } else if (last > previous.last) {
      previous.last = last;
    }
  }
  return merged;
}

/**
 * Where an endpoint may be in one family, as one or more spans; nowhere when it has addresses of the other family
 * only, anywhere when nothing is known.
 */
export function whereabouts(knowledge: AddressKnowledge, version: IpVersion): readonly Span[] {
  const ranges = knowledge.kind === "exactly" ? knowledge.addresses : knowledge.ranges;
  return ranges.length === 0
    ? [{ first: 0n, last: LAST_ADDRESS[version] }]
    : ranges.filter((range) => range.version === version);
}

function rangeCovered({ first, last }: Span, by: Coverage): Truth {
  const touching = by.find((range) => range.last >= first);
  if (touching === undefined || touching.first > last) return Truth.No;
  return touching.first <= first && touching.last >= last ? Truth.Yes : Truth.Maybe;
}

/** Whether an address that is somewhere in `place` is among the addresses of `by`. */
export function isCovered(place: readonly Span[], by: Coverage): Truth {
  const truths = new Set(place.map((range) => rangeCovered(range, by)));
  const [only] = truths;
  return truths.size === 1 && only !== undefined ? only : Truth.Maybe;
}
