/** A selector that Calico rejects: where, and what it expects there. */
export class SelectorError extends Error {
  constructor(
    /** Characters before the mistake. */
    readonly position: number,
    readonly expected: string,
    readonly found: string,
  ) {
    super(`expected ${expected} at character ${position + 1}, found ${found}`);
    this.name = "SelectorError";
  }
}

export type Operator = "==" | "!=" | "in" | "not in" | "contains" | "starts with" | "ends with";
export type Sign = "(" | ")" | "{" | "}" | "," | "!" | "&&" | "||";

export type Token = { readonly position: number; readonly text: string } & (
  | { readonly kind: "sign"; readonly sign: Sign }
  | { readonly kind: "operator"; readonly operator: Operator }
  | { readonly kind: "label" | "string" | "has"; readonly value: string }
  | { readonly kind: "all" | "global" | "end" }
);

export const MAX_LABEL = 512;

/** What a token is made from: the groups of the match. */
type Maker = (groups: readonly (string | undefined)[]) => TokenKind;
type TokenKind = DistributedOmit<Token, "position" | "text">;
type DistributedOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const sign: Maker = ([text]) => ({ kind: "sign", sign: text as Sign });

/** After a label, these words are operators; anywhere else the same letters are a label. */
const AFTER_LABEL: readonly [RegExp, Operator][] = [
  [/contains/y, "contains"],
  [/starts[ \t]*with/y, "starts with"],
  [/ends[ \t]*with/y, "ends with"],
  [/not[ \t]*in/y, "not in"],
  [/in/y, "in"],
];

const ANYWHERE: readonly [RegExp, Maker][] = [
  [/==|!=/y, ([text]) => ({ kind: "operator", operator: text as Operator })],
  [/&&|\|\||[(){},!]/y, sign],
  [
    /"([^"]*)"|'([^']*)'/y,
    ([, double, single]) => ({ kind: "string", value: double ?? single ?? "" }),
  ],
];

const ELSEWHERE: readonly [RegExp, Maker][] = [
  [/has\([ \t]*([A-Za-z0-9_./-]+)[ \t]*\)/y, ([, label]) => ({ kind: "has", value: label ?? "" })],
  [/all\([ \t]*\)/y, () => ({ kind: "all" })],
  [/global\([ \t]*\)/y, () => ({ kind: "global" })],
  [/[A-Za-z0-9_./-]+/y, ([label]) => ({ kind: "label", value: label ?? "" })],
];

const SPACE = /[ \t]*/y;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = skipSpace(text, 0);
  while (position < text.length) {
    const token = nextToken(text, position, tokens.at(-1));
    tokens.push(token);
    position = skipSpace(text, position + token.text.length);
  }
  return [...tokens, { kind: "end", position: text.length, text: "" }];
}

function skipSpace(text: string, position: number): number {
  SPACE.lastIndex = position;
  return position + (SPACE.exec(text)?.[0].length ?? 0);
}

function nextToken(text: string, position: number, before: Token | undefined): Token {
  const afterLabel = before?.kind === "label";
  for (const [pattern, make] of afterLabel ? RULES_AFTER_LABEL : RULES_ELSEWHERE) {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match !== null) return checked({ ...make(match), position, text: match[0] });
  }
  throw new SelectorError(
    position,
    expectedAt(text, position, afterLabel),
    foundAt(text, position),
  );
}

const WORD_OPERATORS = AFTER_LABEL.map(([pattern, operator]): [RegExp, Maker] => [
  pattern,
  () => ({ kind: "operator", operator }),
]);

const RULES_AFTER_LABEL = [...ANYWHERE, ...WORD_OPERATORS];
const RULES_ELSEWHERE = [...ANYWHERE, ...ELSEWHERE];

function checked(token: Token): Token {
  const long = (token.kind === "label" || token.kind === "has") && token.value.length > MAX_LABEL;
  if (!long) return token;
  const found = `${token.value.length} characters`;
  throw new SelectorError(token.position, `a label of at most ${MAX_LABEL} characters`, found);
}

/** What the first character promised. */
const PROMISES: Readonly<Record<string, string>> = {
  "=": "==",
  "&": "&&",
  "|": "||",
  '"': 'a closing "',
  "'": "a closing '",
};

function expectedAt(text: string, position: number, afterLabel: boolean): string {
  const promise = PROMISES[text.charAt(position)];
  if (promise !== undefined) return promise;
  if (afterLabel) return "an operator (==, !=, in, not in, contains, starts with, ends with)";
  return "a label, has(…), all(), global(), ! or (";
}

function foundAt(text: string, position: number): string {
  return JSON.stringify(text.slice(position, position + 12));
}
