import type { Selector } from "../model/selector.js";

/** Numbers for selectors: the same number for the same selector, whichever object it is. */
export class SelectorIds {
  private readonly ofObjects = new Map<Selector, number>();
  private readonly ofKeys = new Map<string, number>();

  of(selector: Selector): number {
    const known = this.ofObjects.get(selector) ?? this.ofKey(this.selectorKey(selector));
    this.ofObjects.set(selector, known);
    return known;
  }

  private ofKey(key: string): number {
    const known = this.ofKeys.get(key) ?? this.ofKeys.size;
    this.ofKeys.set(key, known);
    return known;
  }

  /** Contains the numbers of the parts. */
  private selectorKey(selector: Selector): string {
    if (selector.kind === "not") return `not ${this.of(selector.operand)}`;
    if ("operands" in selector) {
      return `${selector.kind} ${selector.operands.map((operand) => this.of(operand)).join()}`;
    }
    return leafKey(selector);
  }
}

type Leaf = Exclude<Selector, { kind: "not" | "and" | "or" }>;

/** A text of any characters comes last, or after its length. */
function leafKey(leaf: Leaf): string {
  if ("value" in leaf) return `${leaf.kind} ${leaf.label.length} ${leaf.label} ${leaf.value}`;
  if ("values" in leaf) return `in ${JSON.stringify([leaf.label, leaf.values])}`;
  return "label" in leaf ? `has ${leaf.label}` : leaf.kind;
}
