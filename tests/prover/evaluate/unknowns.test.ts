import assert from "node:assert/strict";
import type { Flow } from "../../../prover/model/traffic.js";
import type { Endpoint, Policy, Rule, Tier } from "../../../prover/model/world.js";
import { evaluateFlow } from "../../../prover/evaluate/evaluate-flow.js";
import { decide, outcome } from "../reach/verdicts.js";
import {
  ALL,
  at,
  flow,
  is,
  networkSet,
  pod,
  policy,
  range,
  ranges,
  rule,
  somewhereIn,
  tier,
  world,
} from "./worlds.js";

const server = pod("server", { addresses: at("10.0.0.1"), labels: { app: "server" } });
const adversary = pod("*", {
  kind: "adversary",
  addresses: somewhereIn("10.0.1.0/24", "10.0.2.0/24"),
  labels: { app: "*", zone: "blue" },
  ports: "any",
});
const APP = is("app", "web");

/** The outcome of a flow from the adversary to the server, when the server's ingress has these tiers. */
function fromAdversary(tiers: readonly Tier[], packet: Partial<Flow> = {}): string {
  return outcome(world({ tiers, endpoints: [server, adversary] }), flow(adversary, server, packet));
}

function ingress(rules: readonly Rule[], facts: Partial<Policy> = {}): Policy {
  return policy("ingress", { ingress: rules }, facts);
}

function from(action: Rule["action"], source: Rule["source"]): Rule {
  return rule(action, { source });
}

const allow = rule("Allow");
const deny = rule("Deny");

const RULES: Readonly<Record<string, readonly [readonly Rule[], string]>> = {
  "Allow on an unknown label may match": [[from("Allow", { selector: APP })], "perhaps"],
  "Allow on a known label is certain": [
    [from("Allow", { selector: is("zone", "blue") })],
    "allowed",
  ],
  "Allow on another known label is impossible": [
    [from("Allow", { selector: is("zone", "red") })],
    "denied",
  ],
  "Deny on an unknown label proves nothing": [[from("Deny", { selector: APP }), allow], "perhaps"],
  "Deny on a known label is a proof": [
    [from("Deny", { selector: is("zone", "blue") }), allow],
    "denied",
  ],
  "Deny of everything but an unknown label proves nothing": [
    [from("Deny", { notSelector: APP }), allow],
    "perhaps",
  ],
  "an uncertain Allow before a certain Deny remains possible": [
    [from("Allow", { selector: APP }), deny],
    "perhaps",
  ],
  "a certain Deny before an uncertain Allow is a proof": [
    [deny, from("Allow", { selector: APP })],
    "denied",
  ],
  "an uncertain Log changes nothing": [[from("Log", { selector: APP }), allow], "allowed"],
  "blocks around all addresses are certain": [
    [from("Allow", { nets: ranges("10.0.1.0/24", "10.0.2.0/23") })],
    "allowed",
  ],
  "blocks around some of the addresses may match": [
    [from("Allow", { nets: ranges("10.0.1.0/24") })],
    "perhaps",
  ],
  "blocks around none of the addresses cannot match": [
    [from("Allow", { nets: ranges("10.0.3.0/24") })],
    "denied",
  ],
  "Deny of some of the addresses proves nothing": [
    [from("Deny", { nets: ranges("10.0.1.0/24") }), allow],
    "perhaps",
  ],
  "Allow of a source port may match": [
    [rule("Allow", { source: { ports: [{ kind: "range", first: 1024, last: 65_535 }] } })],
    "perhaps",
  ],
  "Allow of every source port is certain": [
    [rule("Allow", { source: { ports: [{ kind: "range", first: 1, last: 65_535 }] } })],
    "allowed",
  ],
  "Deny of a source port proves nothing": [
    [rule("Deny", { source: { ports: [{ kind: "range", first: 53, last: 53 }] } }), allow],
    "perhaps",
  ],
};

describe("Facts that are not known", () => {
  for (const [name, [rules, expected]] of Object.entries(RULES)) {
    it(name, () => {
      assert.equal(fromAdversary([tier("default", [ingress(rules)])]), expected);
    });
  }

  it("an uncertain Pass leads on, and the tier goes on too", () => {
    const first = tier("first", [ingress([from("Pass", { selector: APP }), deny])]);
    assert.equal(fromAdversary([first, tier("second", [ingress([allow])])]), "perhaps");
    assert.equal(fromAdversary([first, tier("second", [ingress([deny])])]), "denied");
    const open = tier("first", [ingress([from("Pass", { selector: APP }), allow])]);
    assert.equal(fromAdversary([open, tier("second", [ingress([deny])])]), "perhaps");
    assert.equal(fromAdversary([open, tier("second", [ingress([allow])])]), "allowed");
  });

  it("a certain Pass takes every packet out of the tier", () => {
    const first = tier("first", [ingress([rule("Pass"), deny])]);
    assert.equal(fromAdversary([first]), "allowed");
  });

  it("the first proof of a refusal is the decision", () => {
    const first = tier("first", [ingress([from("Deny", { selector: APP }), deny, deny])]);
    const facts = world({ tiers: [first], endpoints: [server, adversary] });
    const { decision, trace } = decide(facts, flow(adversary, server)).ingress;
    assert.equal(decision.by === "rule" && decision.rule, deny);
    assert.deepEqual(
      trace.map(({ outcome: step }) => step),
      ["maybe", "deny"],
    );
  });

  it("the first rule that may allow is the decision", () => {
    const maybe = from("Allow", { selector: APP });
    const facts = world({
      tiers: [tier("first", [ingress([maybe, allow])])],
      endpoints: [server, adversary],
    });
    const { decision, must, trace } = decide(facts, flow(adversary, server)).ingress;
    assert.equal(decision.by === "rule" && decision.rule, maybe);
    assert.ok(must, "the second rule allows the rest");
    assert.equal(trace.length, 1);
  });

  it("a policy that only may select the endpoint takes part only perhaps", () => {
    const toAdversary = (tiers: readonly Tier[]): string =>
      outcome(world({ tiers, endpoints: [server, adversary] }), flow(server, adversary));
    const perhaps = (rules: readonly Rule[]): Policy => ingress(rules, { selector: APP });
    assert.equal(toAdversary([tier("default", [perhaps([])])]), "perhaps");
    assert.equal(toAdversary([tier("default", [perhaps([deny])])]), "perhaps");
    assert.equal(toAdversary([tier("default", [perhaps([allow]), ingress([])])]), "perhaps");
    assert.equal(toAdversary([tier("default", [perhaps([allow])])]), "perhaps");
    assert.equal(toAdversary([tier("default", [perhaps([deny]), ingress([])])]), "denied");
    assert.equal(toAdversary([tier("default", [perhaps([rule("Pass")])])]), "perhaps");
  });

  it("a name that the tenant may give to any port may match any port", () => {
    const named = { ports: [{ kind: "named", name: "http" }] } as const;
    const ask = (rules: readonly Rule[], packet: Partial<Flow> = {}): string =>
      outcome(
        world({ tiers: [tier("default", [ingress(rules)])], endpoints: [server, adversary] }),
        flow(server, adversary, packet),
      );
    assert.equal(ask([rule("Allow", { destination: named })]), "perhaps");
    assert.equal(ask([rule("Deny", { destination: named }), allow]), "perhaps");
    assert.equal(
      ask([rule("Allow", { destination: named })], { protocol: 47, port: undefined }),
      "denied",
    );
  });

  it("an address that may lie in a network set may be picked", () => {
    const rules = [from("Allow", { selector: is("office", "yes") })];
    const ask = (...nets: readonly string[]): string =>
      outcome(
        world({
          tiers: [tier("default", [ingress(rules)])],
          endpoints: [server, adversary],
          networkSets: [networkSet({ office: "yes" }, ...nets)],
        }),
        flow(adversary, server),
      );
    assert.equal(ask("10.0.0.0/16"), "allowed");
    assert.equal(ask("10.0.2.0/24"), "perhaps");
    assert.equal(ask("10.0.4.0/24"), "denied");
  });

  it("a network set whose labels are not known may be picked", () => {
    const rules = [from("Allow", { selector: is("office", "yes") })];
    const tiers = [tier("default", [ingress(rules)])];
    const networkSets = [networkSet({ office: "*" }, "10.0.0.0/16")];
    const facts = world({ tiers, endpoints: [server, adversary], networkSets });
    assert.equal(outcome(facts, flow(adversary, server)), "perhaps");
    assert.equal(outcome(facts, flow("10.0.9.9", server)), "perhaps");
    assert.equal(outcome(facts, flow("10.9.9.9", server)), "denied");
  });

  it("a port or an ICMP type that is left open may be any", () => {
    const ask = (allowed: Partial<Rule>, packet: Partial<Flow>): unknown => {
      const tiers = [tier("default", [ingress([rule("Allow", allowed)])])];
      const facts = world({ tiers, endpoints: [server] });
      const verdict = evaluateFlow(facts, flow("10.9.9.9", server, packet));
      return [verdict.allowed, verdict.must];
    };
    const ping = { protocol: 1, port: undefined };
    assert.deepEqual(ask({ icmp: { type: 8 } }, ping), [true, false]);
    assert.deepEqual(ask({ icmp: { type: 8, code: 0 } }, { ...ping, icmpType: 8 }), [true, false]);
    assert.deepEqual(ask({ icmp: { type: 8, code: 0 } }, { ...ping, icmpType: 3 }), [false, false]);
    const ports = (first: number, last: number): Partial<Rule> => ({
      destination: { ports: [{ kind: "range", first, last }] },
    });
    assert.deepEqual(ask(ports(80, 80), { port: undefined }), [true, false]);
    assert.deepEqual(ask(ports(1, 65_535), { port: undefined }), [true, true]);
    const services = [{ address: range("10.0.0.1"), port: { protocol: 6, port: 80 } }];
    assert.deepEqual(ask({ destination: { services } }, { port: undefined }), [true, false]);
  });

  it("an endpoint of which no address is known may be anywhere, in both families", () => {
    const nowhere: Endpoint = pod("nowhere", { addresses: somewhereIn() });
    const tiers = [
      tier("default", [ingress([from("Allow", { nets: ranges("0.0.0.0/0", "::/0") })])]),
    ];
    const facts = world({ tiers, endpoints: [server, nowhere] });
    assert.equal(outcome(facts, flow(nowhere, server)), "allowed");
    assert.equal(outcome(facts, flow("fd00::1", nowhere)), "allowed");
    const narrow = [tier("default", [ingress([from("Allow", { nets: ranges("10.0.0.0/8") })])])];
    assert.equal(
      outcome(world({ tiers: narrow, endpoints: [server, nowhere] }), flow(nowhere, server)),
      "perhaps",
    );
  });

  it("a network of many addresses is certain only for all of them", () => {
    const rules = [from("Allow", { nets: ranges("192.0.2.0/25") })];
    const facts = world({ tiers: [tier("default", [ingress(rules)])], endpoints: [server] });
    assert.equal(outcome(facts, flow("192.0.2.0/24", server)), "perhaps");
    assert.equal(outcome(facts, flow("192.0.2.0/26", server)), "allowed");
    assert.equal(outcome(facts, flow("192.0.3.0/24", server)), "denied");
  });

  it("blocks that touch cover what lies across them", () => {
    const rules = [from("Allow", { nets: ranges("192.0.3.0/24", "192.0.2.0/24") })];
    const facts = world({ tiers: [tier("default", [ingress(rules)])], endpoints: [server] });
    assert.equal(outcome(facts, flow("192.0.2.0/23", server)), "allowed");
  });

  it("an address that a pod shares with another counts as far as it is the pod's only one", () => {
    const twin = pod("twin", { addresses: at("10.0.0.9"), labels: { role: "twin" } });
    const rules = [from("Allow", { selector: is("role", "twin") })];
    const ask = (...addresses: readonly string[]): string => {
      const shared = pod("shared", { addresses: at(...addresses) });
      const tiers = [tier("default", [ingress(rules)])];
      return outcome(world({ tiers, endpoints: [server, twin, shared] }), flow(shared, server));
    };
    assert.equal(ask("10.0.0.9"), "allowed");
    assert.equal(ask("10.0.0.9", "10.0.0.10"), "perhaps");
    assert.equal(ask("10.0.0.10"), "denied");
  });

  it("a network does not contain the pods whose addresses lie in it", () => {
    const rules = [from("Allow", { selector: ALL })];
    const other = pod("other", { addresses: at("10.0.0.2") });
    const facts = world({ tiers: [tier("default", [ingress(rules)])], endpoints: [server, other] });
    assert.equal(outcome(facts, flow("10.0.0.0/24", server)), "denied");
    assert.equal(outcome(facts, flow("10.0.0.2/32", server)), "allowed");
  });
});
