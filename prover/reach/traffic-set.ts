import { valueSpace } from "../model/protocols.js";
import { formatTraffic } from "./format-traffic.js";
import {
  gapsIn,
  holds,
  intersectIntervals,
  type Interval,
  type Intervals,
  joinIntervals,
  uniteIntervals,
} from "./intervals.js";

/** One protocol in JSON: ports, or ICMP values `256 * type + code`, as intervals; `all` where nothing is left out. */
export interface ProtocolJson {
  readonly protocol: number;
  readonly values: Intervals | "all";
}

export interface TrafficJson {
  /** Every protocol that is not listed. */
  readonly everythingElse: boolean;
  readonly protocols: readonly ProtocolJson[];
  readonly text: string;
}

type Operation = (left: Intervals, right: Intervals, space: Interval) => Intervals;

const minusOf: Operation = (left, right, space) => intersectIntervals(left, gapsIn(space, right));

/** Protocols with their ports, or ICMP types and codes. Values never change. */
export class TrafficSet {
  static readonly nothing = new TrafficSet(new Map(), false);
  static readonly everything = new TrafficSet(new Map(), true);

  /** Equal sets have equal keys. */
  readonly key: string;
  /** Ports or ICMP values by protocol. */
  readonly protocols: ReadonlyMap<number, Intervals>;

  private constructor(
    contents: ReadonlyMap<number, Intervals>,
    /** Every protocol that is not listed. */
    readonly everythingElse: boolean,
  ) {
    const told = [...contents].filter(([protocol, values]) => !this.isUntold(protocol, values));
    this.protocols = new Map(told.sort(([a], [b]) => a - b));
    this.key = JSON.stringify([everythingElse, [...this.protocols]]);
  }

  /** Protocols with intervals of ports or ICMP values; with `everythingElse`, all protocols that are not listed. */
  static of(
    contents: ReadonlyMap<number, readonly Interval[]>,
    everythingElse = false,
  ): TrafficSet {
    const joined = [...contents].map(
      ([protocol, intervals]) => [protocol, joinIntervals(intervals)] as const,
    );
    return new TrafficSet(new Map(joined), everythingElse);
  }

  /** One protocol; with a port that port only. */
  static protocol(protocol: number, port?: number): TrafficSet {
    return TrafficSet.of(
      new Map([[protocol, [port === undefined ? valueSpace(protocol) : [port, port]]]]),
    );
  }

  /** The set that a JSON document holds. */
  static fromJSON({ everythingElse, protocols }: TrafficJson): TrafficSet {
    const listed = protocols.map(
      ({ protocol, values }) =>
        [protocol, values === "all" ? [valueSpace(protocol)] : values] as const,
    );
    return TrafficSet.of(new Map(listed), everythingElse);
  }

  /** All of them together. */
  static union(sets: readonly TrafficSet[]): TrafficSet {
    return sets.reduce((all, each) => all.union(each), TrafficSet.nothing);
  }

  get isEmpty(): boolean {
    return this.key === TrafficSet.nothing.key;
  }

  get isEverything(): boolean {
    return this.key === TrafficSet.everything.key;
  }

  /** Whether the port is in the set; without a port, whether the whole protocol is. ICMP: see `icmpValue`. */
  includes(protocol: number, port?: number): boolean {
    const values = this.valuesOf(protocol);
    if (port !== undefined) return holds(values, port);
    return gapsIn(valueSpace(protocol), values).length === 0;
  }

  union(other: TrafficSet): TrafficSet {
    return this.combine(other, uniteIntervals, this.everythingElse || other.everythingElse);
  }

  intersect(other: TrafficSet): TrafficSet {
    return this.combine(other, intersectIntervals, this.everythingElse && other.everythingElse);
  }

  minus(other: TrafficSet): TrafficSet {
    return this.combine(other, minusOf, this.everythingElse && !other.everythingElse);
  }

  equals(other: TrafficSet): boolean {
    return this.key === other.key;
  }

  /** Such as `8080/TCP, 53/UDP`: see `formatTraffic`. */
  toString(): string {
    return formatTraffic(this);
  }

  toJSON(): TrafficJson {
    const protocols = [...this.protocols].map(([protocol, values]) => ({
      protocol,
      values: this.includes(protocol) ? ("all" as const) : values,
    }));
    return { everythingElse: this.everythingElse, protocols, text: String(this) };
  }

  private valuesOf(protocol: number): Intervals {
    return this.protocols.get(protocol) ?? (this.everythingElse ? [valueSpace(protocol)] : []);
  }

  /** A protocol need not be listed where it says the same as `everythingElse`. */
  private isUntold(protocol: number, values: Intervals): boolean {
    return this.everythingElse
      ? gapsIn(valueSpace(protocol), values).length === 0
      : values.length === 0;
  }

  private combine(other: TrafficSet, operation: Operation, everythingElse: boolean): TrafficSet {
    const protocols = new Set([...this.protocols.keys(), ...other.protocols.keys()]);
    const contents = [...protocols].map(
      (protocol) =>
        [
          protocol,
          operation(this.valuesOf(protocol), other.valuesOf(protocol), valueSpace(protocol)),
        ] as const,
    );
    return new TrafficSet(new Map(contents), everythingElse);
  }
}
