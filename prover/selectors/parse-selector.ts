import type { Selector } from "../model/selector.js";
import { SelectorError, tokensOf, type Operator, type Sign, type Token } from "./tokens.js";

/** What Calico's API accepts. */
export const MAX_SELECTOR = 1024;

/** The grammar of Calico's selectors. Throws a SelectorError and nothing else. Nothing written means all(). */
export function parseSelector(text: string): Selector {
  if (text.length > MAX_SELECTOR) {
    const found = `${text.length} characters`;
    throw new SelectorError(MAX_SELECTOR, `at most ${MAX_SELECTOR} characters`, found);
  }
  const cursor = new Cursor(tokensOf(text));
  if (cursor.peek().kind === "end") return { kind: "all" };
  const selector = anyOf(cursor);
  if (cursor.peek().kind !== "end") throw cursor.expected("&&, || or the end");
  return selector;
}

class Cursor {
  private index = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  peek(): Token {
    const token = this.tokens[this.index];
    if (token === undefined) throw new RangeError("a token list ends with the end");
    return token;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== "end") this.index += 1;
    return token;
  }

  /** Steps over the sign, if it is the next token. */
  skip(sign: Sign): boolean {
    const token = this.peek();
    const found = token.kind === "sign" && token.sign === sign;
    if (found) this.index += 1;
    return found;
  }

  expected(what: string): SelectorError {
    const { kind, text, position } = this.peek();
    return new SelectorError(position, what, kind === "end" ? "the end" : JSON.stringify(text));
  }
}

function anyOf(cursor: Cursor): Selector {
  const first = allOf(cursor);
  const operands = [first];
  while (cursor.skip("||")) operands.push(allOf(cursor));
  return operands.length === 1 ? first : { kind: "or", operands };
}

function allOf(cursor: Cursor): Selector {
  const first = operation(cursor);
  const operands = [first];
  while (cursor.skip("&&")) operands.push(operation(cursor));
  return operands.length === 1 ? first : { kind: "and", operands };
}

/** One operand with the `!` in front of it: two of them undo each other. */
function operation(cursor: Cursor): Selector {
  let negated = false;
  while (cursor.skip("!")) negated = !negated;
  const operand = cursor.skip("(") ? inParentheses(cursor) : atom(cursor);
  return negated ? { kind: "not", operand } : operand;
}

function inParentheses(cursor: Cursor): Selector {
  const selector = anyOf(cursor);
  if (!cursor.skip(")")) throw cursor.expected("&&, || or )");
  return selector;
}

function atom(cursor: Cursor): Selector {
  const token = cursor.peek();
  switch (token.kind) {
    case "all":
    case "global":
      cursor.next();
      return { kind: token.kind };
    case "has":
      cursor.next();
      return { kind: "has", label: token.value };
    case "label":
      cursor.next();
      return comparison(cursor, token.value);
    case "end":
    case "operator":
    case "sign":
    case "string":
      throw cursor.expected("a label, has(…), all(), global(), ! or (");
  }
}

/** How each operator reads on. `!=` and `not in` hold for an absent label: they are negations. */
const COMPARISONS: Readonly<Record<Operator, (label: string, cursor: Cursor) => Selector>> = {
  "==": (label, cursor) => ({ kind: "equals", label, value: textOf(cursor) }),
  "!=": (label, cursor) => ({
    kind: "not",
    operand: { kind: "equals", label, value: textOf(cursor) },
  }),
  in: (label, cursor) => ({ kind: "in", label, values: setOf(cursor) }),
  "not in": (label, cursor) => ({
    kind: "not",
    operand: { kind: "in", label, values: setOf(cursor) },
  }),
  contains: (label, cursor) => ({ kind: "contains", label, value: textOf(cursor) }),
  "starts with": (label, cursor) => ({ kind: "starts-with", label, value: textOf(cursor) }),
  "ends with": (label, cursor) => ({ kind: "ends-with", label, value: textOf(cursor) }),
};

function comparison(cursor: Cursor, label: string): Selector {
  const token = cursor.peek();
  if (token.kind !== "operator") throw cursor.expected("an operator after a label");
  cursor.next();
  return COMPARISONS[token.operator](label, cursor);
}

function textOf(cursor: Cursor): string {
  const token = cursor.peek();
  if (token.kind !== "string") throw cursor.expected("a text in quotes");
  cursor.next();
  return token.value;
}

function setOf(cursor: Cursor): string[] {
  if (!cursor.skip("{")) throw cursor.expected("{");
  const values: string[] = [];
  while (cursor.peek().kind === "string") {
    values.push(textOf(cursor));
    if (!cursor.skip(",")) break;
  }
  if (!cursor.skip("}")) throw cursor.expected("a text in quotes or }");
  return values;
}
