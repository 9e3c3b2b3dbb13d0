import type { Direction, Rule, World } from "../model/world.js";
import { type IpVersion, whereabouts } from "../evaluate/coverage.js";
import { pickingSelector } from "../evaluate/world-facts.js";
import type { AddressRange } from "../model/address-range.js";
import type { Selector } from "../model/selector.js";
import { activePolicies, ProgramWriter } from "./class-program.js";
import type { EndpointClass } from "./endpoint-classes.js";
import type { Peers } from "./peers.js";
import { RuleCompiler } from "./rule-pieces.js";
import { type KnownRow, type Row, rowOf } from "./rows.js";
import type { SelectorIndex } from "./selector-index.js";
import type { TrafficClass } from "./traffic-classes.js";
import type { TrafficTable } from "./traffic-table.js";

/** The larger of two answers is what may be, the smaller what must be. */
export type Certainty = keyof KnownRow;

/** Every rule of the policies that are enforced. */
export function enforcedRules({ tiers }: World): readonly Rule[] {
  return tiers
    .flatMap(({ policies }) => policies.filter(({ staged }) => !staged))
    .flatMap(({ rules }) => [...rules.ingress, ...rules.egress]);
}

/** Every selector of the policies that are enforced. */
export function enforcedSelectors({ tiers }: World, rules: readonly Rule[]): Set<Selector> {
  const policies = tiers.flatMap(({ policies }) => policies.filter(({ staged }) => !staged));
  const sides = rules.flatMap(({ source, destination }) => [source, destination]);
  const selectors = sides.flatMap((side) =>
    [pickingSelector(side) ?? side.notSelector ?? []].flat(),
  );
  return new Set([...policies.map(({ selector }) => selector), ...selectors]);
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

type Rows = Readonly<Record<Direction, readonly Row[]>>;

/** What is reachable in one family, as numbers of the traffic table. */
export class FamilyReach {
  private readonly rows: Readonly<Record<Certainty, Rows>>;
  private readonly present: readonly boolean[];

  constructor(private readonly facts: FamilyFacts) {
    const { classes, version, peers, traffic } = facts;
    const compiler = new RuleCompiler(peers, version, traffic);
    this.present = classes.map(({ example }) => whereabouts(example.addresses, version).length > 0);
    const ingress = this.rowsOf("ingress", compiler);
    const egress = this.rowsOf("egress", compiler);
    this.rows = {
      may: { ingress: ingress.map(({ may }) => may), egress: egress.map(({ may }) => may) },
      surely: {
        ingress: ingress.map(({ surely }) => surely),
        egress: egress.map(({ surely }) => surely),
      },
    };
  }

  /** Whether endpoints of the class have addresses of the family. */
  has(endpointClass: number): boolean {
    return this.present[endpointClass] === true;
  }

  /** The peers of a network in this family. */
  peersOf(range: AddressRange): readonly number[] {
    return this.facts.peers.peersOf(range);
  }

  /** Traffic that a class may send to a peer. */
  leaving(endpointClass: number, peer: number, certainty: Certainty): number {
    const rows = certainty === "may" ? this.rows.may : this.rows.surely;
    return rows.egress[endpointClass]?.[peer] ?? this.facts.table.nothing;
  }

  /** Traffic that a class accepts from a peer. */
  entering(endpointClass: number, peer: number, certainty: Certainty): number {
    const rows = certainty === "may" ? this.rows.may : this.rows.surely;
    return rows.ingress[endpointClass]?.[peer] ?? this.facts.table.nothing;
  }

  /** Traffic between two classes: out of the one and into the other. */
  between(from: number, to: number, certainty: Certainty): number {
    const out = this.leaving(from, to, certainty);
    const { table } = this.facts;
    return out === table.nothing ? out : table.intersect(out, this.entering(to, from, certainty));
  }

  private rowsOf(direction: Direction, compiler: RuleCompiler): KnownRow[] {
    const { world, classes, selectors, peers, traffic, table } = this.facts;
    const writer = new ProgramWriter(direction, compiler, peers.matches);
    const active = activePolicies(world, direction, selectors, classes.length);
    const size = { peers: peers.matches.size, classes: traffic.length };
    const known = new Map<string, KnownRow>();
    return active.map((policies, index) => {
      const key = writer.keyOf(policies, index);
      const row = known.get(key) ?? rowOf(writer.write(policies, index), size, table);
      known.set(key, row);
      return row;
    });
  }
}
