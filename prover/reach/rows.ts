import { type Bits, emptyBits, hasBit } from "./bits.js";
import type { TierProgram } from "./class-program.js";
import { ClassWalk } from "./class-walk.js";
import { type TrafficGroup, TrafficGroups } from "./traffic-groups.js";
import type { TrafficTable } from "./traffic-table.js";

/** Peers of an endpoint class that have the same traffic with it, by its number in the traffic table. */
export interface Share {
  readonly traffic: number;
  readonly peers: Bits;
}

/** What one endpoint class has with its peers. The shares are disjoint; a peer in none of them has no traffic. */
export type TrafficRow = readonly Share[];

/** What may pass and what must: the same object where nothing is unknown. */
export interface KnownRow {
  readonly may: TrafficRow;
  readonly must: TrafficRow;
}

/** The traffic with one peer; undefined for nothing. */
export function trafficAt(row: TrafficRow, peer: number): number | undefined {
  for (const { traffic, peers } of row) if (hasBit(peers, peer)) return traffic;
  return undefined;
}

/** The peers that each group of traffic reaches; the memory is used again for each row. */
class Gathering {
  private readonly reached: Bits[] = [];

  constructor(
    private readonly table: TrafficTable,
    private readonly size: number,
  ) {}

  set(group: number, peers: Bits): void {
    (this.reached[group] ??= emptyBits(this.size)).set(peers);
  }

  /** Puts peers together that are reached by the same groups. */
  finish(groups: readonly TrafficGroup[]): TrafficRow {
    const shares = new Map<number, Bits>();
    const words = this.reached[0]?.length ?? 0;
    for (let word = 0; word < words; word += 1) {
      let rest = 0;
      for (let at = 0; at < groups.length; at += 1) rest |= this.reached[at]?.[word] ?? 0;
      while (rest !== 0) rest &= ~this.share(groups, word, rest, shares);
    }
    return [...shares].map(([traffic, peers]) => ({ traffic, peers }));
  }

  /** Gives the first of the peers of a word, and who is reached by the same groups, their share. */
  private share(
    groups: readonly TrafficGroup[],
    word: number,
    peers: number,
    shares: Map<number, Bits>,
  ): number {
    const first = peers & -peers;
    let alike = peers;
    let traffic = this.table.nothing;
    for (let at = 0; at < groups.length; at += 1) {
      const reached = this.reached[at]?.[word] ?? 0;
      const isReached = (reached & first) !== 0;
      alike &= isReached ? reached : ~reached;
      if (isReached) traffic = this.table.unite(traffic, groups[at]?.number ?? 0);
    }
    const share = shares.get(traffic) ?? emptyBits(this.size);
    shares.set(traffic, share);
    share[word] = (share[word] ?? 0) | alike;
    return alike;
  }
}

/** Calculates rows of one family. */
export class RowBuilder {
  private readonly walk: ClassWalk;
  private readonly groups: TrafficGroups;
  private readonly may: Gathering;
  private readonly must: Gathering;

  constructor(table: TrafficTable, size: { readonly peers: number; readonly classes: number }) {
    this.walk = new ClassWalk(size.peers);
    this.groups = new TrafficGroups(table, size.classes);
    this.may = new Gathering(table, size.peers);
    this.must = new Gathering(table, size.peers);
  }

  /** Runs a program once for every group of traffic. */
  build(tiers: readonly TierProgram[]): KnownRow {
    const groups = this.groups.of(tiers);
    const exact = groups.map(({ example }, at) => {
      const { allowed, must } = this.walk.run(tiers, example);
      this.may.set(at, allowed);
      this.must.set(at, must);
      return allowed === must;
    });
    const may = this.may.finish(groups);
    return { may, must: exact.includes(false) ? this.must.finish(groups) : may };
  }
}
