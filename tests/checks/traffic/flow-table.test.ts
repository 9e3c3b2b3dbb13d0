import assert from "node:assert/strict";
import { renderedObjects, worldWith, type Rendered } from "./cluster.js";
import { answerOf, decidedBy, FLOWS, flippedRows, judgeFlow } from "./flow-table.js";
import { MUTATIONS } from "./mutations.js";

describe("The flow table of the design", () => {
  let open: readonly Rendered[];
  let closed: readonly Rendered[];

  before(async () => {
    open = await renderedObjects(undefined, { closeUnmanagedNamespaces: false });
    closed = await renderedObjects();
  });

  it("has 54 flows, and the world of them no errors", () => {
    assert.deepEqual(
      FLOWS.map(([number]) => number),
      Array.from({ length: 54 }, (_, index) => index + 1),
    );
    const told = worldWith(open).findings.filter(({ severity }) => severity !== "note");
    assert.deepEqual(told, []);
  });

  it("every flow has the verdict of the table, by the policy of the table", () => {
    const world = worldWith(open);
    for (const [number, from, to, traffic, expected, decider] of FLOWS) {
      const verdict = judgeFlow(world, from, to, traffic);
      const what = `${number}: ${from} → ${to}:${traffic}`;
      assert.deepEqual([answerOf(verdict), decidedBy(verdict)], [expected, decider], what);
    }
  });

  it("closing unmanaged namespaces above their owners changes no verdict", () => {
    assert.deepEqual(flippedRows(worldWith(closed)), []);
  });

  it("the operator's own tier changes no verdict", () => {
    assert.deepEqual(flippedRows(worldWith(open, { operatorTier: true })), []);
  });

  for (const { what, change, flips } of MUTATIONS) {
    it(`${what}: flips ${flips.length === 0 ? "nothing" : flips.join(", ")}`, () => {
      assert.deepEqual(flippedRows(worldWith(change(open))), flips);
    });
  }
});
