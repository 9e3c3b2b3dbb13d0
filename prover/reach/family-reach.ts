import type { Direction, Rule, World } from "../model/world.js";
import { type IpVersion, whereabouts } from "../evaluate/coverage.js";
import { pickingSelector } from "../evaluate/world-facts.js";
import type { AddressRange } from "../model/address-range.js";
import type { Selector } from "../model/selector.js";
import type { Bits } from "./bits.js";
import { activePolicies, ProgramWriter } from "./class-program.js";
import type { EndpointClass } from "./endpoint-classes.js";
import type { Peers } from "./peers.js";
import { RuleCompiler } from "./rule-pieces.js";
import { type KnownRow, type TrafficRow, RowBuilder, trafficAt } from "./rows.js";
import type { SelectorIndex } from "./selector-index.js";
import type { TrafficClass } from "./traffic-classes.js";
import type { TrafficTable } from "./traffic-table.js";

/** The larger of two answers is what may be, the smaller what must be. */
export type Certainty = keyof KnownRow;

/** Every rule of the policies that are enforced. */
export function enforcedRules({ tiers }: World): readonly Rule[] {
  const found: Rule[] = [];
  for (const { policies } of tiers) {
    for (const { staged, rules } of policies) {
      if (!staged) found.push(...rules.ingress, ...rules.egress);
    }
  }
  return found;
}

/** Every selector of the policies that are enforced. */
export function enforcedSelectors({ tiers }: World, rules: readonly Rule[]): Set<Selector> {
  const selectors = new Set<Selector>();
  for (const { policies } of tiers) {
    for (const { staged, selector } of policies) if (!staged) selectors.add(selector);
  }
  for (const { source, destination } of rules) {
    for (const side of [source, destination]) {
      const selector = pickingSelector(side) ?? side.notSelector;
      if (selector !== undefined) selectors.add(selector);
    }
  }
  return selectors;
}

export interface FamilyFacts {
  readonly world: World;
  readonly version: IpVersion;
  readonly classes: readonly EndpointClass[];
  readonly selectors: SelectorIndex;
  readonly peers: Peers;
  readonly traffic: readonly TrafficClass[];
  readonly table: TrafficTable;
}

type Rows = Readonly<Record<Direction, readonly TrafficRow[]>>;

/** What is reachable in one family, as numbers of the traffic table. */
export class FamilyReach {
  private readonly rows: Readonly<Record<Certainty, Rows>>;
  private readonly present: readonly boolean[];

  constructor(private readonly facts: FamilyFacts) {
    const { classes, version, peers, traffic, table } = facts;
    const compiler = new RuleCompiler(peers, version, traffic);
    const builder = new RowBuilder(table, { peers: peers.matches.size, classes: traffic.length });
    this.present = classes.map(({ example }) => whereabouts(example.addresses, version).length > 0);
    const ingress = this.buildRows("ingress", compiler, builder);
    const egress = this.buildRows("egress", compiler, builder);
    this.rows = {
      may: { ingress: ingress.map(({ may }) => may), egress: egress.map(({ may }) => may) },
      must: {
        ingress: ingress.map(({ must }) => must),
        egress: egress.map(({ must }) => must),
      },
    };
  }

  /** Whether endpoints of the class have addresses of the family. */
  has(endpointClass: number): boolean {
    return this.present[endpointClass] === true;
  }

  /** The peers of a network in this family. */
  peersIn(range: AddressRange): readonly number[] {
    return this.facts.peers.peersIn(range);
  }

  /** Traffic that a class may send to a peer. */
  leaving(endpointClass: number, peer: number, certainty: Certainty): number {
    const { egress } = this.rows[certainty];
    return trafficAt(egress[endpointClass] ?? [], peer) ?? this.facts.table.nothing;
  }

  /** Traffic that a class accepts from a peer. */
  entering(endpointClass: number, peer: number, certainty: Certainty): number {
    const { ingress } = this.rows[certainty];
    return trafficAt(ingress[endpointClass] ?? [], peer) ?? this.facts.table.nothing;
  }

  /** Peers with which a class may have anything, in one direction. */
  openPeers(endpointClass: number, direction: Direction): readonly Bits[] {
    return (this.rows.may[direction][endpointClass] ?? []).map(({ peers }) => peers);
  }

  /** Traffic between two classes: out of the one and into the other. */
  between(from: number, to: number, certainty: Certainty): number {
    const out = this.leaving(from, to, certainty);
    const { table } = this.facts;
    return out === table.nothing ? out : table.intersect(out, this.entering(to, from, certainty));
  }

  private buildRows(direction: Direction, compiler: RuleCompiler, builder: RowBuilder): KnownRow[] {
    const { world, classes, selectors, peers } = this.facts;
    const writer = new ProgramWriter(direction, compiler, peers.matches);
    const active = activePolicies(world, direction, selectors, classes.length);
    const known = new Map<string, KnownRow>();
    return active.map((policies, index) => {
      const key = writer.programKey(policies, index);
      const row = known.get(key) ?? builder.build(writer.write(policies, index));
      known.set(key, row);
      return row;
    });
  }
}
