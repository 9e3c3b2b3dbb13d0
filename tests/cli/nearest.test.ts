import assert from "node:assert/strict";
import { nearestOf } from "../../cli/nearest.js";

describe("nearestOf", () => {
  for (const [word, candidates, nearest] of [
    ["prdo", ["dev", "prod"], "prod"],
    ["stagin", ["dev", "staging", "prod"], "staging"],
    ["PROD", ["dev"], undefined],
    ["production", ["prod"], undefined],
    ["stack-output-files", ["stack-outputs"], undefined],
    ["x", ["a"], undefined],
    ["dev", [], undefined],
  ] as const) {
    it(`finds ${nearest ?? "nothing"} for ${word}`, () => {
      assert.equal(nearestOf(word, candidates), nearest);
    });
  }
});
