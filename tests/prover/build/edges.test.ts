import assert from "node:assert/strict";
import { evaluateFlow, findPeer, readZones, type World } from "../../../prover/index.js";
import { containsRange, rangesMeet } from "../../../prover/build/addresses.js";
import { range } from "../evaluate/worlds.js";
import { calico, kubernetes, namespace, object, policiesOf, tier, worldOf } from "./worlds.js";

describe("Ranges", () => {
  it("of two families have nothing in common, whatever their numbers", () => {
    const [four, six] = [range("10.0.0.1/32"), range("::a00:1/128")];
    assert.equal(four.first, six.first);
    assert.deepEqual([rangesMeet(four, six), containsRange(four, six)], [false, false]);
    assert.deepEqual([rangesMeet(four, four), containsRange(six, six)], [true, true]);
  });
});

describe("Findings about a world", () => {
  const tied = (order: string): string =>
    calico(`{${order}types: [Ingress], ingress: [{action: Deny}]}`, { name: "a" }) +
    calico(`{${order}types: [Ingress], ingress: [{action: Allow}]}`, { name: "b" });
  const messagesOf = (text: string): string[] =>
    worldOf(namespace("shop") + text).findings.flatMap(({ code, message }) =>
      code === "tied-order" ? [message] : [],
    );

  for (const [order, place] of [
    ["", "no order"],
    ["order: 5, ", "the order 5"],
  ] as const) {
    it(`is that policies with ${place} decide differently`, () => {
      const [message = "", ...others] = messagesOf(tied(order));
      assert.match(message, new RegExp(`^a and b have ${place} in tier default and decide `));
      assert.deepEqual(others, []);
    });
  }

  it("is a pod range of the caller that is none", () => {
    const { findings } = worldOf("", { podRanges: ["10.0.0.0/8", "10.0.0.1/8", "pods"] });
    assert.deepEqual(
      findings.map(({ code, severity, path, message }) => [code, severity, path, message]),
      ["10.0.0.1/8", "pods"].map((text) => [
        "bad-option",
        "error",
        "podRanges",
        `The pod range "${text}" is invalid: expected a CIDR such as 10.0.0.0/16.`,
      ]),
    );
  });
});

describe("The order of policies up to 3.31", () => {
  const namesOf = (text: string): string[] =>
    policiesOf(worldOf(text, { tieBreak: "v3.31" })).map(({ name }) => name);

  it("goes by the name behind the API, of staged Kubernetes policies too", () => {
    const spec = "{policyTypes: [Ingress], podSelector: {}}";
    const staged = { kind: "StagedKubernetesNetworkPolicy", namespace: "shop" };
    const text =
      calico("{order: 1000, types: [Ingress]}", { name: "default.z", namespace: "shop" }) +
      calico("{order: 1000, types: [Ingress]}", { name: "l", namespace: "shop" }) +
      calico(spec, { ...staged, name: "a" }) +
      kubernetes(spec, "b");
    assert.deepEqual(namesOf(text), [
      "shop/l",
      "shop/default.z",
      "shop/knp.default.a",
      "shop/knp.default.b",
    ]);
  });
});

function systemPod(metadata: string, address: string): string {
  const rest = `spec: {containers: []}\nstatus: {podIP: ${address}}`;
  return object("v1", "Pod", `{namespace: kube-system, ${metadata}}`, rest);
}

const DNS = systemPod("name: dns, labels: {k8s-app: kube-dns}", "10.0.0.53");
const OTHER = systemPod("name: other", "10.0.0.54");
const DENY = calico("{order: 1, types: [Ingress, Egress]}", { name: "deny" });
const CLUSTER =
  ["kube-system", "calico-system", "calico-apiserver", "tigera-operator", "shop"]
    .map((name) => namespace(name, `{kubernetes.io/metadata.name: ${name}}`))
    .join("") +
  DNS +
  OTHER +
  DENY;

describe("The tier of Calico's operator", () => {
  const OPERATOR = { operatorTier: true } as const;
  const { zones } = readZones("pods: []", "zones.yaml");

  function verdict(world: World, from: string, to: string, side: "egress" | "ingress"): string {
    const [source, target] = [findPeer(world, zones, from), findPeer(world, zones, to)];
    const flow = { from: source, to: target, protocol: 17, port: 53 };
    const { decision, allowed } = evaluateFlow(world, flow)[side];
    const by = decision.by === "rule" ? decision.policy.object.name : decision.by;
    return `${allowed ? "allowed" : "denied"} by ${by}`;
  }

  it("lets the cluster's DNS answer Calico and ask anybody, and leaves everyone else to later tiers", () => {
    const world = worldOf(CLUSTER, OPERATOR);
    const [dns, own] = ["kube-system/dns", "calico-system.cluster-dns"];
    for (const each of ["calico-system/*", "calico-apiserver/*", "tigera-operator/*"]) {
      assert.equal(verdict(world, each, dns, "ingress"), `allowed by ${own}`);
    }
    assert.equal(verdict(world, "shop/*", dns, "ingress"), "denied by end-of-tier");
    assert.equal(verdict(world, dns, "internet", "egress"), `allowed by ${own}`);
    assert.equal(
      verdict(world, "kube-system/other", "internet", "egress"),
      "denied by end-of-tier",
    );
    assert.equal(
      verdict(world, "calico-system/*", "kube-system/other", "ingress"),
      "denied by end-of-tier",
    );
    const without = worldOf(CLUSTER);
    assert.equal(verdict(without, "calico-system/*", dns, "ingress"), "denied by end-of-tier");
  });

  /** Its tier and its policies, by place and order, where the manifests have this as well. */
  function added(text: string, options: Parameters<typeof worldOf>[1] = OPERATOR): unknown[] {
    const world = worldOf(CLUSTER + text, options);
    return world.tiers
      .filter(({ name }) => /tigera|calico/.test(name))
      .map(({ name, order, policies }) => [
        name,
        order,
        policies.map((policy) => [policy.name, policy.order]),
      ]);
  }

  const POLICY = { name: "calico-system.cluster-dns", namespace: "kube-system" };
  const SPEC = "{tier: calico-system, order: 7, types: [Ingress]}";

  it("is called allow-tigera up to 3.31", () => {
    assert.deepEqual(added("", { ...OPERATOR, tieBreak: "v3.31" }), [
      ["allow-tigera", 100, [["kube-system/allow-tigera.cluster-dns", 0]]],
    ]);
  });

  it("is what the manifests say, where they say it, and nothing else of theirs stands for it", () => {
    const [own, order] = ["kube-system/calico-system.cluster-dns", 100];
    assert.deepEqual(added(""), [["calico-system", order, [[own, 0]]]]);
    assert.deepEqual(added(tier("calico-system", "{order: 9}")), [
      ["calico-system", 9, [[own, 0]]],
    ]);
    assert.deepEqual(added(calico(SPEC, POLICY)), [["calico-system", order, [[own, 7]]]]);
    const elsewhere = calico(SPEC, { ...POLICY, namespace: "shop" });
    assert.deepEqual(added(elsewhere), [
      [
        "calico-system",
        order,
        [
          [own, 0],
          ["shop/calico-system.cluster-dns", 7],
        ],
      ],
    ]);
    const named = calico(SPEC, { ...POLICY, name: "calico-system.other" });
    assert.deepEqual(added(named), [
      [
        "calico-system",
        order,
        [
          [own, 0],
          ["kube-system/calico-system.other", 7],
        ],
      ],
    ]);
    const global = calico(SPEC, { name: POLICY.name });
    assert.deepEqual(added(global), [
      [
        "calico-system",
        order,
        [
          [own, 0],
          ["calico-system.cluster-dns", 7],
        ],
      ],
    ]);
  });
});
