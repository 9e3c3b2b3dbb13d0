import assert from "node:assert/strict";
import { renderedObjects, worldWith, type Rendered } from "./cluster.js";
import { answer, decidedBy, FLOWS, flippedRows, judgeFlow } from "./flow-table.js";
import { MUTATIONS } from "./mutations.js";

describe("the flow table", () => {
  let open: readonly Rendered[];
  let closed: readonly Rendered[];

  before(async () => {
    open = await renderedObjects(undefined, { closeUnmanagedNamespaces: false });
    closed = await renderedObjects();
  });

  it("has 54 flows in a world without warnings and errors", () => {
    assert.deepEqual(
      FLOWS.map(([number]) => number),
      Array.from({ length: 54 }, (_, index) => index + 1),
    );
    const problems = worldWith(open).findings.filter(({ severity }) => severity !== "note");
    assert.deepEqual(problems, []);
  });

  it("predicts the verdict of every flow and the policy that decides it", () => {
    const world = worldWith(open);
    for (const [number, from, to, traffic, expected, decider] of FLOWS) {
      const verdict = judgeFlow(world, from, to, traffic);
      const what = `${number}: ${from} → ${to}:${traffic}`;
      assert.deepEqual([answer(verdict), decidedBy(verdict)], [expected, decider], what);
    }
  });

  it("is the same when the platform's tier closes unmanaged namespaces", () => {
    assert.deepEqual(flippedRows(worldWith(closed)), []);
  });

  it("is the same with the operator's own tier", () => {
    assert.deepEqual(flippedRows(worldWith(open, { operatorTier: true })), []);
  });

  for (const { what, change, flips } of MUTATIONS) {
    it(`${what}: flips ${flips.length === 0 ? "nothing" : flips.join(", ")}`, () => {
      assert.deepEqual(flippedRows(worldWith(change(open))), flips);
    });
  }
});
