import type { Labels, LabelValue, Selector } from "../model/selector.js";
import { Truth } from "../model/truth.js";
import type { Endpoint } from "../model/world.js";
import { evaluateSelector } from "../selectors/evaluate-selector.js";
import { type Bits, difference, emptyBits, fullBits, intersection, setBit, union } from "./bits.js";

/** A set that is known in part: what must be in it and what may be. */
export interface KnownSet {
  readonly must: Bits;
  readonly may: Bits;
}

type Leaf = Exclude<Selector, { kind: "not" | "and" | "or" }>;

/** A leaf asks for one label; its truth depends on the value alone. */
interface LabelColumn {
  /** The values that occur; the position is the number of the value. */
  readonly values: Map<LabelValue, number>;
  readonly leaves: Map<string, Leaf>;
  /** For each value the number of its class: no leaf tells the values of a class apart. */
  classOf: number[];
}

function isLeaf(selector: Selector): selector is Leaf {
  return selector.kind !== "not" && selector.kind !== "and" && selector.kind !== "or";
}

function labelOf(leaf: Leaf): string {
  return leaf.kind === "all" || leaf.kind === "global" ? "" : leaf.label;
}

/** Labels where every label has the same value; enough for a leaf. */
function sameValue(value: LabelValue): Labels {
  return { valueOf: () => value };
}

/** The same text for the same selector. */
export function selectorKey(selector: Selector): string {
  return JSON.stringify(selector);
}

/** The columns of labels that selectors ask for, over a number of endpoints. */
export class SelectorIndex {
  private readonly columns = new Map<string, LabelColumn>();
  private readonly sets = new Map<string, KnownSet>();
  private readonly keys = new Map<Selector, string>();
  private members: { readonly size: number; readonly byValue: Map<string, number[][]> } | undefined;

  constructor(selectors: Iterable<Selector>, endpoints: readonly Endpoint[]) {
    const seen = new Set<string>();
    for (const selector of selectors) {
      const key = this.keyOf(selector);
      if (!seen.has(key)) this.collect(selector);
      seen.add(key);
    }
    for (const [label, column] of this.columns) {
      for (const { labels } of endpoints) numberOf(column.values, labels.valueOf(label));
      column.classOf = classifyValues(column);
    }
  }

  /** The same text for endpoints that no selector tells apart. */
  signatureOf({ labels }: Endpoint): string {
    return [...this.columns]
      .map(([label, { values, classOf }]) => classOf[values.get(labels.valueOf(label)) ?? 0])
      .join();
  }

  /** Says which endpoints stand for the classes; from now on sets can be asked for. */
  useClasses(representatives: readonly Endpoint[]): void {
    const byValue = new Map(
      [...this.columns].map(([label, { values }]) => {
        const members: number[][] = Array.from(values, () => []);
        representatives.forEach(({ labels }, index) => {
          members[values.get(labels.valueOf(label)) ?? 0]?.push(index);
        });
        return [label, members];
      }),
    );
    this.members = { size: representatives.length, byValue };
  }

  /** The classes of endpoints that a selector picks by their own labels. */
  picked(selector: Selector): KnownSet {
    const key = this.keyOf(selector);
    const known = this.sets.get(key) ?? this.compute(selector);
    this.sets.set(key, known);
    return known;
  }

  keyOf(selector: Selector): string {
    const known = this.keys.get(selector) ?? selectorKey(selector);
    this.keys.set(selector, known);
    return known;
  }

  private collect(selector: Selector): void {
    if (isLeaf(selector)) {
      const label = labelOf(selector);
      const column = this.columns.get(label) ?? {
        values: new Map(),
        leaves: new Map(),
        classOf: [],
      };
      column.leaves.set(this.keyOf(selector), selector);
      this.columns.set(label, column);
      return;
    }
    const operands = selector.kind === "not" ? [selector.operand] : selector.operands;
    for (const operand of operands) this.collect(operand);
  }

  private compute(selector: Selector): KnownSet {
    if (isLeaf(selector)) return this.computeLeaf(selector);
    const size = this.members?.size ?? 0;
    const all = fullBits(size);
    if (selector.kind === "not") {
      const { must, may } = this.picked(selector.operand);
      return { must: difference(all, may), may: difference(all, must) };
    }
    const [join, start] =
      selector.kind === "and"
        ? ([intersection, all] as const)
        : ([union, emptyBits(size)] as const);
    return selector.operands
      .map((operand) => this.picked(operand))
      .reduce(
        (left, right) => ({ must: join(left.must, right.must), may: join(left.may, right.may) }),
        { must: start, may: start },
      );
  }

  private computeLeaf(leaf: Leaf): KnownSet {
    const label = labelOf(leaf);
    const size = this.members?.size ?? 0;
    const members = this.members?.byValue.get(label) ?? [];
    const known = { must: emptyBits(size), may: emptyBits(size) };
    for (const [value, number] of this.columns.get(label)?.values ?? []) {
      const truth = evaluateSelector(leaf, sameValue(value));
      const sets = SETS_OF_TRUTH[truth].map((name) => known[name]);
      for (const set of sets)
        members[number]?.forEach((index) => {
          setBit(set, index);
        });
    }
    return known;
  }
}

/** The sets in which a truth puts something. */
const SETS_OF_TRUTH: Readonly<Record<Truth, readonly (keyof KnownSet)[]>> = {
  [Truth.No]: [],
  [Truth.Maybe]: ["may"],
  [Truth.Yes]: ["must", "may"],
};

function numberOf(values: Map<LabelValue, number>, value: LabelValue): number {
  const known = values.get(value) ?? values.size;
  values.set(value, known);
  return known;
}

function classifyValues({ values, leaves }: LabelColumn): number[] {
  const classOf = Array.from(values, () => 0);
  let classes = 1;
  for (const leaf of leaves.values()) {
    const renamed = new Map<number, number>();
    for (const [value, number] of values) {
      const truth = evaluateSelector(leaf, sameValue(value));
      if (truth === Truth.No) continue;
      const old = (classOf[number] ?? 0) * 3 + truth;
      if (!renamed.has(old)) renamed.set(old, classes++);
      classOf[number] = renamed.get(old) ?? 0;
    }
  }
  return classOf;
}
