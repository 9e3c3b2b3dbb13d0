import assert from "node:assert/strict";
import {
  adversaryLabels,
  ANY_VALUE,
  exactLabels,
  MAX_LABEL,
  MAX_SELECTOR,
  parseSelector,
  printSelector,
  SelectorError,
} from "../../../prover/index.js";

function mistakeIn(text: string): string {
  try {
    parseSelector(text);
  } catch (error) {
    assert.ok(error instanceof SelectorError);
    assert.equal(error.name, "SelectorError");
    return error.message;
  }
  throw new Error(`${text} was read`);
}

describe("Messages about selectors", () => {
  const MISTAKES: readonly (readonly [text: string, message: string])[] = [
    ["a ==", "expected a text in quotes at character 5, found the end"],
    ["a = 'b'", `expected == at character 3, found "= 'b'"`],
    ["a contains b", 'expected a text in quotes at character 12, found "b"'],
    ["a in 'b'", `expected { at character 6, found "'b'"`],
    ["(a == 'b'", "expected &&, || or ) at character 10, found the end"],
    ["a == 'b' 'c'", `expected &&, || or the end at character 10, found "'c'"`],
    ["has(", 'expected an operator after a label at character 4, found "("'],
    ["a == 'b' && c", "expected an operator after a label at character 14, found the end"],
    [
      "a == 'b' ) and more of this text",
      "expected an operator (==, !=, in, not in, contains, starts with, ends with) at character 16, " +
        'found "more of this"',
    ],
    ["&&", 'expected a label, has(…), all(), global(), ! or ( at character 1, found "&&"'],
    [
      `${"x".repeat(MAX_LABEL + 1)} == 'a'`,
      `expected a label of at most ${MAX_LABEL} characters at character 1, found ${MAX_LABEL + 1} characters`,
    ],
    [
      " ".repeat(MAX_SELECTOR + 1),
      `expected at most ${MAX_SELECTOR} characters at character ${MAX_SELECTOR + 1}, found ${MAX_SELECTOR + 1} characters`,
    ],
  ];
  for (const [text, message] of MISTAKES) {
    it(`${JSON.stringify(text.slice(0, 40))}: ${message.slice(0, 60)}`, () => {
      assert.equal(mistakeIn(text), message);
    });
  }

  const PRINTED: readonly (readonly [text: string, printed: string])[] = [
    ["!(a == 'b')", 'a != "b"'],
    ["!(a in {'x', 'y'})", 'a not in {"x", "y"}'],
    ["a in {}", "a in {}"],
    ["!has(a)", "!has(a)"],
    ["!all()", "!all()"],
    ["!global()", "!global()"],
    ["!(a contains 'b')", '!(a contains "b")'],
    ["!(a == 'b' && has(c))", '!(a == "b" && has(c))'],
    ["(a == 'b' || has(c)) && has(d)", '(a == "b" || has(c)) && has(d)'],
    [`a == 'say "x"'`, `a == 'say "x"'`],
  ];
  for (const [text, printed] of PRINTED) {
    it(`${text} is printed as ${printed}`, () => {
      assert.equal(printSelector(parseSelector(text)), printed);
    });
  }

  it("labels that are known, and those that a tenant may choose", () => {
    const known = new Map([["a", "b"]]);
    assert.deepEqual(
      ["a", "c"].map((label) => exactLabels(known).get(label)),
      ["b", undefined],
    );
    assert.deepEqual(
      ["a", "c"].map((label) => adversaryLabels(known).get(label)),
      ["b", ANY_VALUE],
    );
  });
});
