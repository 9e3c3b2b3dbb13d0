import assert from "node:assert/strict";
import { both, either, not, Truth, truthOf } from "../../../prover/model/truth.js";

const { No, Maybe, Yes } = Truth;

describe("Truth", () => {
  it("is decided where a statement is", () => {
    assert.deepEqual([truthOf(false), truthOf(true)], [No, Yes]);
  });

  it("is turned round by not, which leaves open what is open", () => {
    assert.deepEqual([No, Maybe, Yes].map(not), [Yes, Maybe, No]);
  });

  const pairs = [
    { left: No, right: No, and: No, or: No },
    { left: No, right: Maybe, and: No, or: Maybe },
    { left: No, right: Yes, and: No, or: Yes },
    { left: Maybe, right: Maybe, and: Maybe, or: Maybe },
    { left: Maybe, right: Yes, and: Maybe, or: Yes },
    { left: Yes, right: Yes, and: Yes, or: Yes },
  ];

  for (const { left, right, and, or } of pairs) {
    it(`joins ${left} and ${right} in either order`, () => {
      assert.deepEqual([both(left, right), both(right, left)], [and, and]);
      assert.deepEqual([either(left, right), either(right, left)], [or, or]);
    });
  }
});
