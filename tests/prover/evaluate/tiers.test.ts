import assert from "node:assert/strict";
import type { DirectionVerdict } from "../../../prover/model/traffic.js";
import type { Policy, Rule, Tier } from "../../../prover/model/world.js";
import { decide, outcome } from "../reach/verdicts.js";
import { flow, is, network, pod, policy, rule, tier, world } from "./worlds.js";

const CLIENT = "10.9.9.9";
const server = pod("server");

function ingress(...rules: readonly Rule[]): Policy {
  return policy(rules.map(({ action }) => action).join(), { ingress: rules });
}

/** What decides about a packet from outside to the server. */
function decided(...tiers: readonly Tier[]): DirectionVerdict {
  return decide(world({ tiers, endpoints: [server] }), flow(CLIENT, server)).ingress;
}

/** The decision in words. */
function by(...tiers: readonly Tier[]): string {
  const { allowed, decision } = decided(...tiers);
  const names = {
    rule: decision.by === "rule" ? `${decision.policy.name} ${decision.rule.action}` : "",
    "end-of-tier": decision.by === "end-of-tier" ? `end of ${decision.tier.name}` : "",
    profile: "profile",
    "not-policed": "not policed",
    "no-common-family": "no common family",
  };
  return `${allowed ? "allowed" : "denied"} by ${names[decision.by]}`;
}

const deny = rule("Deny");
const allow = rule("Allow");
const pass = rule("Pass");
const other = rule("Deny", { protocol: 17 });

const CASES: Readonly<Record<string, readonly [readonly Tier[], string]>> = {
  "without policies the profile allows": [[], "allowed by profile"],
  "the first rule that matches decides": [
    [tier("default", [ingress(allow, deny)])],
    "allowed by Allow,Deny Allow",
  ],
  "a rule that does not match decides nothing": [
    [tier("default", [ingress(other, allow)])],
    "allowed by Deny,Allow Allow",
  ],
  "policies run in their order": [
    [tier("default", [ingress(deny), ingress(allow)])],
    "denied by Deny Deny",
  ],
  "later policies are reached when earlier ones match nothing": [
    [tier("default", [ingress(other), ingress(allow)])],
    "allowed by Allow Allow",
  ],
  "the end of a tier denies": [[tier("default", [ingress(other)])], "denied by end of default"],
  "a policy without rules is enough for that": [
    [tier("default", [ingress()])],
    "denied by end of default",
  ],
  "the end of a tier passes where the tier says so": [
    [tier("baseline", [ingress(other)], { defaultAction: "Pass" })],
    "allowed by profile",
  ],
  "tiers run in their order": [
    [tier("first", [ingress(deny)]), tier("second", [ingress(allow)])],
    "denied by Deny Deny",
  ],
  "Pass skips the rest of the tier": [
    [tier("first", [ingress(pass, deny), ingress(deny)]), tier("second", [ingress(allow)])],
    "allowed by Allow Allow",
  ],
  "Pass does not allow by itself": [
    [tier("first", [ingress(pass)]), tier("second", [ingress(deny)])],
    "denied by Deny Deny",
  ],
  "Pass in the last tier ends in the profile": [
    [tier("default", [ingress(pass)])],
    "allowed by profile",
  ],
  "Allow ends the way through the tiers": [
    [tier("first", [ingress(allow)]), tier("second", [ingress(deny)])],
    "allowed by Allow Allow",
  ],
  "Log decides nothing": [
    [tier("default", [ingress(rule("Log"), allow)])],
    "allowed by Log,Allow Allow",
  ],
  "Log does not save from the end of the tier": [
    [tier("default", [ingress(rule("Log"))])],
    "denied by end of default",
  ],
  "staged policies decide nothing": [
    [tier("default", [{ ...ingress(deny), staged: true }, ingress(allow)])],
    "allowed by Allow Allow",
  ],
  "a tier with staged policies only is skipped": [
    [tier("default", [{ ...ingress(deny), staged: true }])],
    "allowed by profile",
  ],
  "a tier whose policies select other endpoints is skipped": [
    [tier("default", [{ ...ingress(), selector: is("name", "client") }])],
    "allowed by profile",
  ],
  "a tier whose policies have the other direction only is skipped": [
    [tier("default", [policy("egress", { egress: [] })])],
    "allowed by profile",
  ],
  "rules of a direction that is not among the types do not run": [
    [tier("default", [{ ...ingress(deny), types: { ingress: false, egress: true } }])],
    "allowed by profile",
  ],
};

describe("Tiers", () => {
  for (const [name, [tiers, expected]] of Object.entries(CASES)) {
    it(name, () => {
      assert.equal(by(...tiers), expected);
    });
  }

  it("both directions have a say, each at its own end", () => {
    const client = pod("client");
    const closed = (name: string, rules: Parameters<typeof policy>[1]): Tier[] => [
      tier("default", [policy("closed", rules, { selector: is("name", name) })]),
    ];
    const ask = (tiers: Tier[]): string =>
      outcome(world({ tiers, endpoints: [client, server] }), flow(client, server));
    assert.equal(ask(closed("client", { egress: [] })), "denied");
    assert.equal(ask(closed("server", { ingress: [] })), "denied");
    assert.equal(ask(closed("client", { ingress: [] })), "allowed");
    assert.equal(ask(closed("server", { egress: [] })), "allowed");
  });

  it("only pods are policed", () => {
    const tiers = [tier("default", [policy("closed", { ingress: [] })])];
    const verdict = decide(world({ tiers, endpoints: [server] }), flow(server, CLIENT));
    assert.equal(verdict.ingress.decision.by, "not-policed");
    assert.ok(verdict.must);
  });

  it("the trace tells every step up to the decision", () => {
    const tiers = [
      tier("empty", []),
      tier("first", [ingress(other, rule("Log"), pass, deny)]),
      tier("second", [ingress(other)], { defaultAction: "Pass" }),
      tier("third", [ingress(other), ingress(deny), ingress(allow)]),
    ];
    const steps = decided(...tiers).trace.map(
      ({ tier: { name }, rule: decisive, outcome: result }) =>
        `${name} ${decisive?.action ?? "-"} ${result}`,
    );
    assert.deepEqual(steps, [
      "empty - skipped",
      "first Deny no-match",
      "first Log log",
      "first Pass pass",
      "second Deny no-match",
      "second - pass",
      "third Deny no-match",
      "third Deny deny",
    ]);
  });

  it("the end of a tier names the policies that brought it about", () => {
    const silent = { ...ingress(), selector: is("name", "client") };
    const { decision } = decided(tier("default", [silent, ingress(other)]));
    assert.deepEqual(decision.by === "end-of-tier" && decision.policies.map(({ name }) => name), [
      "Deny",
    ]);
  });
});

describe("A node", () => {
  const closed = [tier("default", [policy("closed", { ingress: [] })])];

  it("reaches its own pods, whatever policies say", () => {
    const near = pod("near", { nodeName: "node-1" });
    const far = pod("far", { nodeName: "node-2" });
    const facts = world({ tiers: closed, endpoints: [near, far] });
    const node = network("node", "10.0.9.1", "node-1");
    assert.equal(outcome(facts, flow(node, near)), "allowed");
    assert.equal(decide(facts, flow(node, near)).ingress.decision.by, "not-policed");
    assert.equal(outcome(facts, flow(node, far)), "denied");
  });

  it("may reach a pod whose node is not known", () => {
    const facts = world({ tiers: closed, endpoints: [server] });
    assert.equal(outcome(facts, flow(network("node", "10.0.9.1", "node-1"), server)), "perhaps");
    assert.equal(outcome(facts, flow(network("other", "10.0.9.1"), server)), "denied");
  });

  it("is policed by the egress rules of its pods", () => {
    const near = pod("near", { nodeName: "node-1" });
    const tiers = [tier("default", [policy("closed", { egress: [] })])];
    const node = network("node", "10.0.9.1", "node-1");
    assert.equal(outcome(world({ tiers, endpoints: [near] }), flow(near, node)), "denied");
  });
});
