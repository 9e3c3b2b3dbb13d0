import assert from "node:assert/strict";
import { fullBits } from "../../../prover/reach/bits.js";
import { inBoth, inEither, type KnownSet, notIn } from "../../../prover/reach/known-set.js";
import { bitsOf, numbersOf } from "./bit-sets.js";

const SIZE = 8;

function known(...numbers: number[]): KnownSet {
  const set = bitsOf(numbers, SIZE);
  return { must: set, may: set };
}

function partly(must: number[], may: number[]): KnownSet {
  return { must: bitsOf(must, SIZE), may: bitsOf(may, SIZE) };
}

function told({ must, may }: KnownSet): [number[], number[]] {
  return [numbersOf(must), numbersOf(may)];
}

describe("Sets that are known in part", () => {
  const all = fullBits(SIZE);

  it("are joined in what they must and in what they may hold", () => {
    const [left, right] = [partly([1, 2], [1, 2, 3, 4]), partly([2, 3], [2, 3, 4, 5])];
    assert.deepEqual(told(inBoth(left, right)), [[2], [2, 3, 4]]);
    assert.deepEqual(told(inEither(left, right)), [
      [1, 2, 3],
      [1, 2, 3, 4, 5],
    ]);
    assert.deepEqual(told(notIn(all, left)), [
      [0, 5, 6, 7],
      [0, 3, 4, 5, 6, 7],
    ]);
  });

  it("are one object as long as all is known", () => {
    for (const set of [
      inBoth(known(1, 2), known(2, 3)),
      inEither(known(1, 2), known(2, 3)),
      notIn(all, known(1)),
    ]) {
      assert.equal(set.must, set.may);
    }
    for (const set of [
      inBoth(known(1, 2), partly([2], [2, 1])),
      inEither(partly([2], [2, 1]), known(3)),
      notIn(all, partly([], [1])),
    ]) {
      assert.notDeepEqual(numbersOf(set.must), numbersOf(set.may));
    }
  });
});
