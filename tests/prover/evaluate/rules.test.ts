import assert from "node:assert/strict";
import type { Rule } from "../../../prover/model/world.js";
import { outcome } from "../reach/verdicts.js";
import { db, describeRules, from, OFFICE, type RuleCase, to, web } from "./rule-cases.js";
import { ALL, at, flow, is, pod, policy, ranges, rule, tier, world } from "./worlds.js";

const twin = pod("twin", { addresses: at("10.0.0.1"), labels: { role: "twin" } });
const NOT_DB = { kind: "not", operand: is("role", "db") } as const;

const CASES: Readonly<Record<string, readonly RuleCase[]>> = {
  "nets are any of the blocks, and match pods as well": [
    [from({ nets: ranges("10.0.0.0/31", "192.0.2.0/24") }), "192.0.2.9", web, {}, true],
    [from({ nets: ranges("10.0.0.0/30") }), db, web, {}, true],
    [from({ nets: ranges("10.0.0.0/31") }), db, web, {}, false],
    [to({ nets: ranges("10.0.0.1/32") }), db, web, {}, true],
    [to({ nets: ranges("10.0.0.2/32") }), db, web, {}, false],
  ],
  "notNets are none of the blocks": [
    [from({ notNets: ranges("10.0.0.0/31", "10.0.0.2/32") }), db, web, {}, false],
    [from({ notNets: ranges("10.0.0.0/31") }), db, web, {}, true],
    [from({ notNets: ranges("0.0.0.0/0") }), db, web, {}, false],
    [from({ nets: ranges("10.0.0.0/8"), notNets: ranges("10.0.0.2/32") }), db, web, {}, false],
  ],
  "a family with no blocks left leaves the rule out": [
    [from({ nets: ranges("fd00::/64") }), "10.9.9.9", web, {}, false],
    [from({ notNets: ranges("fd00::/64") }), "10.9.9.9", web, {}, false],
    [from({ notNets: ranges("fd00::/64", "10.0.0.2/32") }), "10.9.9.9", web, {}, true],
    [from({ notNets: ranges("10.0.0.0/8") }), "fd00::9", db, {}, false],
  ],
  "ipVersion is the family of the packet": [
    [{ ipVersion: 4 }, "10.9.9.9", web, {}, true],
    [{ ipVersion: 6 }, "10.9.9.9", web, {}, false],
    [{ ipVersion: 6 }, "fd00::9", db, {}, true],
  ],
  "a selector picks pods by their labels": [
    [from({ selector: is("role", "db") }), db, web, {}, true],
    [from({ selector: is("role", "cache") }), db, web, {}, false],
    [to({ selector: is("name", "web") }), db, web, {}, true],
    [to({ selector: is("name", "db") }), db, web, {}, false],
  ],
  "a selector picks no address outside, not even all()": [
    [from({ selector: ALL }), "10.9.9.9", web, {}, false],
    [from({ selector: NOT_DB }), "10.9.9.9", web, {}, false],
  ],
  "a selector picks network sets, and pods whose address lies in one": [
    [from({ selector: OFFICE }), "192.0.2.7", web, {}, true],
    [from({ selector: OFFICE }), "192.0.3.7", web, {}, false],
    [from({ selector: OFFICE }), db, web, {}, true],
    [to({ selector: OFFICE }), web, db, {}, true],
    [from({ selector: OFFICE }), "fd00::9", db, {}, false],
  ],
  "a selector picks an address that a pod is known to have": [
    [from({ selector: is("role", "db") }), "10.0.0.2", web, {}, true],
    [from({ selector: is("role", "db") }), "10.0.0.3", web, {}, false],
    [from({ selector: is("role", "db") }), "fd00::2", db, {}, true],
  ],
  "notSelector alone matches everything else, addresses outside too": [
    [from({ notSelector: is("role", "db") }), "10.9.9.9", web, {}, true],
    [from({ notSelector: is("role", "db") }), web, web, {}, true],
    [from({ notSelector: is("role", "db") }), db, web, {}, false],
    [from({ notSelector: OFFICE }), db, web, {}, false],
  ],
  "notSelector beside a selector takes objects out of what it picks": [
    [from({ selector: ALL, notSelector: is("role", "db") }), web, web, {}, true],
    [from({ selector: ALL, notSelector: is("role", "db") }), "10.9.9.9", web, {}, false],
    [from({ selector: is("role", "db"), notSelector: is("role", "db") }), db, web, {}, false],
    [from({ selector: is("role", "db"), notSelector: OFFICE }), db, web, {}, true],
  ],
  "all criteria of both sides must hold": [
    [from({ nets: ranges("10.0.0.0/30"), selector: is("role", "db") }), web, web, {}, false],
    [
      { source: { selector: is("role", "db") }, destination: { nets: ranges("10.0.0.9/32") } },
      db,
      web,
      {},
      false,
    ],
  ],
};

describe("A rule", () => {
  describeRules(CASES);

  it("picks a pod by the labels of another pod with the same address", () => {
    const tiers = [
      tier("default", [
        policy("only", { ingress: [rule("Allow", from({ selector: is("role", "twin") }))] }),
      ]),
    ];
    assert.equal(outcome(world({ tiers, endpoints: [web, db, twin] }), flow(web, db)), "allowed");
    assert.equal(outcome(world({ tiers, endpoints: [web, db, twin] }), flow(db, web)), "denied");
  });

  it("cannot match between families", () => {
    assert.equal(outcome(world({ endpoints: [web] }), flow("fd00::9", web)), "denied");
    assert.equal(outcome(world({ endpoints: [db] }), flow("fd00::9", db)), "allowed");
  });

  it("is certain only when it is so in every family that both ends have", () => {
    const both = pod("both", { addresses: at("10.0.0.3", "fd00::3") });
    const ask = (facts: Partial<Rule>): string => {
      const tiers = [tier("default", [policy("only", { ingress: [rule("Allow", facts)] })])];
      return outcome(world({ tiers, endpoints: [db, both] }), flow(both, db));
    };
    assert.equal(ask({}), "allowed");
    assert.equal(ask({ ipVersion: 4 }), "perhaps");
    assert.equal(ask({ ipVersion: 6 }), "perhaps");
    assert.equal(ask({ protocol: 17 }), "denied");
  });
});
