import assert from "node:assert/strict";
import fc from "fast-check";
import type { WorldOptions } from "../../../prover/index.js";
import { calico, cluster, findingsOf, kubernetes, policiesOf, tier, worldOf } from "./worlds.js";

function namesOf(text: string, options: WorldOptions = {}): string[] {
  return policiesOf(worldOf(text, options)).map(({ name }) => name);
}

const order = (value: number | undefined): string =>
  value === undefined ? "{types: [Ingress]}" : `{types: [Ingress], order: ${value}}`;

const TIE_BREAKS: { title: string; text: string; old: string[]; now: string[] }[] = [
  {
    title: "names of one kind",
    text: calico(order(1), { name: "b" }) + calico(order(1), { name: "a" }),
    old: ["a", "b"],
    now: ["a", "b"],
  },
  {
    title: "a name that another one begins with",
    text: calico(order(1), { name: "a" }) + calico(order(1), { name: "a-b" }),
    old: ["a", "a-b"],
    now: ["a-b", "a"],
  },
  {
    title: "one name in two kinds",
    text: calico(order(1), { name: "a", namespace: "shop" }) + calico(order(1), { name: "a" }),
    old: ["a", "shop/a"],
    now: ["a", "shop/a"],
  },
  {
    title: "an early namespace",
    text: calico(order(1), { name: "a" }) + calico(order(1), { name: "b", namespace: "app-a" }),
    old: ["app-a/b", "a"],
    now: ["a", "app-a/b"],
  },
  {
    title: "a late namespace",
    text: calico(order(1), { name: "b" }) + calico(order(1), { name: "a", namespace: "shop" }),
    old: ["b", "shop/a"],
    now: ["shop/a", "b"],
  },
  {
    title: "a policy of Kubernetes",
    text:
      kubernetes("{podSelector: {}}", "m") +
      calico(order(1000), { name: "l", namespace: "shop" }) +
      calico(order(1000), { name: "n", namespace: "shop" }),
    old: ["shop/l", "shop/n", "shop/knp.default.m"],
    now: ["shop/l", "shop/knp.default.m", "shop/n"],
  },
];

describe("Order of policies in a tier", () => {
  it("is ascending, and without an order is last", () => {
    const orders = [undefined, 3, -1, 0, 0.5, 1e9];
    const text = orders.map((value, i) => calico(order(value), { name: `p${i}` })).join("");
    assert.deepEqual(namesOf(text), ["p2", "p3", "p4", "p1", "p5", "p0"]);
  });

  for (const { title, text, old, now } of TIE_BREAKS) {
    it(`of equals, up to 3.31: ${title}`, () => {
      assert.deepEqual(namesOf(text, { tieBreak: "v3.31" }), old);
    });
    it(`of equals, from 3.32: ${title}`, () => {
      assert.deepEqual(namesOf(text), now);
    });
  }

  it("of equals in a tier of its own, up to 3.31: an early namespace before, a late one behind", () => {
    const spec = "{tier: app-isolation, order: 1, types: [Ingress]}";
    const text =
      tier("app-isolation", "{order: 500}") +
      calico(spec, { name: "app-isolation.x" }) +
      ["app-a", "kube-system"]
        .map((namespace) => calico(spec, { name: "app-isolation.b", namespace }))
        .join("");
    assert.deepEqual(namesOf(text, { tieBreak: "v3.31" }), [
      "app-a/app-isolation.b",
      "app-isolation.x",
      "kube-system/app-isolation.b",
    ]);
  });

  it("law: does not depend on the order in which the manifests come", () => {
    const parts = TIE_BREAKS.flatMap(({ text }, i) =>
      text
        .split("---\n")
        .filter(Boolean)
        .map((part) => `---\n${part.replace(/name: (\w)/, `name: ${"xyzuvw".charAt(i)}$1`)}`),
    );
    const once = namesOf(parts.join(""));
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: parts.length }), (shuffled) => {
        assert.deepEqual(namesOf(shuffled.join("")), once);
      }),
      { numRuns: 50 },
    );
  });

  it("asks for the name of the tier in the name of a policy, up to 3.31", () => {
    const text = tier("a", "{order: 1}") + calico("{tier: a, types: [Ingress]}", { name: "p" });
    assert.deepEqual(findingsOf(worldOf(text), "error"), []);
    assert.deepEqual(findingsOf(worldOf(text, { tieBreak: "v3.31" }), "error"), [
      ["name-without-tier", "metadata.name", 9],
    ]);
  });
});

const rule = (action: string, more = ""): string =>
  `{order: 5, types: [Ingress], ingress: [{action: ${action}${more}}]}`;
const TCP_80 = ", protocol: TCP, destination: {ports: [80]}";

/** Two policies, and whether it matters which of them comes first. */
const PAIRS: [string, string, string, boolean][] = [
  ["deny and allow", calico(rule("Deny")), calico(rule("Allow"), { name: "q" }), true],
  ["deny and pass", calico(rule("Deny")), calico(rule("Pass"), { name: "q" }), true],
  ["deny and deny", calico(rule("Deny")), calico(rule("Deny"), { name: "q" }), false],
  ["allow and log", calico(rule("Allow")), calico(rule("Log"), { name: "q" }), false],
  [
    "the same decision about all that they share",
    calico(rule("Deny", `${TCP_80}}, {action: Allow, protocol: UDP`)),
    calico(rule("Deny", TCP_80), { name: "q" }),
    false,
  ],
  [
    "different orders",
    calico(rule("Deny")),
    calico(rule("Allow").replace("5", "6"), { name: "q" }),
    false,
  ],
  [
    "no order twice",
    calico(rule("Deny").replace("order: 5, ", "")),
    calico(rule("Allow").replace("order: 5, ", ""), { name: "q" }),
    true,
  ],
  [
    "different tiers",
    calico(rule("Deny").replace("{", "{tier: a, ")) + tier("a", "{order: 1}"),
    calico(rule("Allow"), { name: "q" }),
    false,
  ],
  [
    "different directions",
    calico(rule("Deny")),
    calico(rule("Allow").replace("Ingress", "Egress").replace("ingress", "egress"), { name: "q" }),
    false,
  ],
  [
    "different namespaces",
    calico(rule("Deny"), { namespace: "shop" }),
    calico(rule("Allow"), { namespace: "bank" }),
    false,
  ],
  [
    "a namespace and the whole cluster",
    calico(rule("Deny")),
    calico(rule("Allow"), { name: "q", namespace: "bank" }),
    true,
  ],
  [
    "a namespace and another one by its name",
    calico(rule("Deny").replace("{", "{namespaceSelector: projectcalico.org/name == 'shop', ")),
    calico(rule("Allow"), { name: "q", namespace: "bank" }),
    false,
  ],
  [
    "different ports",
    calico(rule("Deny", ", protocol: TCP, destination: {ports: ['81:90']}")),
    calico(rule("Allow", TCP_80), { name: "q" }),
    false,
  ],
  [
    "ports that meet",
    calico(rule("Deny", ", protocol: TCP, destination: {ports: ['80:90']}")),
    calico(rule("Allow", TCP_80), { name: "q" }),
    true,
  ],
  [
    "different protocols",
    calico(rule("Deny", ", protocol: UDP")),
    calico(rule("Allow", TCP_80), { name: "q" }),
    false,
  ],
  [
    "different networks",
    calico(rule("Deny", ", source: {nets: [10.0.0.0/24]}")),
    calico(rule("Allow", ", source: {nets: [10.0.1.0/24]}"), { name: "q" }),
    false,
  ],
  [
    "networks that meet",
    calico(rule("Deny", ", source: {nets: [10.0.0.0/8]}")),
    calico(rule("Allow", ", source: {nets: [10.0.1.0/24]}"), { name: "q" }),
    true,
  ],
  [
    "one of them staged",
    calico(rule("Deny"), { kind: "StagedGlobalNetworkPolicy" }),
    calico(rule("Allow"), { name: "q" }),
    false,
  ],
  [
    "policies of Kubernetes and one of Calico at 1000",
    kubernetes("{podSelector: {}, ingress: [{}]}"),
    calico(rule("Deny").replace("5", "1000"), { name: "q" }),
    true,
  ],
  [
    "policies of Kubernetes",
    kubernetes("{podSelector: {}, ingress: [{}]}"),
    kubernetes("{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}", "q"),
    false,
  ],
  [
    "cluster policies of one priority",
    cluster(
      "{tier: Admin, priority: 5, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}",
    ),
    cluster(
      "{tier: Admin, priority: 5, subject: {namespaces: {}}, ingress: [{action: Pass, from: [{namespaces: {}}]}]}",
      "q",
    ),
    true,
  ],
];

describe("Ties between policies", () => {
  for (const [title, left, right, isTied] of PAIRS) {
    it(`${isTied ? "are an error" : "do not matter"}: ${title}`, () => {
      for (const text of [left + right, right + left]) {
        const errors = findingsOf(worldOf(text, { extraNamespaces: ["shop"] }), "error");
        assert.deepEqual(
          errors.map(([code, path]) => [code, path]),
          isTied ? [["tied-order", "spec.order"]] : [],
        );
      }
    });
  }
});
