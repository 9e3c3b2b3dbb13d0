import { suggestion } from "../../basics/nearest.js";
import {
  findProtocol,
  FIRST_PORT,
  formatProtocol,
  hasPorts,
  icmpValue,
  isIcmp,
  LAST_BYTE,
  LAST_PORT,
  LAST_PROTOCOL,
  Protocol,
} from "../model/protocols.js";
import type { Interval } from "./intervals.js";
import { TrafficSet } from "./traffic-set.js";

/** A text that names no traffic. */
export class TrafficError extends Error {
  override readonly name = "TrafficError";
}

/** How traffic is written, for messages. */
export const TRAFFIC_EXAMPLES = "8080/TCP, 8000-8100/TCP, 53/UDP, 8/ICMP or TCP";

const NAMES = Object.keys(Protocol);

/** A port, a range of ports, or an ICMP type with its code: `8080`, `8000-8100`, `8`, `3:4`. */
const VALUE = String.raw`\d{1,5}(?:-\d{1,5})?(?::\d{1,5}(?:-\d{1,5})?)?`;
const NAME = String.raw`protocol \d+|[a-z]\w*`;
const PROTOCOL_FIRST = new RegExp(`^(${NAME})(?:[ /](${VALUE}))?$`, "i");
const VALUE_FIRST = new RegExp(String.raw`^(${VALUE})(?:/(${NAME}|\d{1,3}))?$`, "i");

function invalid(text: string, why: string): TrafficError {
  return new TrafficError(`${JSON.stringify(text)} is invalid: ${why}`);
}

function parseProtocol(name: string): number {
  const protocol = findProtocol(name.replace(/^protocol /i, ""));
  if (protocol !== undefined) return protocol;
  throw new TrafficError(
    `unknown protocol ${JSON.stringify(name)}: use ${NAMES.join(", ")}, ` +
      `or "protocol" with a number from 0 to ${LAST_PROTOCOL}.${suggestion(name, NAMES)}`,
  );
}

/** One atom: a protocol, values, or values of a protocol. */
class Atom {
  private readonly protocol: number;
  private readonly value: string | undefined;

  constructor(private readonly text: string) {
    const [, value, suffix] = VALUE_FIRST.exec(text) ?? [];
    const [, name, after] = PROTOCOL_FIRST.exec(text) ?? [];
    if (value === undefined && name === undefined) {
      throw invalid(text, `expected traffic such as ${TRAFFIC_EXAMPLES}.`);
    }
    this.protocol = parseProtocol(name ?? suffix ?? "TCP");
    this.value = value ?? after;
  }

  traffic(): TrafficSet {
    if (this.value === undefined) return TrafficSet.protocol(this.protocol);
    return TrafficSet.of(new Map([[this.protocol, [this.interval(this.value)]]]));
  }

  private interval(value: string): Interval {
    const [first = "", second] = value.split(":");
    if (isIcmp(this.protocol)) return this.messages(first, second);
    const name = formatProtocol(this.protocol);
    if (!hasPorts(this.protocol)) throw invalid(this.text, `${name} has no ports.`);
    if (second !== undefined) {
      throw invalid(this.text, `${name} has no types and codes; a range of ports is 8000-8100.`);
    }
    return this.range(first, { first: FIRST_PORT, last: LAST_PORT, noun: "ports" });
  }

  private messages(types: string, codes: string | undefined): Interval {
    const limits = { first: 0, last: LAST_BYTE, noun: "ICMP types and codes" };
    const [type, lastType] = this.range(types, limits);
    const [code, lastCode] = this.range(codes ?? `0-${LAST_BYTE}`, limits);
    if (codes !== undefined && type !== lastType) {
      throw invalid(this.text, "a code needs a single ICMP type, such as 3:4/ICMP.");
    }
    return [icmpValue(type, code), icmpValue(lastType, lastCode)];
  }

  private range(text: string, { first, last, noun }: RangeLimits): Interval {
    const [from = 0, to = from] = text.split("-").map(Number);
    if (from < first || from > last || to < first || to > last) {
      throw invalid(this.text, `${noun} are numbers from ${first} to ${last}.`);
    }
    if (from > to) throw invalid(this.text, "the range ends before it begins.");
    return [from, to];
  }
}

interface RangeLimits {
  readonly first: number;
  readonly last: number;
  readonly noun: string;
}

/** `TCP except 80/TCP and 443/TCP`, or an atom. */
function parseItem(text: string): TrafficSet {
  const [, first = text, exceptions] = /^(.+?) except (.+)$/i.exec(text) ?? [];
  const all = new Atom(first).traffic();
  if (exceptions === undefined) return all;
  return exceptions.split(/ and /i).reduce((rest, each) => {
    const exception = new Atom(each).traffic();
    if (!exception.minus(all).isEmpty) throw invalid(text, `${each} is not part of ${first}.`);
    return rest.minus(exception);
  }, all);
}

function parseItems(text: string): TrafficSet {
  return TrafficSet.union(text.split(/ ?, ?/).map(parseItem));
}

function parseWords(text: string): TrafficSet {
  const [, exceptions] = /^(?:everything|all) except (.+)$/i.exec(text) ?? [];
  if (exceptions !== undefined) return TrafficSet.everything.minus(parseItems(exceptions));
  return /^(?:everything|all)$/i.test(text) ? TrafficSet.everything : parseItems(text);
}

/**
 * Reads `8080`, `8080/TCP`, `TCP 8080`, `tcp/8080`, `8000-8100/TCP`, `8/ICMP`, `ICMP 8`, `3:4/ICMP` (type and code),
 * `TCP`, `protocol 47`, lists such as `8080, 53/UDP`, and all that `formatTraffic` prints. A bare number is a port of TCP.
 *
 * @throws TrafficError for anything else.
 */
export function parseTraffic(text: string): TrafficSet {
  const traffic = parseWords(text.trim().replace(/\s+/g, " "));
  if (traffic.isEmpty) throw invalid(text, "it leaves no traffic.");
  return traffic;
}
