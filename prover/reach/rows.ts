import {
  addAll,
  type Bits,
  emptyBits,
  forEachBit,
  fullBits,
  hasBit,
  sameBits,
  setBit,
} from "./bits.js";
import type { StepPiece, TierProgram } from "./class-program.js";
import { walkTiers, type WalkTier } from "./class-walk.js";
import type { TrafficTable } from "./traffic-table.js";

/** For every peer the number, in the traffic table, of the traffic of one endpoint class with it. */
export type Row = Uint16Array | Uint32Array;

/** What may pass and what must. */
export interface KnownRow {
  readonly may: Row;
  readonly surely: Row;
}

/** Traffic, as a set of classes, that all steps of a program treat alike. */
function groupTraffic(tiers: readonly TierProgram[], classes: number): Bits[] {
  const groupOf = new Uint32Array(classes);
  let groups = 1;
  const refine = ({ traffic }: StepPiece): void => {
    const renamed = new Map<number, number>();
    forEachBit(traffic, (index) => {
      const old = groupOf[index] ?? 0;
      if (!renamed.has(old)) renamed.set(old, groups++);
      groupOf[index] = renamed.get(old) ?? 0;
    });
  };
  for (const { steps } of tiers) for (const { pieces } of steps) pieces.forEach(refine);
  const members = new Map<number, Bits>();
  groupOf.forEach((group, index) => {
    const set = members.get(group) ?? emptyBits(classes);
    setBit(set, index);
    members.set(group, set);
  });
  return [...members.values()];
}

function firstOf(set: Bits): number {
  const word = set.findIndex((each) => each !== 0);
  const rest = set[word] ?? 0;
  return word * 32 + 31 - Math.clz32(rest & -rest);
}

/** The program as one class of traffic sees it. */
function programFor(tiers: readonly TierProgram[], traffic: number): WalkTier[] {
  return tiers.map(({ takesPart, endsWith, steps }) => ({
    takesPart,
    endsWith,
    steps: steps.flatMap(({ action, pieces }) => {
      const piece = pieces.find((each) => hasBit(each.traffic, traffic));
      return piece === undefined ? [] : [{ action, peers: piece.peers }];
    }),
  }));
}

/** Gathers, group of traffic by group, what each peer gets. */
class RowBuilder {
  private readonly cellOf: Uint32Array;
  private readonly cells: Bits[];

  constructor(
    private readonly peers: number,
    private readonly classes: number,
  ) {
    this.cellOf = new Uint32Array(peers);
    this.cells = [emptyBits(classes)];
  }

  /** These peers get this traffic. */
  add(traffic: Bits, peers: Bits, everyone: Bits): void {
    if (sameBits(peers, everyone)) {
      for (const cell of this.cells) addAll(cell, traffic);
      return;
    }
    const renamed = new Map<number, number>();
    forEachBit(peers, (index) => {
      const old = this.cellOf[index] ?? 0;
      this.cellOf[index] = renamed.get(old) ?? this.grown(renamed, old, traffic);
    });
  }

  finish(table: TrafficTable): Row {
    const numbers = this.cells.map((cell) => table.numberOf(cell));
    const isSmall = numbers.every((number) => number < 2 ** 16);
    const row = isSmall ? new Uint16Array(this.peers) : new Uint32Array(this.peers);
    for (let index = 0; index < this.peers; index += 1) {
      row[index] = numbers[this.cellOf[index] ?? 0] ?? 0;
    }
    return row;
  }

  private grown(renamed: Map<number, number>, old: number, traffic: Bits): number {
    const cell = this.cells[old]?.slice() ?? emptyBits(this.classes);
    addAll(cell, traffic);
    const name = this.cells.push(cell) - 1;
    renamed.set(old, name);
    return name;
  }
}

/** Peers that get the traffic of each group. */
type Shares = readonly (readonly [traffic: Bits, peers: Bits])[];

function rowBy(shares: Shares, everyone: Bits, size: RowSize, table: TrafficTable): Row {
  const builder = new RowBuilder(size.peers, size.classes);
  for (const [traffic, peers] of shares) builder.add(traffic, peers, everyone);
  return builder.finish(table);
}

interface RowSize {
  readonly peers: number;
  readonly classes: number;
}

/** Runs a program for every group of traffic. */
export function rowOf(tiers: readonly TierProgram[], size: RowSize, table: TrafficTable): KnownRow {
  const reached = groupTraffic(tiers, size.classes).map((traffic) => {
    const { allowed, surely } = walkTiers(programFor(tiers, firstOf(traffic)), size.peers);
    return { traffic, allowed, surely };
  });
  const everyone = fullBits(size.peers);
  const rowWith = (peers: "allowed" | "surely"): Row =>
    rowBy(
      reached.map((each) => [each.traffic, each[peers]]),
      everyone,
      size,
      table,
    );
  const may = rowWith("allowed");
  const isCertain = reached.every(({ allowed, surely }) => sameBits(allowed, surely));
  return { may, surely: isCertain ? may : rowWith("surely") };
}
