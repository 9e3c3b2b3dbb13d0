import assert from "node:assert/strict";
import { parseSmallJson } from "../../../prover/read/parse-json.js";
import { LIMITS } from "../../../prover/read/limits.js";

/** Read by the platform's parser. Colons and quotes inside texts make no keys. */
const READ: readonly string[] = [
  '{"a": 1}',
  '\n\t [{"a": {"b": [1, "c", null, true]}}, {"d": {}}, []]',
  '{"a": "b: \\"c: d\\" : \\\\", "e:f": ":"}',
  '{"a": [["b:c"], {"d": {"e": {"f": -1.5e3}}}]}',
  "[]",
  "{}",
  `${" ".repeat(999)}{"a": 1}`,
];

/** Left to the parser that knows lines, repeated keys and more than JSON. */
const LEFT: Readonly<Record<string, string>> = {
  YAML: "a: 1",
  nothing: "",
  "a text": '"a"',
  "a number": "1",
  "YAML in brackets": "{a: 1}",
  "an end that is missing": '{"a": 1',
  "text behind the value": '{"a": 1} b',
  "two documents": '{"a": 1}\n---\n{"b": 1}',
  "a key given twice": '{"a": 1, "a": 2}',
  "a key given twice below lists": '[[{"a": {"b": 1, "c": 2, "b": 3}}]]',
  "more white space before it than anybody writes": `${" ".repeat(1000)}{"a": 1}`,
  "what is too deep": `${"[".repeat(LIMITS.depth + 2)}${"]".repeat(LIMITS.depth + 2)}`,
};

describe("Small JSON", () => {
  for (const text of READ) {
    it(`reads ${text.trim()}`, () => {
      assert.deepEqual(parseSmallJson(text), { value: JSON.parse(text) as unknown });
    });
  }

  for (const [name, text] of Object.entries(LEFT)) {
    it(`leaves ${name} to the complete parser`, () => {
      assert.equal(parseSmallJson(text), undefined);
    });
  }
});
