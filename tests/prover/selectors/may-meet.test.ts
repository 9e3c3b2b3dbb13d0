import assert from "node:assert/strict";
import fc from "fast-check";
import { parseSelector } from "../../../prover/index.js";
import {
  ANY_VALUE,
  type Labels,
  type LabelValue,
  type Selector,
} from "../../../prover/model/selector.js";
import { Truth } from "../../../prover/model/truth.js";
import { evaluateSelector } from "../../../prover/selectors/evaluate-selector.js";
import { mayMeet } from "../../../prover/selectors/may-meet.js";

function labelsOf(table: Readonly<Record<string, LabelValue>>): Labels {
  return { get: (label) => (label in table ? table[label] : undefined) };
}

const OPEN = labelsOf({ a: ANY_VALUE, b: ANY_VALUE, known: "x" });

const CASES: readonly (readonly [one: string, other: string, meet: boolean])[] = [
  ["all()", "all()", true],
  ["a == 'x'", "a == 'x'", true],
  ["a == 'x'", "a == 'y'", false],
  ["a == 'x'", "b == 'y'", true],
  ["a == 'x'", "a != 'x'", false],
  ["a != 'x'", "a != 'y'", true],
  ["has(a)", "!has(a)", false],
  ["has(a)", "a != 'x'", true],
  ["!has(a)", "a not in { 'x' }", true],
  ["a in { 'x', 'y' }", "a in { 'y', 'z' }", true],
  ["a in { 'x', 'y' }", "a in { 'z' }", false],
  ["a in { 'x', 'y' } && b == 'x'", "a == 'y' && b in { 'x' }", true],
  ["a in { 'x', 'y' } && b == 'x'", "a == 'y' && b == 'y'", false],
  ["a == 'x' || b == 'x'", "a == 'y'", true],
  ["a == 'x' || b == 'x'", "a == 'y' && !has(b)", false],
  ["known == 'x'", "a == 'x'", true],
  ["known == 'y'", "a == 'x'", false],
  ["none == 'y'", "a == 'x'", false],
  ["!has(none)", "a == 'x'", true],
  // Parts of texts are not tried out.
  ["a starts with 'x'", "a ends with 'y'", true],
  ["a starts with 'x'", "a == 'y'", true],
  ["a contains 'x' && b == 'x'", "b == 'y'", false],
];

const atoms: fc.Arbitrary<Selector> = fc.oneof(
  fc.record({ kind: fc.constant("has" as const), label: fc.constantFrom("a", "b") }),
  fc.record({
    kind: fc.constant("equals" as const),
    label: fc.constantFrom("a", "b"),
    value: fc.constantFrom("x", "y"),
  }),
  fc.record({
    kind: fc.constant("in" as const),
    label: fc.constantFrom("a", "b"),
    values: fc.subarray(["x", "y", "z"]),
  }),
);
const selectors = fc.letrec<{ tree: Selector }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    atoms,
    tie("tree").map((operand): Selector => ({ kind: "not", operand })),
    fc
      .array(tie("tree"), { maxLength: 3 })
      .map((operands): Selector => ({ kind: "and", operands })),
    fc.array(tie("tree"), { maxLength: 3 }).map((operands): Selector => ({ kind: "or", operands })),
  ),
})).tree;

describe("Selectors that may pick the same", () => {
  for (const [one, other, meet] of CASES) {
    it(`${one} and ${other}: ${meet ? "may" : "never"}`, () => {
      const both = [parseSelector(one), parseSelector(other)];
      assert.equal(mayMeet(both, OPEN), meet);
      assert.equal(mayMeet([...both].reverse(), OPEN), meet);
    });
  }

  it("law: are those for which labels exist that both pick", () => {
    const values = [undefined, "x", "y", "z", "other"];
    const possible = values.flatMap((a) => values.map((b) => labelsOf({ a, b })));
    fc.assert(
      fc.property(selectors, selectors, (one, other) => {
        const both = [one, other];
        const exist = possible.some((labels) =>
          both.every((selector) => evaluateSelector(selector, labels) === Truth.Yes),
        );
        assert.equal(mayMeet(both, OPEN), exist);
      }),
      { numRuns: 2000 },
    );
  });

  it("are taken for possible when there is too much to try", () => {
    const labels = Array.from({ length: 30 }, (_, index) => `l${index}`);
    const open = labelsOf(Object.fromEntries(labels.map((label) => [label, ANY_VALUE])));
    const either = labels.map((label) => `(${label} == 'x' || ${label} == 'y')`).join(" && ");
    const impossible = `${either} && (l29 == 'z' || l29 == 'w')`;
    assert.ok(mayMeet([parseSelector(impossible)], open));
    assert.ok(!mayMeet([parseSelector("l0 == 'x' && l0 == 'y'")], open));
  });
});
