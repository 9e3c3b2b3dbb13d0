import assert from "node:assert/strict";
import fc from "fast-check";
import { type Match, Matches } from "../../../prover/reach/matches.js";
import { bitsOf, numbersOf } from "./bit-sets.js";

const SIZE = 40;

const setOf = (numbers: readonly number[]) => bitsOf(numbers, SIZE);

function told({ must, may }: Match): readonly [must: number[], may: number[]] {
  return [numbersOf(must), numbersOf(may)];
}

const ALL = Array.from({ length: SIZE }, (_, index) => index);

describe("Matches of peers", () => {
  const matches = new Matches(SIZE);
  const make = (must: readonly number[], ...perhaps: readonly number[]): Match =>
    matches.create({ must: setOf(must), may: setOf([...must, ...perhaps]) });
  const some = make([1, 35], 7);
  const other = make([35, 2], 1, 7);

  it("have an identity of their own", () => {
    const ids = [matches.none, matches.any, some, other].map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(told(matches.any), [ALL, ALL]);
    assert.deepEqual(told(matches.none), [[], []]);
  });

  it("are one set where what may match must", () => {
    const { must, may } = matches.create({ must: setOf([1, 2]), may: setOf([1, 2]) });
    assert.equal(must, may);
    assert.deepEqual(told(matches.create({ must: setOf([1]), may: setOf([1, 2]) })), [[1], [1, 2]]);
  });

  it("with the empty set and with every peer are the same objects as before", () => {
    const { any, none } = matches;
    for (const each of [some, any, none]) {
      assert.deepEqual(
        [
          matches.and(any, each),
          matches.and(each, any),
          matches.or(none, each),
          matches.or(each, none),
        ].map(({ id }) => id),
        Array<number>(4).fill(each.id),
      );
      assert.deepEqual(
        [matches.and(none, each), matches.and(each, none)].map(({ id }) => id),
        [none.id, none.id],
      );
      assert.deepEqual(
        [matches.or(any, each), matches.or(each, any)].map(({ id }) => id),
        [any.id, any.id],
      );
    }
    assert.deepEqual([matches.not(any).id, matches.not(none).id], [none.id, any.id]);
    assert.equal(matches.weaken(none).id, none.id);
  });

  it("are calculated for what must be and for what may be", () => {
    assert.deepEqual(told(matches.and(some, other)), [[35], [1, 7, 35]]);
    assert.deepEqual(told(matches.or(some, other)), [
      [1, 2, 35],
      [1, 2, 7, 35],
    ]);
    assert.deepEqual(told(matches.not(some)), [
      ALL.filter((each) => ![1, 7, 35].includes(each)),
      ALL.filter((each) => ![1, 35].includes(each)),
    ]);
    assert.deepEqual(told(matches.weaken(some)), [[], [1, 7, 35]]);
    assert.deepEqual(told(matches.weaken(matches.any)), [[], ALL]);
  });

  it("law: the same question has the same object for an answer, and other questions others", () => {
    const asked = fc.constantFrom<(left: Match, right: Match) => Match>(
      (left, right) => matches.and(left, right),
      (left, right) => matches.or(left, right),
      (left) => matches.not(left),
      (left) => matches.weaken(left),
    );
    const each = fc.constantFrom(some, other, make([3]), make([], 4));
    fc.assert(
      fc.property(asked, each, each, (ask, left, right) => {
        const answer = ask(left, right);
        assert.equal(ask(left, right).id, answer.id);
        assert.ok(![left.id, right.id].includes(answer.id));
      }),
    );
    const answers = [
      matches.and(some, other),
      matches.or(some, other),
      matches.not(some),
      matches.not(other),
      matches.weaken(some),
    ];
    assert.equal(new Set(answers.map(({ id }) => id)).size, answers.length);
  });
});
