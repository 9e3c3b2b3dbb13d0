import { ANY_VALUE, type Labels, type LabelValue, type Selector } from "../model/selector.js";
import { Truth } from "../model/truth.js";
import { evaluateSelector } from "./evaluate-selector.js";

/** Choices to try before assuming that it is possible. Hand-written selectors need a handful. */
const MOST_TRIED = 10_000;

/** A text that no selector names. */
const OTHER = "\u0000";

/**
 * Whether labels exist that all selectors may pick, where `labels` leaves some open. Each selector alone is not enough:
 * `app == 'a'` and `app == 'b'` may pick the same pod each, and never both. False is certain; true may be too careful.
 */
export function mayMeet(selectors: readonly Selector[], labels: Labels): boolean {
  const open = openLabels(selectors, labels);
  let tried = 0;
  const search = (decided: ReadonlyMap<string, LabelValue>, depth: number): boolean => {
    tried += 1;
    if (tried > MOST_TRIED) return true;
    const known = {
      get: (label: string) => (decided.has(label) ? decided.get(label) : labels.get(label)),
    };
    const truths = selectors.map((selector) => evaluateSelector(selector, known));
    if (truths.includes(Truth.No)) return false;
    const next = open[depth];
    if (next === undefined || !truths.includes(Truth.Maybe)) return true;
    const [label, values] = next;
    return values.some((value) => search(new Map([...decided, [label, value]]), depth + 1));
  };
  return search(new Map(), 0);
}

type Choices = readonly [label: string, values: readonly LabelValue[]];

/** Unknown labels, with one example for each class of values that the selectors do not distinguish. */
function openLabels(selectors: readonly Selector[], labels: Labels): Choices[] {
  const values = new Map<string, Set<LabelValue>>();
  for (const atom of selectors.flatMap(atomsIn)) {
    if (labels.get(atom.label) !== ANY_VALUE) continue;
    const known = values.get(atom.label) ?? new Set<LabelValue>([undefined, OTHER]);
    for (const value of namedValues(atom)) known.add(value);
    values.set(atom.label, known);
  }
  return [...values]
    .filter(([, each]) => !each.has(ANY_VALUE))
    .map(([label, each]) => [label, [...each]]);
}

type Atom = Extract<Selector, { readonly label: string }>;

function atomsIn(selector: Selector): Atom[] {
  if ("label" in selector) return [selector];
  if ("operands" in selector) return selector.operands.flatMap(atomsIn);
  return selector.kind === "not" ? atomsIn(selector.operand) : [];
}

/** Parts of texts can be combined in ways that are not listed: their label stays open. */
function namedValues(atom: Atom): readonly LabelValue[] {
  if (atom.kind === "has") return [];
  if (atom.kind === "in") return atom.values;
  return [atom.kind === "equals" ? atom.value : ANY_VALUE];
}
