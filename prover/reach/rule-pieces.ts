import { hasPorts, FIRST_PORT, isIcmp, LAST_PORT } from "../model/protocols.js";
import type { Selector } from "../model/selector.js";
import type { PortMatch, Rule, RuleSide } from "../model/world.js";
import type { IpVersion } from "../evaluate/coverage.js";
import { pickingSelector } from "../evaluate/world-facts.js";
import { type Bits, emptyBits, forEachBit, setBit } from "./bits.js";
import { holds } from "./intervals.js";
import type { Match } from "./matches.js";
import type { Peers } from "./peers.js";
import { icmpIntervals, type TrafficClass } from "./traffic-classes.js";

/** Traffic classes for which a rule matches the same sources and the same destinations. */
export interface RulePiece {
  readonly traffic: Bits;
  readonly source: Match;
  readonly destination: Match;
}

type SideName = "source" | "destination";

/** One side of a rule, before ports and services, which depend on the traffic. */
class CompiledSide {
  private readonly picking: Selector | undefined;
  readonly base: Match;

  constructor(
    private readonly peers: Peers,
    private readonly version: IpVersion,
    private readonly name: SideName,
    private readonly side: RuleSide,
  ) {
    this.picking = pickingSelector(side);
    this.base = this.baseMatch();
  }

  /** True where the match is the same for all traffic. */
  get isConstant(): boolean {
    const { ports, notPorts, services } = this.side;
    return (ports ?? notPorts ?? services) === undefined;
  }

  at(traffic: TrafficClass): Match {
    const { matches } = this.peers;
    const { ports, notPorts, services } = this.side;
    let match = this.base;
    if (ports !== undefined) match = matches.and(match, this.portsMatch(ports, traffic));
    if (notPorts !== undefined) {
      match = matches.and(match, matches.not(this.portsMatch(notPorts, traffic)));
    }
    if (services !== undefined) {
      match = matches.and(match, this.peers.behind(services, traffic, this.name));
    }
    return match;
  }

  private baseMatch(): Match {
    const { matches } = this.peers;
    const { nets, notNets, notSelector } = this.side;
    const { picking } = this;
    let match = matches.any;
    if (nets !== undefined) match = matches.and(match, this.peers.inNets(nets));
    if (notNets !== undefined) match = matches.and(match, this.outside(notNets));
    if (picking !== undefined) match = matches.and(match, this.peers.pickedBy(picking));
    if (picking === undefined && notSelector !== undefined) {
      match = matches.and(match, matches.not(this.peers.pickedBy(notSelector)));
    }
    return match;
  }

  /** A list without addresses of this family takes the whole rule out of it. */
  private outside(notNets: NonNullable<RuleSide["notNets"]>): Match {
    const { matches } = this.peers;
    const leftOut = notNets.length > 0 && notNets.every(({ version }) => version !== this.version);
    return leftOut ? matches.none : matches.not(this.peers.inNets(notNets));
  }

  private portsMatch(ports: readonly PortMatch[], traffic: TrafficClass): Match {
    const { matches } = this.peers;
    if (!hasPorts(traffic.protocol)) return matches.none;
    return ports
      .map((match) => this.portMatch(match, traffic))
      .reduce((left, right) => matches.or(left, right), matches.none);
  }

  private portMatch(port: PortMatch, traffic: TrafficClass): Match {
    const { matches } = this.peers;
    if (port.kind === "named") {
      const { picking } = this;
      const named = this.peers.named(port.name, traffic, this.name);
      return picking === undefined ? named : matches.and(named, this.peers.ownPicked(picking));
    }
    if (this.name === "destination") {
      return holds([[port.first, port.last]], traffic.example) ? matches.any : matches.none;
    }
    const everyPort = port.first <= FIRST_PORT && port.last >= LAST_PORT;
    return everyPort ? matches.any : matches.weaken(matches.any);
  }
}

/** Whether the rule is about this traffic at all, ports aside. */
function concerns(rule: Rule, { protocol, example }: TrafficClass): boolean {
  if (rule.protocol !== undefined && rule.protocol !== protocol) return false;
  if (rule.notProtocol === protocol) return false;
  const isMessage = (match: NonNullable<Rule["icmp"]>): boolean =>
    isIcmp(protocol) && holds(icmpIntervals(match), example);
  if (rule.icmp !== undefined && !isMessage(rule.icmp)) return false;
  return rule.notIcmp === undefined || !isMessage(rule.notIcmp);
}

function packetKey({ protocol, notProtocol, icmp, notIcmp }: Rule): string {
  const messages = (icmp ?? notIcmp) === undefined ? "" : JSON.stringify([icmp, notIcmp]);
  return `${protocol}/${notProtocol}/${messages}`;
}

/** Turns rules into pieces for one family. */
export class RuleCompiler {
  private readonly concerned = new Map<string, Bits>();
  private readonly pieces = new Map<Rule, readonly RulePiece[]>();

  constructor(
    private readonly peers: Peers,
    private readonly version: IpVersion,
    private readonly classes: readonly TrafficClass[],
  ) {}

  compile(rule: Rule): readonly RulePiece[] {
    const known = this.pieces.get(rule) ?? this.cutIntoPieces(rule);
    this.pieces.set(rule, known);
    return known;
  }

  private cutIntoPieces(rule: Rule): readonly RulePiece[] {
    if (rule.ipVersion !== undefined && rule.ipVersion !== this.version) return [];
    const { peers, version } = this;
    const from = new CompiledSide(peers, version, "source", rule.source);
    const to = new CompiledSide(peers, version, "destination", rule.destination);
    const pieces = new Map<string, RulePiece>();
    const traffic = this.concernedTraffic(rule);
    if (from.isConstant && to.isConstant) {
      return this.withoutEmpty([{ traffic, source: from.base, destination: to.base }]);
    }
    forEachBit(traffic, (index) => {
      const each = this.classes[index];
      if (each === undefined) return;
      const [source, destination] = [from.at(each), to.at(each)];
      const key = `${source.id}>${destination.id}`;
      const piece = pieces.get(key) ?? {
        traffic: emptyBits(this.classes.length),
        source,
        destination,
      };
      setBit(piece.traffic, index);
      pieces.set(key, piece);
    });
    return this.withoutEmpty([...pieces.values()]);
  }

  private withoutEmpty(pieces: readonly RulePiece[]): readonly RulePiece[] {
    const { none } = this.peers.matches;
    return pieces.filter(({ source, destination }) => source !== none && destination !== none);
  }

  private concernedTraffic(rule: Rule): Bits {
    const key = packetKey(rule);
    const known = this.concerned.get(key) ?? emptyBits(this.classes.length);
    if (!this.concerned.has(key)) {
      this.classes.forEach((each, index) => {
        if (concerns(rule, each)) setBit(known, index);
      });
      this.concerned.set(key, known);
    }
    return known;
  }
}
