import assert from "node:assert/strict";
import fc from "fast-check";
import type { Selector } from "../../../prover/model/selector.js";
import { SelectorIds } from "../../../prover/reach/selector-ids.js";

const texts = fc.constantFrom("", "a", "b", "a b", "1 a", "a 1", "0 ", '"', ",", "1", "0,1");
const withValue = (kind: "equals" | "contains" | "starts-with" | "ends-with") =>
  fc.record({ kind: fc.constant(kind), label: texts, value: texts });

const selectors: fc.Arbitrary<Selector> = fc.letrec<{ selector: Selector }>((tie) => ({
  selector: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom({ kind: "all" } as const, { kind: "global" } as const),
    fc.record({ kind: fc.constant("has" as const), label: texts }),
    withValue("equals"),
    withValue("contains"),
    withValue("starts-with"),
    withValue("ends-with"),
    fc.record({
      kind: fc.constant("in" as const),
      label: texts,
      values: fc.array(texts, { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("not" as const), operand: tie("selector") }),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      operands: fc.array(tie("selector"), { maxLength: 3 }),
    }),
  ),
})).selector;

describe("Numbers of selectors", () => {
  it("law: are the same for selectors that say the same, and for no others", () => {
    fc.assert(
      fc.property(fc.array(selectors, { minLength: 2, maxLength: 30 }), (all) => {
        const ids = new SelectorIds();
        const numbers = all.map((selector) => ids.of(selector));
        const copies = all.map((selector) => ids.of(structuredClone(selector)));
        assert.deepEqual(copies, numbers);
        const distinct = new Set(all.map((selector) => JSON.stringify(sorted(selector))));
        assert.equal(new Set(numbers).size, distinct.size);
      }),
      { numRuns: 300 },
    );
  });
});

/** With its fields in one order, so that equal selectors have equal texts. */
function sorted(selector: Selector): unknown {
  return Object.entries(selector)
    .map(([key, value]: [string, unknown]) => [
      key,
      Array.isArray(value) && key === "operands"
        ? value.map((each) => sorted(each as Selector))
        : key === "operand"
          ? sorted(value as Selector)
          : value,
    ])
    .sort();
}
