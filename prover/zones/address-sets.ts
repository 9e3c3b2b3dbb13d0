import { Address4, Address6 } from "ip-address";
import { mergeRanges, type IpVersion, IP_VERSIONS, type Span } from "../evaluate/coverage.js";
import type { AddressRange } from "../model/address-range.js";
import { parseAddress, parseNetwork, rangesMeet } from "../build/addresses.js";

/** Networks that are known to be written correctly. */
export function networks(...texts: readonly string[]): AddressRange[] {
  return texts.flatMap((text) => parseNetwork(text)?.range ?? []);
}

/** The addresses of `ranges` that are in none of `others`, as few ranges as possible. */
export function subtractRanges(
  ranges: readonly AddressRange[],
  others: readonly AddressRange[],
): AddressRange[] {
  return IP_VERSIONS.flatMap((version) =>
    spansWithout(ranges, others, version).map((span) => spanRange(version, span)),
  );
}

function spansWithout(
  ranges: readonly AddressRange[],
  others: readonly AddressRange[],
  version: IpVersion,
): Span[] {
  const taken = mergeRanges(others, version);
  return mergeRanges(ranges, version).flatMap((span) => gaps(span, taken));
}

/** The addresses that are in both. */
export function common(
  ranges: readonly AddressRange[],
  others: readonly AddressRange[],
): AddressRange[] {
  return subtractRanges(ranges, subtractRanges(ranges, others));
}

/** Whether every address of `inner` is in one of `outer`. */
export function covers(outer: readonly AddressRange[], inner: readonly AddressRange[]): boolean {
  const touched = inner.every((range) => outer.some((other) => rangesMeet(range, other)));
  return (
    touched && IP_VERSIONS.every((version) => spansWithout(inner, outer, version).length === 0)
  );
}

export function meet(left: readonly AddressRange[], right: readonly AddressRange[]): boolean {
  return left.some((one) => right.some((other) => rangesMeet(one, other)));
}

/** The addresses from the one to the other, as `10.0.1.32-10.0.3.255` names them; undefined for any other text. */
export function rangeBetween(text: string): AddressRange | undefined {
  const ends = text.split("-").map(parseAddress);
  const [from, to] = ends;
  if (ends.length !== 2 || from === undefined || to === undefined) return undefined;
  const { version, first } = from;
  return version === to.version && first <= to.last
    ? spanRange(version, { first, last: to.last })
    : undefined;
}

/** The ranges as they were written, or as they came out of a subtraction. */
export function rangesText(ranges: readonly AddressRange[]): string {
  return ranges.map(({ text }) => text).join(", ");
}

function gaps({ first, last }: Span, taken: readonly Span[]): Span[] {
  const found: Span[] = [];
  let from = first;
  for (const span of taken) {
    if (span.last < from || span.first > last) continue;
    if (span.first > from) found.push({ first: from, last: span.first - 1n });
    from = span.last + 1n;
  }
  return from > last ? found : [...found, { first: from, last }];
}

const BITS: Readonly<Record<IpVersion, bigint>> = { 4: 32n, 6: 128n };

function spanRange(version: IpVersion, { first, last }: Span): AddressRange {
  const range = { version, first, last };
  return { ...range, text: rangeText(range) };
}

/** A network where the range is one, such as `10.0.0.0/16`; otherwise its first and last address. */
export function rangeText({ version, first, last }: Omit<AddressRange, "text">): string {
  const size = last - first + 1n;
  const isNetwork = (size & (size - 1n)) === 0n && first % size === 0n;
  if (!isNetwork) return `${addressText(version, first)}-${addressText(version, last)}`;
  const length = BITS[version] - BigInt(size.toString(2).length - 1);
  return `${addressText(version, first)}/${length}`;
}

function addressText(version: IpVersion, address: bigint): string {
  const parsed = version === 4 ? Address4.fromBigInt(address) : Address6.fromBigInt(address);
  return parsed.correctForm();
}
