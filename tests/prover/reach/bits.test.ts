import assert from "node:assert/strict";
import fc from "fast-check";
import {
  difference,
  emptyBits,
  fullBits,
  hasBit,
  intersection,
  sameBits,
  union,
} from "../../../prover/reach/bits.js";
import { bitsOf, numbersOf } from "./bit-sets.js";

const SIZE = 70;

const setOf = (numbers: readonly number[]) => bitsOf(numbers, SIZE);

const sets = fc.uniqueArray(fc.nat(SIZE - 1)).map((each) => each.sort((a, b) => a - b));

describe("Bits", () => {
  it("law: are the numbers that were set, in order", () => {
    fc.assert(
      fc.property(sets, (set) => {
        assert.deepEqual(numbersOf(setOf(set)), set);
        for (let index = 0; index < SIZE; index += 1) {
          assert.equal(hasBit(setOf(set), index), set.includes(index));
        }
      }),
    );
  });

  it("law: calculate as sets do, and leave what they calculate with as it was", () => {
    fc.assert(
      fc.property(sets, sets, (left, right) => {
        const [one, other] = [setOf(left), setOf(right)];
        const united = [...new Set([...left, ...right])].sort((a, b) => a - b);
        assert.deepEqual(
          numbersOf(intersection(one, other)),
          left.filter((each) => right.includes(each)),
        );
        assert.deepEqual(numbersOf(union(one, other)), united);
        assert.deepEqual(
          numbersOf(difference(one, other)),
          left.filter((each) => !right.includes(each)),
        );
        assert.deepEqual([numbersOf(one), numbersOf(other)], [left, right]);
      }),
    );
  });

  it("law: are the same when every number is", () => {
    fc.assert(
      fc.property(sets, fc.nat(SIZE - 1), (set, number) => {
        const other = setOf(
          set.includes(number) ? set.filter((each) => each !== number) : [...set, number],
        );
        assert.ok(sameBits(setOf(set), setOf(set)));
        assert.ok(!sameBits(setOf(set), other));
      }),
    );
  });

  for (const size of [0, 1, 31, 32, 33, 64, 70]) {
    it(`full ones of ${size} are all numbers below it`, () => {
      assert.deepEqual(
        numbersOf(fullBits(size)),
        Array.from({ length: size }, (_, index) => index),
      );
      assert.deepEqual(numbersOf(emptyBits(size)), []);
    });
  }

  it("are views of common memory while they are small, and never of each other's", () => {
    const words = (size: number) => emptyBits(size).buffer.byteLength / 4;
    const slab = words(1);
    assert.equal(emptyBits(33).buffer, emptyBits(33).buffer);
    assert.equal(words((slab / 16) * 32), slab);
    assert.equal(words((slab / 16) * 32 + 1), slab / 16 + 1);
    const large = emptyBits(slab * 32 * 2);
    assert.equal(large.length, slab * 2);
    const sets = Array.from({ length: 40 }, () => fullBits((slab / 16) * 32));
    assert.ok(sets.every((set) => set.every((word) => word === 0xffffffff)));
    emptyBits(slab).fill(0);
    assert.ok(sets.every((set) => set.every((word) => word === 0xffffffff)));
    const perSlab = [...new Set(sets.map(({ buffer }) => buffer))].map(
      (buffer) => sets.filter((set) => set.buffer === buffer).length,
    );
    assert.equal(Math.max(...perSlab), 16);
  });
});
