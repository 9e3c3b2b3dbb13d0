import assert from "node:assert/strict";
import fc from "fast-check";
import { compareEvaluators } from "./compare-evaluators.js";
import { worldSpecs } from "./random-worlds.js";

/** Worlds in one run; each is asked some thousand questions. */
const WORLDS = 160;
const FEWEST_FLOWS = 100_000;

describe("Reachability and single flows", () => {
  it("agree on every flow of random worlds", () => {
    let flows = 0;
    const agree = fc.property(worldSpecs, (spec) => {
      flows += compareEvaluators(spec);
    });
    fc.assert(agree, { numRuns: WORLDS });
    assert.ok(flows >= FEWEST_FLOWS, `only ${flows} flows`);
  });
});
