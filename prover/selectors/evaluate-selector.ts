import { ANY_VALUE, type Labels, type Selector } from "../model/selector.js";
import { both, either, not, Truth, truthOf } from "../model/truth.js";

type Atom = Extract<Selector, { readonly label: string }>;

/** Whether the selector picks something with these labels. A label that may be anything makes it a "maybe". */
export function evaluateSelector(selector: Selector, labels: Labels): Truth {
  if ("label" in selector) return evaluateAtom(selector, labels);
  switch (selector.kind) {
    case "all":
    case "global":
      return Truth.Yes;
    case "not":
      return not(evaluateSelector(selector.operand, labels));
    case "and":
      return evaluateAll(selector.operands, labels);
    case "or":
      return evaluateAny(selector.operands, labels);
  }
}

function evaluateAll(operands: readonly Selector[], labels: Labels): Truth {
  let truth: Truth = Truth.Yes;
  for (const operand of operands) {
    truth = both(truth, evaluateSelector(operand, labels));
    if (truth === Truth.No) break;
  }
  return truth;
}

function evaluateAny(operands: readonly Selector[], labels: Labels): Truth {
  let truth: Truth = Truth.No;
  for (const operand of operands) {
    truth = either(truth, evaluateSelector(operand, labels));
    if (truth === Truth.Yes) break;
  }
  return truth;
}

/** An absent label makes every atom false. */
function evaluateAtom(atom: Atom, labels: Labels): Truth {
  // No value is in an empty set.
  if (atom.kind === "in" && atom.values.length === 0) return Truth.No;
  const value = labels.get(atom.label);
  if (value === ANY_VALUE) return Truth.Maybe;
  return truthOf(value !== undefined && holds(atom, value));
}

function holds(atom: Atom, value: string): boolean {
  switch (atom.kind) {
    case "has":
      return true;
    case "equals":
      return value === atom.value;
    case "in":
      return atom.values.includes(value);
    case "contains":
      return value.includes(atom.value);
    case "starts-with":
      return value.startsWith(atom.value);
    case "ends-with":
      return value.endsWith(atom.value);
  }
}
