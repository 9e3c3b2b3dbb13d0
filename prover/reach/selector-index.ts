import { ANY_VALUE, type Labels, type LabelValue, type Selector } from "../model/selector.js";
import { Truth } from "../model/truth.js";
import { evaluateSelector } from "../selectors/evaluate-selector.js";
import type { SelectorIds } from "./selector-ids.js";
import { type Bits, emptyBits, fullBits, setBit } from "./bits.js";
import { inBoth, inEither, type KnownSet, notIn } from "./known-set.js";

type Leaf = Exclude<Selector, { kind: "not" | "and" | "or" }>;

/** A leaf asks for one label; its truth depends on the value alone. */
interface LabelColumn {
  /** The values that occur; the position is the number of the value. */
  readonly values: Map<LabelValue, number>;
  readonly leaves: Map<number, Leaf>;
  readonly hits: Map<number, LeafHits>;
  /** For each value the number of its class: no leaf distinguishes the values of a class. */
  classByValue: number[];
}

function isLeaf(selector: Selector): selector is Leaf {
  return selector.kind !== "not" && selector.kind !== "and" && selector.kind !== "or";
}

function leafLabel(leaf: Leaf): string {
  return leaf.kind === "all" || leaf.kind === "global" ? "" : leaf.label;
}

/** Labels where every label has the same value; enough for a leaf. */
class SameValue implements Labels {
  value: LabelValue;

  get(): LabelValue {
    return this.value;
  }
}

/** The values of one label for which a leaf holds, or may. */
interface LeafHits {
  readonly must: readonly number[];
  readonly may: readonly number[];
}

/** What a selector picks: an endpoint, or a network set. */
interface Labelled {
  readonly labels: Labels;
}

/** The columns of labels that selectors ask for, over a number of endpoints, or of network sets. */
export class SelectorIndex {
  private readonly columns = new Map<string, LabelColumn>();
  private readonly sets = new Map<number, KnownSet>();
  private members: { readonly size: number; readonly byValue: Map<string, number[][]> } | undefined;

  constructor(
    selectors: Iterable<Selector>,
    endpoints: readonly Labelled[],
    private readonly ids: SelectorIds,
  ) {
    const seen = new Set<number>();
    for (const selector of selectors) this.collect(selector, seen);
    for (const [label, column] of this.columns) {
      for (const { labels } of endpoints) numberValue(column.values, labels.get(label));
      findHits(column);
      column.classByValue = classifyValues(column);
    }
  }

  /** The same text for endpoints that no selector distinguishes. */
  signature({ labels }: Labelled): string {
    return [...this.columns]
      .map(([label, { values, classByValue }]) => classByValue[values.get(labels.get(label)) ?? 0])
      .join();
  }

  /** Sets the example of each class; `picked` works from now on. */
  useClasses(representatives: readonly Labelled[]): void {
    const byValue = new Map(
      [...this.columns].map(([label, { values }]) => {
        const members: number[][] = Array.from(values, () => []);
        representatives.forEach(({ labels }, index) => {
          members[values.get(labels.get(label)) ?? 0]?.push(index);
        });
        return [label, members];
      }),
    );
    this.members = { size: representatives.length, byValue };
  }

  /** The classes of endpoints that a selector picks by their own labels. */
  picked(selector: Selector): KnownSet {
    const id = this.ids.of(selector);
    const known = this.sets.get(id) ?? this.compute(selector);
    this.sets.set(id, known);
    return known;
  }

  private collect(selector: Selector, seen: Set<number>): void {
    const id = this.ids.of(selector);
    if (seen.has(id)) return;
    seen.add(id);
    if (isLeaf(selector)) {
      const label = leafLabel(selector);
      const column = this.columns.get(label) ?? {
        values: new Map(),
        leaves: new Map(),
        hits: new Map(),
        classByValue: [],
      };
      column.leaves.set(id, selector);
      this.columns.set(label, column);
      return;
    }
    const operands = selector.kind === "not" ? [selector.operand] : selector.operands;
    for (const operand of operands) this.collect(operand, seen);
  }

  private compute(selector: Selector): KnownSet {
    if (isLeaf(selector)) return this.computeLeaf(selector);
    if (selector.kind === "not") {
      return notIn(fullBits(this.members?.size ?? 0), this.picked(selector.operand));
    }
    const join = selector.kind === "and" ? inBoth : inEither;
    const [first, ...others] = selector.operands.map((operand) => this.picked(operand));
    return others.reduce(join, first ?? this.withoutConditions(selector.kind));
  }

  private withoutConditions(kind: "and" | "or"): KnownSet {
    const size = this.members?.size ?? 0;
    const set = kind === "and" ? fullBits(size) : emptyBits(size);
    return { must: set, may: set };
  }

  private computeLeaf(leaf: Leaf): KnownSet {
    const { must = [], may = [] } =
      this.columns.get(leafLabel(leaf))?.hits.get(this.ids.of(leaf)) ?? {};
    const set = this.membersWith(leaf, must);
    return { must: set, may: must.length === may.length ? set : this.membersWith(leaf, may) };
  }

  private membersWith(leaf: Leaf, values: readonly number[]): Bits {
    const members = this.members?.byValue.get(leafLabel(leaf)) ?? [];
    const set = emptyBits(this.members?.size ?? 0);
    for (const value of values) for (const index of members[value] ?? []) setBit(set, index);
    return set;
  }
}

function numberValue(values: Map<LabelValue, number>, value: LabelValue): number {
  const known = values.get(value) ?? values.size;
  values.set(value, known);
  return known;
}

/** The values that a leaf can hold for. A platform has a leaf and a value for each of its namespaces. */
function candidateValues(leaf: Leaf, values: LabelColumn["values"]): Iterable<LabelValue> {
  if (leaf.kind === "equals") return [leaf.value, ANY_VALUE];
  return leaf.kind === "in" ? new Set([...leaf.values, ANY_VALUE]) : values.keys();
}

/** Asks every leaf about the values that it can hold for. */
function findHits({ values, leaves, hits }: LabelColumn): void {
  const labels = new SameValue();
  for (const [id, leaf] of leaves) {
    const found = { must: [] as number[], may: [] as number[] };
    for (const value of candidateValues(leaf, values)) {
      const number = values.get(value);
      if (number === undefined) continue;
      labels.value = value;
      const truth = evaluateSelector(leaf, labels);
      if (truth !== Truth.No) found.may.push(number);
      if (truth === Truth.Yes) found.must.push(number);
    }
    hits.set(id, found);
  }
}

function classifyValues({ values, hits }: LabelColumn): number[] {
  const classByValue = Array.from(values, () => 0);
  let classes = 1;
  for (const found of [...hits.values()].flatMap(({ must, may }) => [must, may])) {
    const renamed = new Map<number, number>();
    for (const number of found) {
      const old = classByValue[number] ?? 0;
      if (!renamed.has(old)) renamed.set(old, classes++);
      classByValue[number] = renamed.get(old) ?? 0;
    }
  }
  return classByValue;
}
