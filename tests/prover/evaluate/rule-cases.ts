import assert from "node:assert/strict";
import type { Flow, AddressPeer } from "../../../prover/model/traffic.js";
import type { Endpoint, Rule, RuleSide } from "../../../prover/model/world.js";
import { outcome } from "../reach/verdicts.js";
import { at, flow, is, networkSet, pod, policy, rule, tier, world } from "./worlds.js";

export const web = pod("web", {
  addresses: at("10.0.0.1"),
  ports: [{ name: "http", protocol: 6, port: 8080 }],
});
export const db = pod("db", {
  addresses: at("10.0.0.2", "fd00::2"),
  labels: { role: "db" },
  ports: [{ name: "sql", protocol: 6, port: 5432 }],
});

/** Picks a network set in which the address of `db` lies. */
export const OFFICE = is("role", "office");
const sets = [
  networkSet({ role: "office" }, "10.0.0.2/31", "192.0.2.0/24"),
  networkSet({ role: "v6" }, "fd00::/64"),
];

export type RuleCase = readonly [
  rule: Partial<Rule>,
  from: Endpoint | AddressPeer | string,
  to: Endpoint,
  packet: Partial<Flow>,
  matches: boolean,
];

export function from(source: RuleSide): Partial<Rule> {
  return { source };
}

export function to(destination: RuleSide): Partial<Rule> {
  return { destination };
}

/** Whether the rule matches: it is the only one that allows, in the ingress of every pod. */
function matches([facts, source, destination, packet]: RuleCase): boolean {
  const tiers = [tier("default", [policy("only", { ingress: [rule("Allow", facts)] })])];
  const ours = { tiers, endpoints: [web, db], networkSets: sets };
  const result = outcome(world(ours), flow(source, destination, packet));
  assert.notEqual(result, "perhaps");
  return result === "allowed";
}

/** A test for each name. */
export function describeRules(cases: Readonly<Record<string, readonly RuleCase[]>>): void {
  for (const [name, examples] of Object.entries(cases)) {
    it(name, () => {
      examples.forEach((example, index) => {
        assert.equal(matches(example), example[4], `case ${index + 1}`);
      });
    });
  }
}
