import fc from "fast-check";
import { compareEvaluators } from "../tests/prover/reach/compare-evaluators.js";
import { worldSpecs } from "../tests/prover/reach/random-worlds.js";

/** A million flows of random worlds: the set-based evaluator against the one for single flows. */
const FLOWS = 1_000_000;
const WORLDS_AT_ONCE = 100;

let flows = 0;
let worlds = 0;
const start = performance.now();
while (flows < FLOWS) {
  const agree = fc.property(worldSpecs, (spec) => {
    flows += compareEvaluators(spec);
    worlds += 1;
  });
  // A difference is shrunk to the smallest world that shows it, printed, and ends the run.
  fc.assert(agree, { numRuns: WORLDS_AT_ONCE });
}
const seconds = (performance.now() - start) / 1000;
console.log(`${flows} flows in ${worlds} worlds, no difference, ${seconds.toFixed(0)} s`);
