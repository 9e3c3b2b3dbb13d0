import { type Bits, emptyBits, forEachBit, fullBits, intersection, union } from "./bits.js";
import type { Intervals } from "./intervals.js";
import type { TrafficClass } from "./traffic-classes.js";
import { TrafficSet } from "./traffic-set.js";

type Pairing = (left: Bits, right: Bits) => Bits;

/** Sets of traffic classes by number; equal sets have the same number. */
export class TrafficTable {
  readonly nothing: number;
  readonly everything: number;
  private readonly sets: Bits[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly intersections: (number | undefined)[][] = [];
  private readonly unions: (number | undefined)[][] = [];
  private readonly told: (TrafficSet | undefined)[] = [];

  constructor(private readonly classes: readonly TrafficClass[]) {
    this.nothing = this.numberOf(emptyBits(classes.length));
    this.everything = this.numberOf(fullBits(classes.length));
  }

  numberOf(set: Bits): number {
    const key = String.fromCharCode(...new Uint16Array(set.buffer, set.byteOffset, set.length * 2));
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.sets.length);
    return this.sets.push(set) - 1;
  }

  intersect(left: number, right: number): number {
    return this.pair(this.intersections, intersection, left, right);
  }

  unite(left: number, right: number): number {
    return this.pair(this.unions, union, left, right);
  }

  setOf(number: number): TrafficSet {
    return (this.told[number] ??= this.tell(this.sets[number] ?? emptyBits(this.classes.length)));
  }

  private pair(
    known: (number | undefined)[][],
    pairing: Pairing,
    left: number,
    right: number,
  ): number {
    if (left === right) return left;
    const row = (known[left] ??= []);
    return (row[right] ??= this.numberOf(
      pairing(this.sets[left] ?? new Uint32Array(), this.sets[right] ?? new Uint32Array()),
    ));
  }

  private tell(set: Bits): TrafficSet {
    const contents = new Map<number, Intervals>();
    for (const { protocol, everythingElse } of this.classes) {
      if (!everythingElse) contents.set(protocol, []);
    }
    let rest = false;
    forEachBit(set, (index) => {
      const each = this.classes[index];
      if (each === undefined) return;
      if (each.everythingElse) rest = true;
      else contents.set(each.protocol, [...(contents.get(each.protocol) ?? []), ...each.values]);
    });
    return TrafficSet.of(contents, rest);
  }
}
