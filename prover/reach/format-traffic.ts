import {
  compareProtocols,
  formatProtocol,
  icmpMessage,
  icmpValue,
  isIcmp,
  LAST_BYTE,
  valueSpace,
} from "../model/protocols.js";
import type { PacketHeader } from "../model/traffic.js";
import { gapsIn, type Interval, type Intervals } from "./intervals.js";

/** What a set of traffic holds. `parseTraffic` reads what is printed here. */
export interface TrafficContents {
  /** Ports or ICMP messages by protocol. */
  readonly protocols: ReadonlyMap<number, Intervals>;
  /** Every protocol that is not listed. */
  readonly everythingElse: boolean;
}

/** `short` is for tables and sentences that say that a port without a protocol is one of TCP. */
export type TrafficStyle = "full" | "short";

interface Words {
  readonly nothing: string;
  readonly everything: string;
  /** The protocol that need not be named after a port. */
  readonly implied?: string;
}

const WORDS: Readonly<Record<TrafficStyle, Words>> = {
  full: { nothing: "nothing", everything: "everything" },
  short: { nothing: "–", everything: "all", implied: "TCP" },
};

function formatRange(first: number, last: number): string {
  return first === last ? String(first) : `${first}-${last}`;
}

/** `8` for all codes of a type, `3:4` for a type and a code. */
function formatMessages([first, last]: Interval): string[] {
  const { type, code } = icmpMessage(first);
  const after = icmpMessage(last + 1);
  if (code === 0 && after.type > type) {
    const rest = icmpValue(after.type, 0);
    const types = formatRange(type, after.type - 1);
    return [types, ...(rest > last ? [] : formatMessages([rest, last]))];
  }
  const end = Math.min(last, icmpValue(type, LAST_BYTE));
  const text = `${type}:${formatRange(code, icmpMessage(end).code)}`;
  return [text, ...(end === last ? [] : formatMessages([end + 1, last]))];
}

/** Writes the values of one protocol, each with the name of the protocol. */
class ProtocolWriter {
  private readonly name: string;
  private readonly suffix: string;

  constructor(
    private readonly protocol: number,
    { implied }: Words,
  ) {
    this.name = formatProtocol(protocol);
    this.suffix = this.name === implied ? "" : `/${this.name}`;
  }

  values(intervals: Intervals): string[] {
    const texts = isIcmp(this.protocol)
      ? intervals.flatMap(formatMessages)
      : intervals.map(([first, last]) => formatRange(first, last));
    return texts.map((text) => text + this.suffix);
  }

  /** All of them, after `except` in any number. */
  listed(intervals: Intervals): string[] {
    return this.missing(intervals).length === 0 ? [this.name] : this.values(intervals);
  }

  /** All of them, or all but what is missing where that is shorter. */
  items(intervals: Intervals): string[] {
    const missing = this.missing(intervals);
    return missing.length > 0 && missing.length < intervals.length
      ? [`${this.name} except ${this.values(missing).join(" and ")}`]
      : this.listed(intervals);
  }

  private missing(intervals: Intervals): Intervals {
    return gapsIn(valueSpace(this.protocol), intervals);
  }
}

function formatProtocols(
  protocols: ReadonlyMap<number, Intervals>,
  format: (protocol: number, intervals: Intervals) => string[],
): string {
  return [...protocols]
    .sort(([left], [right]) => compareProtocols(left, right))
    .flatMap(([protocol, intervals]) => format(protocol, intervals))
    .join(", ");
}

/**
 * `8080/TCP, 53/UDP`, `8000-8100/TCP`, `8/ICMP`, `3:4/ICMP`, `TCP`, `TCP except 80/TCP and 443/TCP`, `protocol 47`,
 * `everything except 22/TCP`; in short `8080, 53/UDP`, `all except 22`.
 */
export function formatTraffic(
  { protocols, everythingElse }: TrafficContents,
  style: TrafficStyle = "full",
): string {
  const words = WORDS[style];
  if (!everythingElse) {
    const items = formatProtocols(protocols, (protocol, intervals) =>
      new ProtocolWriter(protocol, words).items(intervals),
    );
    return items === "" ? words.nothing : items;
  }
  const missing = formatProtocols(protocols, (protocol, intervals) =>
    new ProtocolWriter(protocol, words).listed(gapsIn(valueSpace(protocol), intervals)),
  );
  return missing === "" ? words.everything : `${words.everything} except ${missing}`;
}

/** `443/TCP`, `8:0/ICMP`, `8/ICMP` for a type without a code, `TCP` without a port. */
export function formatPacket({ protocol, port, icmpType, icmpCode }: PacketHeader): string {
  const name = formatProtocol(protocol);
  const code = icmpCode === undefined ? "" : `:${icmpCode}`;
  const value = icmpType === undefined ? port : `${icmpType}${code}`;
  return value === undefined ? name : `${value}/${name}`;
}
