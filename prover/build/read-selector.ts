import type { Selector } from "../model/selector.js";
import { parseSelector } from "../selectors/parse-selector.js";
import { SelectorError } from "../selectors/tokens.js";
import type { Field } from "./field.js";

/** Whether global() is allowed: Calico's API accepts it alone, as the namespaceSelector of a rule. */
export type GlobalUse = "never" | "alone";

/** The selector of a field; an empty text counts as none. An invalid one is an error: to drop it would widen the policy. */
export function readSelector(field: Field, global: GlobalUse = "never"): Selector | undefined {
  const text = field.filledText();
  if (text === undefined) return undefined;
  try {
    const selector = parsed(text);
    checkGlobal(field, selector, global);
    return selector;
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    field.error("bad-selector", `The selector is invalid: ${error.message}.`);
    return undefined;
  }
}

/** Policies repeat the selectors of their platform. */
const known = new Map<string, Selector>();
const MOST_KNOWN = 20_000;

function parsed(text: string): Selector {
  if (known.size >= MOST_KNOWN) known.clear();
  const selector = known.get(text) ?? parseSelector(text);
  known.set(text, selector);
  return selector;
}

function checkGlobal(field: Field, selector: Selector, use: GlobalUse): void {
  if (!mentionsGlobal(selector)) return;
  if (use === "never") {
    const message = "global() can only be used as the namespaceSelector of a rule.";
    field.error("misplaced-global", message);
  } else if (selector.kind !== "global") {
    field.error("misplaced-global", "global() cannot be combined with other selectors.");
  }
}

function mentionsGlobal(selector: Selector): boolean {
  if (selector.kind === "not") return mentionsGlobal(selector.operand);
  if (selector.kind === "and" || selector.kind === "or") {
    return selector.operands.some(mentionsGlobal);
  }
  return selector.kind === "global";
}
