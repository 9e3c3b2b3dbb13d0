import { hasPorts, isIcmp, Protocol } from "../model/protocols.js";
import type { Endpoint, IcmpMatch, PortMatch, Rule, RuleSide } from "../model/world.js";
import { icmpValue, spaceOf } from "./traffic-set.js";
import { type Interval, type Intervals, partition } from "./intervals.js";

/** Traffic that no rule tells apart. */
export interface TrafficClass {
  /** A protocol of the class; it is the only one unless `everythingElse`. */
  readonly protocol: number;
  readonly values: Intervals;
  /** A port or ICMP value of the class, standing for all of them. */
  readonly example: number;
  /** All protocols that no rule names. */
  readonly everythingElse: boolean;
}

const LAST_PROTOCOL = 255;

/** The values of ICMP messages that a rule names. */
export function icmpIntervals({ type, code }: IcmpMatch): Intervals {
  const [firstCode, lastCode] = code === undefined ? [0, 255] : [code, code];
  const types = type === undefined ? Array.from({ length: 256 }, (_, each) => each) : [type];
  return types.map((each) => [icmpValue(each, firstCode), icmpValue(each, lastCode)]);
}

function portMatches({ ports = [], notPorts = [] }: RuleSide): readonly PortMatch[] {
  return [...ports, ...notPorts];
}

/** The names of ports that rules ask for. */
export function namedPortsIn(rules: readonly Rule[]): ReadonlySet<string> {
  const matches = rules.flatMap(({ source, destination }) => [
    ...portMatches(source),
    ...portMatches(destination),
  ]);
  return new Set(matches.flatMap((match) => (match.kind === "named" ? [match.name] : [])));
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

function addPorts(lists: Lists, protocol: number, rule: Rule): void {
  const [first, last] = spaceOf(protocol);
  for (const match of portMatches(rule.destination)) {
    if (match.kind === "range") lists.add(protocol, clip([match.first, match.last], first, last));
  }
}

function addMessages(lists: Lists, protocol: number, { icmp, notIcmp }: Rule): void {
  for (const match of [icmp, notIcmp]) {
    if (match !== undefined) lists.add(protocol, icmpIntervals(match));
  }
}

function addRule(lists: Lists, rule: Rule): void {
  for (const protocol of [rule.protocol, rule.notProtocol]) {
    if (protocol !== undefined) lists.name(protocol);
  }
  const asked = rule.protocol === undefined ? lists.protocols : [rule.protocol];
  for (const protocol of asked.filter(hasPorts)) addPorts(lists, protocol, rule);
  for (const protocol of asked.filter(isIcmp)) addMessages(lists, protocol, rule);
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
export function trafficClassesOf(
  rules: readonly Rule[],
  endpoints: readonly Endpoint[],
): readonly TrafficClass[] {
  const lists = new Lists();
  const names = namedPortsIn(rules);
  for (const rule of rules) addRule(lists, rule);
  for (const endpoint of endpoints) addNamedPorts(lists, names, endpoint);
  const classes = lists.protocols.flatMap((protocol) =>
    partition(spaceOf(protocol), lists.of(protocol)).map((values) => ({
      protocol,
      values,
      example: values[0]?.[0] ?? 0,
      everythingElse: false,
    })),
  );
  return [...classes, ...elseClass(lists.protocols)];
}
