import { FIRST_PORT, hasPorts, isIcmp, LAST_PORT, Protocol } from "../model/protocols.js";
import { gapsIn, type Interval, type Intervals } from "./intervals.js";

/** The order in which people read them, DNS first. */
const NAMES: readonly (readonly [protocol: number, name: string])[] = [
  [Protocol.UDP, "UDP"],
  [Protocol.TCP, "TCP"],
  [Protocol.SCTP, "SCTP"],
  [Protocol.UDPLite, "UDPLite"],
  [Protocol.ICMP, "ICMP"],
  [Protocol.ICMPv6, "ICMPv6"],
];
const NAME_OF = new Map(NAMES);
const RANKS = new Map(NAMES.map(([protocol], index) => [protocol, index]));

const CODES = 256;
const LAST_ICMP = CODES * CODES - 1;

function rankOf(protocol: number): number {
  return RANKS.get(protocol) ?? NAMES.length + protocol;
}

function rangeText(first: number, last: number): string {
  return first === last ? String(first) : `${first}-${last}`;
}

/** Messages as `type`, or `type/code` where a type is not whole. */
function icmpTexts([first, last]: Interval): string[] {
  const type = Math.floor(first / CODES);
  const lastOfType = Math.min(last, type * CODES + CODES - 1);
  const whole = Math.floor((last + 1) / CODES) - 1;
  if (first % CODES === 0 && whole >= type) {
    const rest = (whole + 1) * CODES;
    return [rangeText(type, whole), ...(rest > last ? [] : icmpTexts([rest, last]))];
  }
  const text = `${type}/${rangeText(first % CODES, lastOfType % CODES)}`;
  return [text, ...(lastOfType === last ? [] : icmpTexts([lastOfType + 1, last]))];
}

/** What is there, or what is missing where that is shorter to say. */
function valuesText(
  values: Intervals,
  space: Interval,
  all: string,
  textOf: typeof icmpTexts,
): string {
  const missing = gapsIn(space, values);
  if (missing.length === 0) return all;
  return missing.length < values.length
    ? `${all} except ${missing.flatMap(textOf).join(", ")}`.trim()
    : values.flatMap(textOf).join(", ");
}

function portTexts([first, last]: Interval): string[] {
  return [rangeText(first, last)];
}

function protocolText(protocol: number, values: Intervals): string {
  const name = NAME_OF.get(protocol) ?? `protocol ${protocol}`;
  if (hasPorts(protocol)) {
    const all = rangeText(FIRST_PORT, LAST_PORT);
    return `${name} ${valuesText(values, [FIRST_PORT, LAST_PORT], all, portTexts)}`;
  }
  if (!isIcmp(protocol)) return name;
  return `${name} ${valuesText(values, [0, LAST_ICMP], "", icmpTexts)}`.trim();
}

/** Protocols with their ports or ICMP messages, such as `UDP 53, TCP 53, 8080-8089, ICMP 8`. */
export function trafficText(contents: ReadonlyMap<number, Intervals>): string {
  return [...contents]
    .sort(([a], [b]) => rankOf(a) - rankOf(b))
    .map(([protocol, values]) => protocolText(protocol, values))
    .join(", ");
}
