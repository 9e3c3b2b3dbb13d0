import assert from "node:assert/strict";
import { findShapeProblem, LIMITS } from "../../../prover/read/limits.js";
import { findDeepLine } from "../../../prover/read/nesting.js";
import { parseDocuments, type DocumentProblem } from "../../../prover/read/documents.js";

function problemsOf(text: string): readonly DocumentProblem[] {
  return parseDocuments(text).flatMap(({ problems }) => problems);
}

/** A list in a list, so many levels deep, around an empty one. */
function nested(levels: number): unknown {
  return Array.from({ length: levels }).reduce<unknown>((inner) => [inner], []);
}

function aliases(count: number): string {
  return `a: &a b\nc: [${Array.from({ length: count }, () => "*a").join(", ")}]`;
}

describe("The limits of reading", () => {
  describe("of what is data", () => {
    const good: Readonly<Record<string, unknown>> = {
      null: null,
      undefined,
      "a text": "a",
      "a number": 1.5,
      "a truth": false,
      "an object without a prototype": Object.assign(Object.create(null) as object, { a: 1 }),
      "an object of lists": { a: [1, { b: [] }], c: {} },
      "as many levels as there may be": nested(LIMITS.depth),
    };
    for (const [name, value] of Object.entries(good)) {
      it(`${name} is`, () => {
        assert.equal(findShapeProblem(value), undefined);
      });
    }

    const itself: Record<string, unknown> = {};
    itself.self = itself;
    const tooDeep = `nested deeper than ${LIMITS.depth} levels, or an object inside itself`;
    const bad: Readonly<Record<string, readonly [unknown, string, readonly (string | number)[]]>> =
      {
        infinity: [{ a: [0, Infinity] }, "Infinity is not a JSON number", ["a", 1]],
        "no number": [NaN, "NaN is not a JSON number", []],
        "a function": [{ a: () => 1 }, "a function is not JSON data", ["a"]],
        "a symbol": [[Symbol("s")], "a symbol is not JSON data", [0]],
        "a big integer": [{ a: { b: 1n } }, "a bigint is not JSON data", ["a", "b"]],
        "an instance of a class": [{ a: new Date(0) }, "not plain JSON data", ["a"]],
        "one level more": [nested(LIMITS.depth + 1), tooDeep, Array<number>(101).fill(0)],
        "an object inside itself": [itself, tooDeep, Array<string>(101).fill("self")],
      };
    for (const [name, [value, message, path]] of Object.entries(bad)) {
      it(`${name} is not`, () => {
        assert.deepEqual(findShapeProblem(value), { message, path });
      });
    }

    it("more values than there may be are not, and as many are", () => {
      const many = Array<number>(LIMITS.values - 1).fill(0);
      assert.equal(findShapeProblem(many), undefined);
      many.push(0);
      assert.deepEqual(findShapeProblem(many), { message: "more than 5000000 values", path: [] });
    }).timeout(60_000);
  });

  describe("of nesting, counted before anything is parsed", () => {
    const { openBrackets, depth } = LIMITS;
    const pairs = `${"[".repeat(openBrackets)}${"]".repeat(openBrackets)}`;
    const cases: readonly (readonly [name: string, text: string, line: number | undefined])[] = [
      ["as many brackets as may be open", `a\n${pairs}`, undefined],
      ["one more", `a\n[${pairs}]`, 2],
      ["braces as well", `a: b\n\nc: ${"{".repeat(openBrackets + 1)}`, 3],
      ["both kinds together", "[{".repeat(openBrackets / 2) + "[", 1],
      ["closed before others open", `${pairs}\n${pairs}`, undefined],
      ["more closed than open", `${"]".repeat(3)}${pairs}\n[`, undefined],
      ["over several lines", "[\n".repeat(openBrackets + 1), openBrackets + 1],
      ["over several documents", `${"[".repeat(openBrackets)}\n---\n[`, undefined],
      ["over a line that only ends in the mark", `${"[".repeat(openBrackets)}\na---\n[`, 3],
      ["as many marks of lists in one line", `a\n${"- ".repeat(depth)}b`, undefined],
      ["one mark more", `a\n${"- ".repeat(depth + 1)}b`, 2],
      ["marks of keys", "? ".repeat(depth + 1), 1],
      ["marks with more between them", `  ${"-\t ".repeat(depth + 1)}`, 1],
      ["dashes that are not marks", "-".repeat(5 * depth), undefined],
      ["marks behind a text", `a ${"- ".repeat(2 * depth)}`, undefined],
    ];
    for (const [name, text, line] of cases) {
      it(`${name}: ${line === undefined ? "read" : `refused in line ${line}`}`, () => {
        assert.equal(findDeepLine(text), line);
      });
    }

    it("is none in the texts of a plain document, which needs no counting", () => {
      const brackets = "[".repeat(LIMITS.openBrackets + 1);
      assert.equal(findDeepLine(`a: "${brackets}"`), 1);
      const told = parseDocuments(
        ["a:", ...Array<string>(4).fill(`  - "${brackets.slice(0, 300)}"`)].join("\n"),
      );
      assert.deepEqual(
        told.map(({ value, problems }) => ({ value, problems })),
        [{ value: { a: Array<string>(4).fill(brackets.slice(0, 300)) }, problems: [] }],
      );
    });

    it("is reported as one problem of the text", () => {
      const [first, ...others] = parseDocuments(`a: b\n---\n${"[".repeat(openBrackets + 1)}`);
      assert.ok(first);
      assert.deepEqual(
        { ...first, findLine: first.findLine(["a"]) },
        {
          number: 1,
          line: 2 + 1,
          problems: [{ code: "too-deep", message: "nested too deeply", line: 3 }],
          findLine: undefined,
        },
      );
      assert.deepEqual(others, []);
    });
  });

  describe("of a text", () => {
    it("is a number of characters, and JSON may have more of them", () => {
      const filled = (length: number): string => `${"#".repeat(length - 5)}\na: b`;
      const message = `${LIMITS.yamlCharacters + 1} characters; the limit is 16777216`;
      assert.deepEqual(problemsOf(filled(LIMITS.yamlCharacters)), []);
      assert.deepEqual(problemsOf(filled(LIMITS.yamlCharacters + 1)), [
        { code: "too-long", message, line: 1 },
      ]);
      const json = JSON.stringify({ a: "b".repeat(LIMITS.yamlCharacters) });
      const [document] = parseDocuments(json);
      assert.deepEqual(document?.problems, []);
      assert.equal(document.findLine(["a"]), undefined);
    }).timeout(60_000);

    it("is a number of aliases in each document", () => {
      assert.deepEqual(problemsOf(aliases(LIMITS.aliases)), []);
      assert.deepEqual(problemsOf(`${aliases(LIMITS.aliases)}\n---\n${aliases(1)}`), []);
      assert.deepEqual(problemsOf(`x: y\n---\n${aliases(LIMITS.aliases + 1)}`), [
        { code: "too-many-aliases", message: "more than 200 aliases", line: 3 },
      ]);
    });

    it("is a number of problems told of each document", () => {
      const twice = "a: 1\n".repeat(LIMITS.errorsPerDocument + 5);
      assert.equal(problemsOf(twice).length, LIMITS.errorsPerDocument);
      assert.equal(problemsOf(`${twice}---\n${twice}`).length, 2 * LIMITS.errorsPerDocument);
    });
  });
});
