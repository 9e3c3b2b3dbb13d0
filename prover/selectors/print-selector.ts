import type { Selector } from "../model/selector.js";

/** What to do with each kind of selector. */
export type SelectorCases<R> = {
  readonly [K in Selector["kind"]]: (selector: Extract<Selector, { kind: K }>) => R;
};

function bySelectorKind<R>(selector: Selector, cases: SelectorCases<R>): R {
  return (cases[selector.kind] as (selector: Selector) => R)(selector);
}

/** A selector the way a person writes it. Parsing the text gives the same selector again. */
export function printSelector(selector: Selector): string {
  return bySelectorKind(selector, PRINTED);
}

const PRINTED: SelectorCases<string> = {
  all: () => "all()",
  global: () => "global()",
  has: ({ label }) => `has(${label})`,
  equals: ({ label, value }) => `${label} == ${quoted(value)}`,
  in: ({ label, values }) => `${label} in ${printSet(values)}`,
  contains: ({ label, value }) => `${label} contains ${quoted(value)}`,
  "starts-with": ({ label, value }) => `${label} starts with ${quoted(value)}`,
  "ends-with": ({ label, value }) => `${label} ends with ${quoted(value)}`,
  not: ({ operand }) => printNegation(operand),
  and: ({ operands }) => joined(operands, " && ", ["and", "or"]),
  or: ({ operands }) => joined(operands, " || ", ["or"]),
};

function printNegation(operand: Selector): string {
  if (operand.kind === "equals") return `${operand.label} != ${quoted(operand.value)}`;
  if (operand.kind === "in") return `${operand.label} not in ${printSet(operand.values)}`;
  const short = ["has", "all", "global"].includes(operand.kind);
  return short ? `!${printSelector(operand)}` : `!(${printSelector(operand)})`;
}

/** Parentheses around what binds no tighter than the sign between. */
function joined(operands: readonly Selector[], sign: string, loose: readonly string[]): string {
  return operands
    .map((operand) =>
      loose.includes(operand.kind) ? `(${printSelector(operand)})` : printSelector(operand),
    )
    .join(sign);
}

function printSet(values: readonly string[]): string {
  return `{${values.map(quoted).join(", ")}}`;
}

function quoted(value: string): string {
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}
