import assert from "node:assert/strict";
import fc from "fast-check";
import { compareEvaluators, compareWithoutFamilies } from "./compare-evaluators.js";
import { worldSpecs } from "./random-worlds.js";
import type { WorldSpec } from "./world-spec.js";

/** Worlds in one run; each is asked some thousand questions. */
const WORLDS = 160;
const FEWEST_FLOWS = 100_000;

/** Rules of one run that say each thing; fewer would mean that chance tries it hardly ever. */
const FEWEST_RULES = 20;

const OF_RULES = ["icmp", "ipVersion", "notIcmp", "notProtocol", "protocol"] as const;
const OF_SIDES = [
  ...(["nets", "notNets", "notPorts", "notSelector", "ports", "selector", "services"] as const),
] as const;

/** What the rules of a world say beside their action, by its name. */
function conditionsOf({ tiers }: WorldSpec): string[] {
  const rules = tiers
    .flatMap(({ policies }) => policies)
    .flatMap(({ ingress = [], egress = [] }) => [...ingress, ...egress]);
  return rules.flatMap((rule) => [
    ...OF_RULES.filter((name) => rule[name] !== undefined),
    ...(["source", "destination"] as const).flatMap((side) =>
      OF_SIDES.filter((name) => rule[side][name] !== undefined).map((name) => `${side}.${name}`),
    ),
  ]);
}

describe("Reachability and single flows", () => {
  it("agree on every flow of random worlds, whose rules say everything that a rule can say", () => {
    let flows = 0;
    const said = new Map<string, number>(
      [...OF_RULES, ...OF_SIDES.flatMap((name) => [`source.${name}`, `destination.${name}`])].map(
        (name) => [name, 0],
      ),
    );
    const agree = fc.property(worldSpecs, (spec) => {
      flows += compareEvaluators(spec);
      for (const name of conditionsOf(spec)) said.set(name, (said.get(name) ?? 0) + 1);
    });
    fc.assert(agree, { numRuns: WORLDS });
    assert.ok(flows >= FEWEST_FLOWS, `only ${flows} flows`);
    const rare = [...said].filter(([, count]) => count < FEWEST_RULES);
    assert.deepEqual(rare, []);
  });

  it("agree where one family stands for both", () => {
    const agree = fc.property(worldSpecs, (spec) => {
      compareWithoutFamilies(spec);
    });
    fc.assert(agree, { numRuns: WORLDS / 4 });
  });
});
