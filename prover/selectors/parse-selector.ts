import type { Selector } from "../model/selector.js";
import { SelectorError, tokenize, type Operator, type Sign, type Token } from "./tokens.js";

/** What Calico's API accepts. */
export const MAX_SELECTOR = 1024;

/** The grammar of Calico's selectors. Throws a SelectorError and nothing else. Nothing written means all(). */
export function parseSelector(text: string): Selector {
  if (text.length > MAX_SELECTOR) {
    const found = `${text.length} characters`;
    throw new SelectorError(MAX_SELECTOR, `at most ${MAX_SELECTOR} characters`, found);
  }
  const cursor = new Cursor(tokenize(text));
  if (cursor.peek().kind === "end") return { kind: "all" };
  const selector = parseOr(cursor);
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

function parseOr(cursor: Cursor): Selector {
  const first = parseAnd(cursor);
  const operands = [first];
  while (cursor.skip("||")) operands.push(parseAnd(cursor));
  return operands.length === 1 ? first : { kind: "or", operands };
}

function parseAnd(cursor: Cursor): Selector {
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
  const selector = parseOr(cursor);
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
  "==": (label, cursor) => ({ kind: "equals", label, value: parseText(cursor) }),
  "!=": (label, cursor) => ({
    kind: "not",
    operand: { kind: "equals", label, value: parseText(cursor) },
  }),
  in: (label, cursor) => ({ kind: "in", label, values: parseSet(cursor) }),
  "not in": (label, cursor) => ({
    kind: "not",
    operand: { kind: "in", label, values: parseSet(cursor) },
  }),
  contains: (label, cursor) => ({ kind: "contains", label, value: parseText(cursor) }),
  "starts with": (label, cursor) => ({ kind: "starts-with", label, value: parseText(cursor) }),
  "ends with": (label, cursor) => ({ kind: "ends-with", label, value: parseText(cursor) }),
};

function comparison(cursor: Cursor, label: string): Selector {
  const token = cursor.peek();
  if (token.kind !== "operator") throw cursor.expected("an operator after a label");
  cursor.next();
  return COMPARISONS[token.operator](label, cursor);
}

function parseText(cursor: Cursor): string {
  const token = cursor.peek();
  if (token.kind !== "string") throw cursor.expected("a text in quotes");
  cursor.next();
  return token.value;
}

function parseSet(cursor: Cursor): string[] {
  if (!cursor.skip("{")) throw cursor.expected("{");
  const values: string[] = [];
  while (cursor.peek().kind === "string") {
    values.push(parseText(cursor));
    if (!cursor.skip(",")) break;
  }
  if (!cursor.skip("}")) throw cursor.expected("a text in quotes or }");
  return values;
}
