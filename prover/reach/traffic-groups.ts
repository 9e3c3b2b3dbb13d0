import { type Bits, emptyBits, forEachBit, setBit } from "./bits.js";
import type { TierProgram } from "./class-program.js";
import type { TrafficTable } from "./traffic-table.js";

/** Traffic that all steps of a program treat alike. */
export interface TrafficGroup {
  /** The number of the set in the traffic table. */
  readonly number: number;
  /** A class of the group, as an example of all. */
  readonly example: number;
}

/** Puts the classes of traffic into groups, once for programs that ask for the same sets of traffic. */
export class TrafficGroups {
  private readonly known = new Map<string, readonly TrafficGroup[]>();
  private readonly numbers = new Map<Bits, number>();

  constructor(
    private readonly table: TrafficTable,
    private readonly classes: number,
  ) {}

  of(tiers: readonly TierProgram[]): readonly TrafficGroup[] {
    const asked = new Map<number, Bits>();
    for (const { steps } of tiers) {
      for (const { pieces } of steps) {
        for (const { traffic } of pieces) asked.set(this.recallNumber(traffic), traffic);
      }
    }
    const key = [...asked.keys()].join();
    const groups = this.known.get(key) ?? this.group([...asked.values()]);
    this.known.set(key, groups);
    return groups;
  }

  private recallNumber(traffic: Bits): number {
    const known = this.numbers.get(traffic) ?? this.table.numberOf(traffic);
    this.numbers.set(traffic, known);
    return known;
  }

  private group(sets: readonly Bits[]): TrafficGroup[] {
    const groupByClass = new Uint32Array(this.classes);
    let groups = 1;
    for (const set of sets) {
      const renamed = new Map<number, number>();
      forEachBit(set, (index) => {
        const old = groupByClass[index] ?? 0;
        const name = renamed.get(old) ?? groups++;
        renamed.set(old, name);
        groupByClass[index] = name;
      });
    }
    return this.numbered(groupByClass);
  }

  private numbered(groupByClass: Uint32Array): TrafficGroup[] {
    const members = new Map<number, { readonly set: Bits; readonly example: number }>();
    groupByClass.forEach((group, index) => {
      const known = members.get(group) ?? { set: emptyBits(this.classes), example: index };
      members.set(group, known);
      setBit(known.set, index);
    });
    return [...members.values()].map(({ set, example }) => ({
      number: this.table.numberOf(set),
      example,
    }));
  }
}
