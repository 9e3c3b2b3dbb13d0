import assert from "node:assert/strict";
import { partition } from "../../../prover/reach/intervals.js";

describe("Partitions", () => {
  it("stay inside their space, whatever the lists hold", () => {
    assert.deepEqual(partition([5, 10], [[[0, 6]]]), [[[5, 6]], [[7, 10]]]);
    assert.deepEqual(partition([5, 10], [[[9, 20]]]), [[[5, 8]], [[9, 10]]]);
    assert.deepEqual(partition([5, 10], [[[0, 20]]]), [[[5, 10]]]);
  });

  it("put together what the same lists hold", () => {
    const lists = [
      [
        [1, 2],
        [7, 8],
      ] as const,
      [[2, 2]] as const,
    ];
    assert.deepEqual(partition([0, 9], lists), [
      [
        [0, 0],
        [3, 6],
        [9, 9],
      ],
      [
        [1, 1],
        [7, 8],
      ],
      [[2, 2]],
    ]);
  });
});
