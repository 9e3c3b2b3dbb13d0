import {
  hasPorts,
  icmpValue,
  isIcmp,
  LAST_BYTE,
  LAST_PROTOCOL,
  Protocol,
  valueSpace,
} from "../model/protocols.js";
import type { Endpoint, IcmpMatch, PortMatch, Rule, RuleSide } from "../model/world.js";
import { type Interval, type Intervals, partition } from "./intervals.js";

/** Traffic that no rule distinguishes. */
export interface TrafficClass {
  /** A protocol of the class; it is the only one unless `everythingElse`. */
  readonly protocol: number;
  readonly values: Intervals;
  /** A port or ICMP value of the class, standing for all of them. */
  readonly example: number;
  /** All protocols that no rule names. */
  readonly everythingElse: boolean;
}

/** The values of ICMP messages that a rule names. */
export function icmpIntervals({ type, code }: IcmpMatch): Intervals {
  const [firstCode, lastCode] = code === undefined ? [0, LAST_BYTE] : [code, code];
  const types =
    type === undefined ? Array.from({ length: LAST_BYTE + 1 }, (_, each) => each) : [type];
  return types.map((each) => [icmpValue(each, firstCode), icmpValue(each, lastCode)]);
}

const NO_PORTS: readonly PortMatch[] = [];

function portMatches({ ports, notPorts }: RuleSide): readonly PortMatch[] {
  if (notPorts === undefined) return ports ?? NO_PORTS;
  return ports === undefined ? notPorts : [...ports, ...notPorts];
}

/** The names of ports that rules ask for. */
export function namedPortsIn(rules: readonly Rule[]): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (match: PortMatch): void => {
    if (match.kind === "named") names.add(match.name);
  };
  for (const { source, destination } of rules) {
    portMatches(source).forEach(add);
    portMatches(destination).forEach(add);
  }
  return names;
}

/** Intervals that matter for a protocol, each list once. */
class Lists {
  private readonly byProtocol = new Map<number, Map<string, Intervals>>();

  constructor() {
    for (const protocol of Object.values(Protocol)) this.byProtocol.set(protocol, new Map());
  }

  get protocols(): number[] {
    return [...this.byProtocol.keys()].sort((a, b) => a - b);
  }

  of(protocol: number): Intervals[] {
    return [...(this.byProtocol.get(protocol)?.values() ?? [])];
  }

  name(protocol: number): void {
    if (!this.byProtocol.has(protocol)) this.byProtocol.set(protocol, new Map());
  }

  add(protocol: number, intervals: Intervals): void {
    this.name(protocol);
    this.byProtocol.get(protocol)?.set(JSON.stringify(intervals), intervals);
  }
}

function clip([from, to]: Interval, first: number, last: number): Intervals {
  const clipped: Interval = [Math.max(from, first), Math.min(to, last)];
  return clipped[0] <= clipped[1] ? [clipped] : [];
}

/** The protocols that a rule may be about. */
function concernedProtocols({ protocol }: Rule, lists: Lists): readonly number[] {
  return protocol === undefined ? lists.protocols : [protocol];
}

function addPorts(lists: Lists, rule: Rule): void {
  for (const match of portMatches(rule.destination)) {
    if (match.kind !== "range") continue;
    for (const protocol of concernedProtocols(rule, lists).filter(hasPorts)) {
      const [first, last] = valueSpace(protocol);
      lists.add(protocol, clip([match.first, match.last], first, last));
    }
  }
}

function addMessages(lists: Lists, rule: Rule): void {
  for (const match of [rule.icmp, rule.notIcmp]) {
    if (match === undefined) continue;
    for (const protocol of concernedProtocols(rule, lists).filter(isIcmp)) {
      lists.add(protocol, icmpIntervals(match));
    }
  }
}

function addRule(lists: Lists, rule: Rule): void {
  for (const protocol of [rule.protocol, rule.notProtocol]) {
    if (protocol !== undefined) lists.name(protocol);
  }
  addPorts(lists, rule);
  addMessages(lists, rule);
  for (const { port } of rule.destination.services ?? []) {
    if (port !== undefined) lists.add(port.protocol, [[port.port, port.port]]);
  }
}

function addNamedPorts(lists: Lists, names: ReadonlySet<string>, { ports }: Endpoint): void {
  if (ports === "any") return;
  for (const { name, protocol, port } of ports) {
    if (names.has(name)) lists.add(protocol, [[port, port]]);
  }
}

/** The protocols that nothing names, as one class. */
function elseClass(named: readonly number[]): TrafficClass[] {
  const unnamed = Array.from({ length: LAST_PROTOCOL + 1 }, (_, each) => each).find(
    (protocol) => !named.includes(protocol),
  );
  if (unnamed === undefined) return [];
  return [{ protocol: unnamed, values: [], example: 0, everythingElse: true }];
}

/** Cuts all traffic into classes by every protocol, port and ICMP message that occurs. */
export function classifyTraffic(
  rules: readonly Rule[],
  endpoints: readonly Endpoint[],
): readonly TrafficClass[] {
  const lists = new Lists();
  const names = namedPortsIn(rules);
  for (const rule of rules) addRule(lists, rule);
  for (const endpoint of endpoints) addNamedPorts(lists, names, endpoint);
  const classes = lists.protocols.flatMap((protocol) =>
    partition(valueSpace(protocol), lists.of(protocol)).map((values) => ({
      protocol,
      values,
      example: values[0]?.[0] ?? 0,
      everythingElse: false,
    })),
  );
  return [...classes, ...elseClass(lists.protocols)];
}
