import assert from "node:assert/strict";
import fc from "fast-check";
import {
  MAX_LABEL,
  MAX_SELECTOR,
  parseSelector,
  printSelector,
  SelectorError,
  type Selector,
} from "../../../prover/index.js";

const has = (label: string): Selector => ({ kind: "has", label });
const equals = (label: string, value: string): Selector => ({ kind: "equals", label, value });
const isIn = (label: string, ...values: string[]): Selector => ({ kind: "in", label, values });
const not = (operand: Selector): Selector => ({ kind: "not", operand });
const and = (...operands: Selector[]): Selector => ({ kind: "and", operands });
const or = (...operands: Selector[]): Selector => ({ kind: "or", operands });

const GRAMMAR: [string, Selector][] = [
  ["", { kind: "all" }],
  [" \t ", { kind: "all" }],
  ["all()", { kind: "all" }],
  ["all( \t)", { kind: "all" }],
  ["global()", { kind: "global" }],
  ["has(a)", has("a")],
  ["has( a.b/c-d_E )", has("a.b/c-d_E")],
  ["a == 'b'", equals("a", "b")],
  ['a=="b"', equals("a", "b")],
  ["a\t==\t'b'", equals("a", "b")],
  [`a == "it's"`, equals("a", "it's")],
  [`a == 'say "no"'`, equals("a", 'say "no"')],
  ["a == 'b\\n'", equals("a", "b\\n")],
  ["a == ''", equals("a", "")],
  ["a != 'b'", not(equals("a", "b"))],
  ["a in {'b', \"c\"}", isIn("a", "b", "c")],
  ["a in{'b'}", isIn("a", "b")],
  ["a in {}", isIn("a")],
  ["a in {'b',}", isIn("a", "b")],
  ["a not in {'b'}", not(isIn("a", "b"))],
  ["a notin {'b'}", not(isIn("a", "b"))],
  ["a not \t in {'b'}", not(isIn("a", "b"))],
  ["a contains 'b'", { kind: "contains", label: "a", value: "b" }],
  ["a starts with 'b'", { kind: "starts-with", label: "a", value: "b" }],
  ["a startswith 'b'", { kind: "starts-with", label: "a", value: "b" }],
  ["a ends with 'b'", { kind: "ends-with", label: "a", value: "b" }],
  ["a endswith 'b'", { kind: "ends-with", label: "a", value: "b" }],
  ["in in {'in'}", isIn("in", "in")],
  ["not not in {'b'}", not(isIn("not", "b"))],
  ["contains contains 'b'", { kind: "contains", label: "contains", value: "b" }],
  ["has == 'b'", equals("has", "b")],
  ["all == 'b'", equals("all", "b")],
  ["1 == '2'", equals("1", "2")],
  ["!has(a)", not(has("a"))],
  ["! has(a)", not(has("a"))],
  ["!!has(a)", has("a")],
  ["!!!has(a)", not(has("a"))],
  ["!(!has(a))", not(not(has("a")))],
  ["!a == 'b'", not(equals("a", "b"))],
  ["has(a) && has(b)", and(has("a"), has("b"))],
  ["has(a)&&has(b)&&has(c)", and(has("a"), has("b"), has("c"))],
  ["has(a) || has(b)", or(has("a"), has("b"))],
  ["has(a) || has(b) && has(c)", or(has("a"), and(has("b"), has("c")))],
  ["has(a) && has(b) || has(c)", or(and(has("a"), has("b")), has("c"))],
  ["(has(a) || has(b)) && has(c)", and(or(has("a"), has("b")), has("c"))],
  ["!has(a) && has(b)", and(not(has("a")), has("b"))],
  ["!(has(a) && has(b))", not(and(has("a"), has("b")))],
  ["((has(a)))", has("a")],
];

const MISTAKES: [string, number, RegExp][] = [
  ["a", 1, /operator/],
  ["a =", 2, /==/],
  ["a = 'b'", 2, /==/],
  ["a == b", 5, /text in quotes/],
  ["a == 'b", 5, /closing '/],
  ['a == "b', 5, /closing "/],
  ["a == 'b' 'c'", 9, /&&, \|\| or the end/],
  ["a == 'b' && ", 12, /label/],
  ["a == 'b' & c == 'd'", 9, /&&/],
  ["a == 'b' | c == 'd'", 9, /\|\|/],
  ["&& a == 'b'", 0, /label/],
  ["(a == 'b'", 9, /\)/],
  ["a == 'b')", 8, /the end/],
  ["()", 1, /label/],
  ["has()", 3, /operator/],
  ["has(a", 3, /operator/],
  ["has (a)", 4, /operator/],
  ["all", 3, /operator/],
  ["all(a)", 3, /operator/],
  ["global", 6, /operator/],
  ["a in 'b'", 5, /\{/],
  ["a in {b}", 6, /text in quotes or \}/],
  ["a in {,}", 6, /text in quotes or \}/],
  ["a in {'b' 'c'}", 10, /text in quotes or \}/],
  ["a in {'b',,}", 10, /text in quotes or \}/],
  ["a in {'b'", 9, /\}/],
  ["a not {'b'}", 2, /operator/],
  ["a starts 'b'", 2, /operator/],
  ["a b", 2, /operator/],
  ["'a' == 'b'", 0, /label/],
  ["a == 'b'\n", 8, /label/],
  ["a\n== 'b'", 1, /operator/],
  ["a == 'b' && ä == 'c'", 12, /label/],
  ["a == 'b' # c", 9, /label/],
  ["!", 1, /label/],
];

const words = fc.stringMatching(/^[a-zA-Z0-9_./-]{1,8}$/);
const values = fc.stringMatching(/^[^"'\n]{0,8}$/);
const atoms: fc.Arbitrary<Selector> = fc.oneof(
  fc.constant<Selector>({ kind: "all" }),
  fc.constant<Selector>({ kind: "global" }),
  words.map(has),
  fc.tuple(words, fc.array(values, { maxLength: 3 })).map(([label, set]) => isIn(label, ...set)),
  fc
    .tuple(fc.constantFrom("equals", "contains", "starts-with", "ends-with"), words, values)
    .map(([kind, label, value]): Selector => ({ kind, label, value })),
);
const { selector: selectors } = fc.letrec<{ selector: Selector }>((tie) => ({
  selector: fc.oneof(
    { maxDepth: 3 },
    atoms,
    tie("selector").map(not),
    fc.array(tie("selector"), { minLength: 2, maxLength: 3 }).map((each) => and(...each)),
    fc.array(tie("selector"), { minLength: 2, maxLength: 3 }).map((each) => or(...each)),
  ),
}));

const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."( ) { } , ! && || == != = & | in not notin contains starts with ends".split(" "),
        ..."has( all( global( all() global() has(a) 'v' \" ' a b.c/d \n \t".split(" "),
        "ä",
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 40 },
  )
  .chain((parts) => fc.constantFrom("", " ").map((space) => parts.join(space)));

describe("Selector grammar", () => {
  for (const [text, expected] of GRAMMAR) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseSelector(text), expected);
    });
  }

  for (const [text, position, expected] of MISTAKES) {
    it(`refuses ${JSON.stringify(text)} at ${position}`, () => {
      assert.throws(
        () => parseSelector(text),
        (error) => {
          assert.ok(error instanceof SelectorError);
          assert.equal(error.position, position);
          assert.match(error.expected, expected);
          return true;
        },
      );
    });
  }

  it("says in one sentence what is wrong", () => {
    const message = 'expected a text in quotes at character 6, found "b"';
    assert.throws(() => parseSelector("a == b"), { message });
  });

  it("accepts labels of 512 characters and no more", () => {
    const label = "a".repeat(MAX_LABEL);
    assert.deepEqual(parseSelector(`has(${label})`), has(label));
    assert.throws(() => parseSelector(`has(${label}a)`), SelectorError);
    assert.throws(() => parseSelector(`${label}a == 'b'`), SelectorError);
  });

  it("accepts 1024 characters and no more", () => {
    const text = `a == '${"b".repeat(MAX_SELECTOR - 7)}'`;
    assert.equal(text.length, MAX_SELECTOR);
    assert.equal(parseSelector(text).kind, "equals");
    assert.throws(() => parseSelector(`${text} `), SelectorError);
  });

  it("law: what is printed reads back as the same selector", () => {
    fc.assert(
      fc.property(selectors, (selector) => {
        const text = printSelector(selector);
        fc.pre(text.length <= MAX_SELECTOR);
        assert.deepEqual(parseSelector(text), selector, text);
      }),
      { numRuns: 2000 },
    );
  });

  it("law: whatever it is given, it reads it or throws a SelectorError inside the text", () => {
    fc.assert(
      fc.property(soup, (text) => {
        try {
          parseSelector(text);
        } catch (error) {
          assert.ok(error instanceof SelectorError, String(error));
          assert.ok(error.position >= 0 && error.position <= text.length);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it("gives up on deep nesting without falling over", () => {
    const depth = 500;
    const text = `${"(".repeat(depth)}a == 'b'${")".repeat(depth)}`;
    assert.deepEqual(parseSelector(text), equals("a", "b"));
    assert.throws(() => parseSelector("(".repeat(MAX_SELECTOR)), SelectorError);
  });
});
