import { hasPorts, Protocol, spaceOf, TrafficSet, type TrafficJson } from "../../prover/index.js";

/** A text that is no port and no protocol. */
export class FilterError extends Error {
  override readonly name = "FilterError";
}

const NAMES: ReadonlyMap<string, number> = new Map(
  Object.entries(Protocol).map(([name, number]) => [name.toLowerCase(), number]),
);

const LAST_PORT = 65_535;
const FORMS = "443, 8000-8100, tcp/5432, 53/udp or udp";

function portsIn(text: string): readonly [number, number] | undefined {
  const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  if (first === undefined) return undefined;
  const range = [Number(first), Number(last ?? first)] as const;
  const isRange = range[0] >= 1 && range[0] <= range[1] && range[1] <= LAST_PORT;
  if (!isRange) throw new FilterError(`${text} is no port: 1 to ${LAST_PORT}.`);
  return range;
}

const WITH_PORTS = [...NAMES.values()].filter(hasPorts);

function noTraffic(word: string): FilterError {
  return new FilterError(`"${word}" is no port: ${FORMS}.`);
}

/** A port of any protocol that has ports, or a protocol. */
function partTraffic(part: string, word: string): TrafficSet {
  const protocol = NAMES.get(part);
  if (protocol !== undefined) return TrafficSet.protocol(protocol);
  const ports = portsIn(part);
  if (ports === undefined) throw noTraffic(word);
  return TrafficSet.of(new Map(WITH_PORTS.map((each) => [each, [ports]])));
}

/** A port, a protocol, or both in either order. */
function wordTraffic(word: string): TrafficSet {
  const parts = word.split("/");
  const named = parts.filter((part) => NAMES.has(part));
  if (parts.length > 2 || (parts.length === 2 && named.length !== 1)) throw noTraffic(word);
  const sets = parts.map((part) => partTraffic(part, word));
  const found = sets.reduce((all, each) => all.intersect(each), TrafficSet.everything);
  if (found.isEmpty) throw noTraffic(word);
  return found;
}

/**
 * The traffic that a filter names: `443`, `tcp/5432 udp/53`, `icmp`. Nothing for an empty text, which lets all pass.
 *
 * @throws FilterError for a word that names no traffic.
 */
export function filteredTraffic(text: string): TrafficSet | undefined {
  const words = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  if (words.length === 0) return undefined;
  return words.map(wordTraffic).reduce((all, each) => all.union(each));
}

/** The set that `plan.json` writes down. */
export function trafficOfJson({ everythingElse, protocols }: TrafficJson): TrafficSet {
  const listed = protocols.map(
    ({ protocol, values }) => [protocol, values === "all" ? [spaceOf(protocol)] : values] as const,
  );
  return TrafficSet.of(new Map(listed), everythingElse);
}
