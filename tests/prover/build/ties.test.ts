import assert from "node:assert/strict";
import { buildWorld, readManifests } from "../../../prover/index.js";
import { findingsOf, worldOf } from "./worlds.js";

type Fields = Readonly<Record<string, unknown>>;

interface Tried {
  readonly left: Fields;
  readonly right: Fields;
  readonly tied: boolean;
}

const PODS = ["shop/web", "shop/db", "bank/web"].map((id, index) => {
  const [namespace, name] = id.split("/");
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels: { app: name } },
    status: { podIP: `10.0.0.${index}` },
  };
});

/** A policy of the order 1, in shop unless it says otherwise, or in none at all. */
function policy(name: string, { namespace = "shop", tier, ...spec }: Fields): Fields {
  const metadata = namespace === "" ? { name } : { name, namespace };
  const kind = namespace === "" ? "GlobalNetworkPolicy" : "NetworkPolicy";
  const all = { tier, order: 1, types: ["Ingress", "Egress"], ...spec };
  return { apiVersion: "projectcalico.org/v3", kind, metadata, spec: all };
}

function tiesOf(objects: readonly Fields[]): string[] {
  const tiers = ["front", "back"].map((name) => ({
    apiVersion: "projectcalico.org/v3",
    kind: "Tier",
    metadata: { name },
    spec: { order: name.length },
  }));
  const read = readManifests([{ file: "a", objects: [...PODS, ...tiers, ...objects] }]);
  return buildWorld(read).findings.flatMap(({ code, message }) =>
    code === "tied-order" ? [message.split(" have ")[0] ?? ""] : [],
  );
}

const allow = (match: Fields = {}): Fields => ({ action: "Allow", ...match });
const deny = (match: Fields = {}): Fields => ({ action: "Deny", ...match });
const ins = (...ingress: readonly Fields[]): Fields => ({ ingress });
const outs = (...egress: readonly Fields[]): Fields => ({ egress });

function pair(left: Fields, right: Fields, tied = true): Tried {
  return { left, right, tied };
}

/** The same condition on either side of an allowing and a denying rule. */
function met(one: Fields, other: Fields, tied = true): Tried {
  return pair(ins(allow(one)), ins(deny(other)), tied);
}
const tcp = (...ports: readonly unknown[]): Fields => ({ protocol: "TCP", destination: { ports } });
const source = (...nets: readonly string[]): Fields => ({ source: { nets } });
const destination = (...nets: readonly string[]): Fields => ({ destination: { nets } });

const TRIED: Readonly<Record<string, Tried>> = {
  "one allows, one denies": pair(ins(allow()), ins(deny())),
  "one denies, one allows": pair(ins(deny()), ins(allow())),
  "both allow": pair(ins(allow()), ins(allow()), false),
  "both deny": pair(ins(deny()), ins(deny()), false),
  "one passes, one denies": pair(ins({ action: "Pass" }), ins(deny())),
  "one passes, one allows": pair(ins({ action: "Pass" }), ins(allow())),
  "one only logs": pair(ins({ action: "Log" }), ins(deny()), false),
  "one logs, then allows": pair(ins({ action: "Log" }, allow()), ins(deny())),
  "both log, and agree": pair(
    ins({ action: "Log" }, deny()),
    ins({ action: "Log" }, deny(tcp(80))),
    false,
  ),
  "one logs what the other decides": pair(
    ins({ action: "Log" }, deny(tcp(1))),
    ins(allow(tcp(2)), deny(tcp(1))),
    false,
  ),
  "rules that clash behind others that do not": pair(
    ins(allow(tcp(80)), allow(tcp(81))),
    ins(deny(tcp(79)), deny(tcp(81))),
  ),
  "one of ingress, one of egress": pair(ins(allow()), outs(deny()), false),
  "both of egress": pair(outs(allow()), outs(deny())),
  "a direction that one leaves out": pair(
    { ...ins(allow()), types: ["Egress"] },
    { ...ins(deny()), types: ["Ingress"] },
    false,
  ),
  "a direction that the other leaves out": pair(
    { ...ins(allow()), types: ["Ingress"] },
    { ...ins(deny()), types: ["Egress"] },
    false,
  ),
  "protocols that differ": met({ protocol: "TCP" }, { protocol: "UDP" }, false),
  "one protocol and any": met({ protocol: "TCP" }, {}),
  "any protocol and one": met({}, { protocol: "TCP" }),
  "families that differ": met({ ipVersion: 4 }, { ipVersion: 6 }, false),
  "sources apart": met(source("10.0.0.0/8"), source("11.0.0.0/8"), false),
  "sources of two families": met(source("10.0.0.0/8"), source("fd00::/8"), false),
  "sources that touch below": met(source("10.0.0.0/8"), source("10.0.0.0/32")),
  "sources that touch above": met(source("10.255.255.255/32"), source("10.0.0.0/8")),
  "one address at the end of the others": met(source("10.0.0.0/32"), source("10.0.0.0/8")),
  "sources of the same numbers in two families": met(source("::/8"), source("10.0.0.0/8"), false),
  "sources around each other": met(source("10.1.0.0/16"), source("10.0.0.0/8")),
  "some sources": met(
    source("9.0.0.0/8", "10.0.0.0/8"),
    source("11.0.0.0/8", "10.1.0.0/16", "12.0.0.0/8"),
  ),
  "one source and any": met(source("10.0.0.0/8"), {}),
  "destinations apart": met(destination("10.0.0.0/8"), destination("11.0.0.0/8"), false),
  "any destination and one": met({}, destination("10.0.0.0/8")),
  "ports apart": met(tcp(80), tcp(81), false),
  "ranges apart": met(tcp("1:79"), tcp("80:90"), false),
  "ranges apart, the other way round": met(tcp("80:90"), tcp("1:79"), false),
  "ranges that touch": met(tcp("80:90"), tcp("90:99")),
  "ranges that touch, the other way round": met(tcp("90:99"), tcp("80:90")),
  "some ports": met(tcp(1, 80), tcp(2, 3, 80)),
  "a name and a number": met(tcp("web"), tcp(80)),
  "a number and a name": met(tcp(80), tcp("web")),
  "any port and one": met({ protocol: "TCP" }, tcp(80)),
  "other pods": pair(
    { ...ins(allow()), selector: "app == 'web'" },
    { ...ins(deny()), selector: "app == 'db'" },
    false,
  ),
  "the same pods by other words": pair(
    { ...ins(allow()), selector: "app == 'web'" },
    { ...ins(deny()), selector: "has(app)" },
  ),
  "pods that are there": pair(
    { ...ins(allow()), selector: "projectcalico.org/orchestrator == 'k8s' && app == 'db'" },
    { ...ins(deny()), selector: "app in { 'db' }" },
  ),
  "other namespaces": pair(ins(allow()), { ...ins(deny()), namespace: "bank" }, false),
  "everywhere and in one": pair({ ...ins(allow()), namespace: "" }, ins(deny())),
  "in one and everywhere": pair(ins(allow()), { ...ins(deny()), namespace: "" }),
  "both everywhere": pair(
    { ...ins(allow()), namespace: "" },
    { ...ins(deny()), namespace: "", selector: "app == 'web'" },
  ),
  "everywhere but there": pair(
    {
      ...ins(allow()),
      namespace: "",
      namespaceSelector: "projectcalico.org/name == 'bank'",
      selector: "app == 'web'",
    },
    { ...ins(deny()), selector: "app == 'web'" },
    false,
  ),
  "of other orders": pair(ins(allow()), { ...ins(deny()), order: 2 }, false),
  "without an order": pair({ ...ins(allow()), order: null }, { ...ins(deny()), order: null }),
  "of other tiers": pair(
    { ...ins(allow()), tier: "front" },
    { ...ins(deny()), tier: "back" },
    false,
  ),
};

describe("Policies of the same order", () => {
  for (const [name, { left, right, tied }] of Object.entries(TRIED)) {
    it(`${name}: ${tied ? "tied" : "no tie"}`, () => {
      const told = tiesOf([policy("a", left), policy("b", right)]);
      assert.equal(told.length, tied ? 1 : 0, told.join("\n"));
    });
  }

  it("are reported in pairs, by every policy that disagrees with another", () => {
    const ties = tiesOf([
      policy("a", ins(allow())),
      policy("b", ins(deny())),
      policy("c", { ...ins(allow()), namespace: "bank" }),
      policy("d", { ...ins(allow(tcp(1)), deny()), namespace: "" }),
      policy("e", { ...ins({ action: "Log" }), namespace: "bank" }),
    ]);
    assert.deepEqual(ties.map((each) => each.split(" and ").sort().join(" ")).sort(), [
      "bank/c d",
      "d shop/a",
      "d shop/b",
      "shop/a shop/b",
    ]);
  });

  it("are reported with their place", () => {
    const text = ["Allow", "Deny"]
      .map(
        (action, index) =>
          `apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata:\n  name: p${index}\n  namespace: shop\n` +
          `spec:\n  types: [Ingress]\n  order: 7\n  ingress:\n  - action: ${action}\n`,
      )
      .join("---\n");
    assert.deepEqual(findingsOf(worldOf(text), "error"), [["tied-order", "spec.order", 8]]);
  });
});
