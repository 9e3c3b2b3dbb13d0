import assert from "node:assert/strict";
import { deciderText, directionText } from "../../../prover/index.js";
import type { Decision } from "../../../prover/model/traffic.js";
import { policy, rule, tier } from "../evaluate/worlds.js";

describe("Decisions in words", () => {
  const policies = ["a", "b", "c", "d", "e"].map((name) => policy(name, {}));
  const allow = rule("Allow", { path: ["spec", "egress", 2] });
  const first = tier("first", policies);
  const [one] = policies;
  assert.ok(one);
  const endOf = (count: number): Decision => ({
    by: "end-of-tier",
    tier: first,
    policies: policies.slice(0, count),
  });

  it("name what decided, and of the end of a tier the first three policies", () => {
    const decisions: readonly (readonly [Decision, string])[] = [
      [{ by: "rule", tier: first, policy: one, rule: allow }, "spec.egress[2] of a (tier first)"],
      [endOf(1), "the end of tier first: nothing in a allows it"],
      [endOf(3), "the end of tier first: nothing in a, b, c allows it"],
      [endOf(4), "the end of tier first: nothing in a, b, c and 1 more allows it"],
      [endOf(5), "the end of tier first: nothing in a, b, c and 2 more allows it"],
      [{ by: "profile", namespace: "shop" }, "the profile kns.shop: no policy denies it"],
      [{ by: "not-policed", reason: "the source is not a pod" }, "the source is not a pod"],
      [{ by: "no-common-family" }, "the two ends have no common address family"],
    ];
    assert.deepEqual(
      decisions.map(([decision]) => deciderText(decision)),
      decisions.map(([, text]) => text),
    );
  });

  it("say what they come to", () => {
    const decision: Decision = { by: "profile", namespace: "shop" };
    const told = (allowed: boolean, must: boolean, by: Decision = decision): string =>
      directionText({ allowed, must, decision: by, trace: [] });
    const profile = "the profile kns.shop: no policy denies it";
    assert.equal(told(true, true), `allowed by ${profile}`);
    assert.equal(
      told(true, false),
      `may be allowed by ${profile}, depending on labels or addresses that are unknown`,
    );
    assert.equal(told(false, false), `denied by ${profile}`);
    assert.equal(
      told(true, true, { by: "not-policed", reason: "a node reaches its own pods" }),
      "not policed: a node reaches its own pods",
    );
  });
});
