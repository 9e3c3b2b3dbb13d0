import assert from "node:assert/strict";
import { mergeRanges, isCovered } from "../../../prover/evaluate/coverage.js";
import { evaluateFlow } from "../../../prover/evaluate/evaluate-flow.js";
import type { DirectionVerdict } from "../../../prover/model/traffic.js";
import { Truth } from "../../../prover/model/truth.js";
import type { Rule } from "../../../prover/model/world.js";
import { decide, outcome } from "../reach/verdicts.js";
import {
  at,
  flow,
  is,
  network,
  pod,
  policy,
  range,
  ranges,
  rule,
  somewhereIn,
  tier,
  world,
} from "./worlds.js";

const server = pod("server", {
  addresses: at("10.0.0.1"),
  ports: [
    { name: "web", protocol: 6, port: 80 },
    { name: "dns", protocol: 6, port: 53 },
  ],
});

describe("Addresses that are covered", () => {
  const CASES: readonly (readonly [place: string[], by: string[], truth: Truth])[] = [
    [["10.0.0.0/30"], ["10.0.0.0/30"], Truth.Yes],
    [["10.0.0.0/30"], ["10.0.0.2/31"], Truth.Maybe],
    [["10.0.0.0/30"], ["10.0.0.0/31"], Truth.Maybe],
    [["10.0.0.0/30"], ["10.0.0.4/30"], Truth.No],
    [["10.0.0.4/30"], ["10.0.0.0/30"], Truth.No],
    [["10.0.0.1/32", "10.0.0.9/32"], ["10.0.0.0/30"], Truth.Maybe],
    [["10.0.0.9/32", "10.0.0.1/32"], ["10.0.0.0/30"], Truth.Maybe],
    [["10.0.0.1/32", "10.0.0.2/32"], ["10.0.0.0/30"], Truth.Yes],
    [["10.0.0.8/31"], ["10.0.0.0/24", "10.0.0.0/30"], Truth.Yes],
    [["10.0.0.8/31"], ["10.0.0.8/32", "10.0.0.9/32"], Truth.Yes],
  ];
  for (const [place, by, truth] of CASES) {
    it(`${place.join(", ")} by ${by.join(", ")}`, () => {
      assert.equal(isCovered(ranges(...place), mergeRanges(ranges(...by), 4)), truth);
    });
  }
});

describe("Who is not policed", () => {
  const lan = network("lan", "10.9.9.9/32");
  const node = network("node", "10.0.0.7/32", "node-1");
  const reasonOf = ({ decision, trace }: DirectionVerdict): unknown => [
    decision.by === "not-policed" ? decision.reason : decision.by,
    trace,
  ];

  it("says why", () => {
    const all = world({ endpoints: [server] });
    const into = decide(all, flow(lan, server));
    assert.deepEqual(reasonOf(into.egress), ["the source is not a pod", []]);
    assert.deepEqual(reasonOf(into.ingress), ["profile", []]);
    const out = decide(all, flow(server, lan));
    assert.deepEqual(reasonOf(out.egress), ["profile", []]);
    assert.deepEqual(reasonOf(out.ingress), ["the destination is not a pod", []]);
  });

  it("is a node to its own pods, for certain or perhaps", () => {
    const closed = tier("default", [policy("closed", { ingress: [] })]);
    const told = (nodeName?: string): unknown => {
      const here = pod("here", { ...server, nodeName, labels: {} });
      const verdict = decide(world({ tiers: [closed], endpoints: [here] }), flow(node, here));
      const { decision, allowed, must } = verdict.ingress;
      return [decision.by === "not-policed" ? decision.reason : decision.by, allowed, must];
    };
    assert.deepEqual(told("node-1"), ["a node reaches its own pods", true, true]);
    assert.deepEqual(told(), [
      "a node reaches its own pods, and the pod may run on it",
      true,
      false,
    ]);
    assert.deepEqual(told("node-2"), ["end-of-tier", false, false]);
  });
});

describe("The way to a verdict", () => {
  it("ends with the end of the tier that denies", () => {
    const first = tier("first", [policy("none", { ingress: [rule("Deny", { protocol: 17 })] })]);
    const { trace } = decide(
      world({ tiers: [first], endpoints: [server] }),
      flow("10.9.9.9/32", server),
    ).ingress;
    assert.deepEqual(
      trace.map((step) => [step.tier.name, step.policy?.name, step.outcome]),
      [
        ["first", "none", "no-match"],
        ["first", undefined, "deny"],
      ],
    );
  });
});

/** The outcome of a flow from an address to the server, whose ingress has this rule alone. */
function into(only: Rule, from = "10.9.9.9/32", facts: Parameters<typeof flow>[2] = {}): string {
  const tiers = [tier("default", [policy("only", { ingress: [only] })])];
  return outcome(world({ tiers, endpoints: [server] }), flow(from, server, facts));
}

/** The outcome of a flow from the server to an address, whose egress has this rule alone. */
function outOf(only: Rule, to: string, facts: Parameters<typeof flow>[2] = {}): string {
  const tiers = [tier("default", [policy("only", { egress: [only] })])];
  return outcome(world({ tiers, endpoints: [server] }), flow(server, to, facts));
}

describe("Rules at their ends", () => {
  it("leave nothing out with an empty list", () => {
    assert.equal(into(rule("Allow", { source: { notNets: [] } })), "allowed");
    assert.equal(into(rule("Allow", { source: { notNets: ranges("fd00::/8") } })), "denied");
  });

  it("may match unknown source ports, and matches all of them for certain", () => {
    const from = (first: number, last: number): string =>
      into(rule("Allow", { source: { ports: [{ kind: "range", first, last }] } }));
    assert.equal(from(0, 79), "perhaps");
    assert.equal(from(80, 65_535), "perhaps");
    assert.equal(from(0, 65_535), "allowed");
  });

  it("know a port by its own name only, and none of an address", () => {
    const web = { ports: [{ kind: "named", name: "web" }] } as const;
    assert.equal(into(rule("Allow", { destination: web })), "allowed");
    assert.equal(into(rule("Allow", { destination: web }), "10.9.9.9/32", { port: 53 }), "denied");
    assert.equal(outOf(rule("Allow", { destination: web }), "10.9.9.9/32"), "denied");
  });

  it("match services with a port, and without one", () => {
    const [one, other] = ["10.1.0.1/32", "10.1.0.2/32"] as const;
    const services = [
      { address: range(one) },
      { address: range(other), port: { protocol: 6, port: 80 } },
    ];
    const both = rule("Allow", { destination: { services } });
    assert.equal(outOf(both, one), "allowed");
    assert.equal(outOf(both, other), "allowed");
    assert.equal(outOf(both, one, { port: 81 }), "allowed");
    assert.equal(outOf(both, other, { port: 81 }), "denied");
    assert.equal(outOf(both, "10.1.0.3/32"), "denied");
    const without = rule("Allow", { destination: { services: services.slice(0, 1) } });
    const onAnyPort = (only: Rule, to: string): readonly boolean[] => {
      const tiers = [tier("default", [policy("only", { egress: [only] })])];
      const all = world({ tiers, endpoints: [server] });
      const { egress } = evaluateFlow(all, flow(server, to, { port: undefined }));
      return [egress.allowed, egress.must];
    };
    assert.deepEqual(onAnyPort(both, other), [true, false]);
    assert.deepEqual(onAnyPort(without, one), [true, true]);
  });

  it("take an address for the pod that has it, and a range for none", () => {
    const owner = pod("owner", { addresses: at("10.9.0.0"), labels: { app: "owner" } });
    const any = pod("*", { kind: "adversary", addresses: somewhereIn("10.9.0.0/24") });
    const tiers = [
      tier("default", [
        policy("only", { ingress: [rule("Allow", { source: { selector: is("app", "owner") } })] }),
      ]),
    ];
    const all = world({ tiers, endpoints: [server, owner, any] });
    assert.equal(outcome(all, flow("10.9.0.0/32", server)), "allowed");
    assert.equal(outcome(all, flow("10.9.0.0/24", server)), "denied");
    assert.equal(outcome(all, flow(any, server)), "denied");
  });
});
