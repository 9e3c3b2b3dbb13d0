import assert from "node:assert/strict";
import { APP_A, APP_B, renderedObjects, type Rendered } from "./cluster.js";
import { A, application, B, broken, brokenLayers, check, DECLARED, resultFor } from "./declared.js";

type Change = (objects: readonly Rendered[]) => readonly Rendered[];

type Direction = "ingress" | "egress";

function edited(
  [name, namespace]: readonly [name: string, namespace?: string],
  edit: (spec: Readonly<Record<string, unknown>>) => object,
): Change {
  return (objects) =>
    objects.map((object) => {
      const { metadata, spec = {} } = object;
      if (metadata.name !== name || metadata.namespace !== namespace) return object;
      return { ...object, spec: edit(spec) } as Rendered;
    });
}

/** Adds a rule before those of a policy. */
function withRule(
  policy: readonly [name: string, namespace?: string],
  direction: Direction,
  rule: object,
): Change {
  return edited(policy, (spec) => {
    const rules = (spec[direction] ?? []) as readonly object[];
    return { ...spec, [direction]: [rule, ...rules] };
  });
}

type Rule = Readonly<Record<string, Readonly<Record<string, unknown>> | string | undefined>>;

function withoutRule(
  policy: readonly [name: string, namespace?: string],
  direction: Direction,
  isWanted: (rule: Rule) => boolean,
): Change {
  return edited(policy, (spec) => {
    const rules = spec[direction] as readonly Rule[];
    assert.equal(rules.filter(isWanted).length, 1);
    return { ...spec, [direction]: rules.filter((rule) => !isWanted(rule)) };
  });
}

function isDenyOfOthers(side: "source" | "destination"): (rule: Rule) => boolean {
  return (rule) => {
    const peer = rule[side];
    return rule.action === "Deny" && typeof peer === "object" && "namespaceSelector" in peer;
  };
}

function without(name: string, namespace?: string): Change {
  return (objects) =>
    objects.filter(
      ({ metadata }) =>
        metadata.name !== name || (namespace !== undefined && metadata.namespace !== namespace),
    );
}

const BOUNDARY = ["app-isolation.boundary", "app-b"] as const;
const OTHER_PODS = {
  nets: ["10.0.128.0/17"],
  namespaceSelector: 'projectcalico.org/name == "app-a"',
};
const TO_OTHERS = {
  to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "app-a" } } }],
};
const FROM_OTHERS = { from: TO_OTHERS.to };

/** Mistakes that other layers cover, and exactly the layer that no longer holds alone. */
const MISTAKES: readonly (readonly [what: string, change: Change, ids: readonly string[]])[] = [
  [
    "a NetworkPolicy admits app-a, which the boundary still denies",
    withRule(["allow-same-namespace", "app-b"], "ingress", FROM_OTHERS),
    ["network-policies-alone", "default-tier-alone"],
  ],
  [
    "a NetworkPolicy allows all egress, which the boundary still denies",
    withRule(["allow-egress-platform", "app-b"], "egress", {}),
    ["network-policies-alone", "default-tier-alone"],
  ],
  [
    "the NetworkPolicies leave DNS to the default for all namespaces",
    edited(["allow-egress-platform", "app-b"], (spec) => ({
      ...spec,
      egress: (spec.egress as readonly object[]).slice(1),
    })),
    ["network-policies-alone"],
  ],
  [
    "only the platform's tier closes unmanaged namespaces",
    without("default-isolation"),
    ["default-tier-alone"],
  ],
  ["app-b has no default deny", without("default-deny", "app-b"), ["default-deny-alone"]],
  [
    "only boundaries close the instance metadata",
    without("app-isolation.guardrails"),
    ["metadata-closed-without-boundary"],
  ],
  [
    "the boundary of app-b admits app-a on a port that app-a cannot send to",
    withRule(BOUNDARY, "ingress", {
      action: "Pass",
      protocol: "TCP",
      source: OTHER_PODS,
      destination: { ports: [7000] },
    }),
    ["receivers-close-alone", "forged-addresses-refused"],
  ],
  [
    "the boundary of app-b allows egress to app-a, which denies it",
    withRule(BOUNDARY, "egress", { action: "Pass", destination: OTHER_PODS }),
    ["senders-close-alone", "forged-addresses-unreachable"],
  ],
  [
    "the boundary of app-b passes its own pods before it denies others",
    withoutRule(BOUNDARY, "ingress", isDenyOfOthers("source")),
    ["forged-addresses-refused"],
  ],
  [
    "the boundary of app-b passes egress to its own pods before it denies others",
    withoutRule(BOUNDARY, "egress", isDenyOfOthers("destination")),
    ["forged-addresses-unreachable"],
  ],
];

describe("layers of isolation", () => {
  let objects: readonly Rendered[];

  before(async () => {
    objects = await renderedObjects(DECLARED);
  });

  for (const [what, change, ids] of MISTAKES) {
    it(`${what}: breaks ${ids.join(", ")} and nothing else`, () => {
      const results = check(change(objects));
      assert.deepEqual(broken(results), []);
      assert.deepEqual(brokenLayers(results), ids);
    });
  }

  it("report a connection on the side that does not declare it", () => {
    const silent = application("app-b");
    const results = check(objects, { applications: [silent, application("app-a")] });
    assert.deepEqual(
      resultFor(results, "senders-close-alone").counterexamples.map(({ text }) => text)[0],
      "app-a/* → app-b/*: 8080/TCP",
    );
    assert.deepEqual(
      resultFor(results, "receivers-close-alone").counterexamples.map(({ text }) => text)[0],
      "app-a/* → app-b/*: 8080/TCP",
    );
  });

  it("stay closed for all others when one side declares a connection alone", async () => {
    const { "app-a": a, "app-b": b } = DECLARED;
    const offered = await renderedObjects({ "app-a": APP_A, "app-b": b });
    const offers = check(offered, { applications: [application("app-a", { internet: true }), B] });
    assert.deepEqual([...broken(offers), ...brokenLayers(offers)], []);
    const asked = await renderedObjects({ "app-a": a, "app-b": APP_B });
    const asks = check(asked, { applications: [A, application("app-b")] });
    assert.deepEqual([...broken(asks), ...brokenLayers(asks)], []);
  });

  it("accept a declared caller of another program", () => {
    const results = check(objects, { applications: [B] });
    assert.equal(resultFor(results, "receivers-close-alone").outcome, "holds");
    assert.equal(resultFor(results, "senders-close-alone").outcome, "holds");
  });

  it("include a policy without types in the worlds of single directions", () => {
    const egressOnly = {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "typeless", namespace: "app-b" },
      spec: { podSelector: {}, egress: [{}] },
    };
    const results = check([...objects, egressOnly]);
    assert.deepEqual(brokenLayers(results), ["network-policies-alone", "default-tier-alone"]);
  });
});
