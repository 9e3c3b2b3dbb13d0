import assert from "node:assert/strict";
import {
  buildWorld,
  readManifests,
  type Finding,
  type WorldOptions,
  type ManifestSource,
} from "../../../prover/index.js";
import { findLints, LINTS } from "../../../checks/manifests/lints.js";
import { WORLD_FINDINGS } from "../../../checks/manifests/world-findings.js";
import { CLUSTER_NAMESPACES } from "../../../contract/names.js";
import { zonesOfAddresses } from "../../../prover/zones/zones-of-addresses.js";
import { addressFactsOfVpc } from "../../support/platform-ref.js";
import { renderedObjects } from "../traffic/cluster.js";
import { LINT_MESSAGES } from "./lint-messages.js";
import { OTHER_CASES } from "./other-lint-cases.js";
import { POLICY_CASES } from "./policy-lint-cases.js";

const LINT_CASES = [...POLICY_CASES, ...OTHER_CASES];

const { zones } = zonesOfAddresses([], {
  ...addressFactsOfVpc(),
  vpcCidrBlocks: ["10.0.0.0/16"],
});

function lint(
  source: ManifestSource,
  options: WorldOptions = {},
): { lints: Finding[]; told: Finding[] } {
  const read = readManifests([source]);
  const extraNamespaces = ["shop", "other", ...CLUSTER_NAMESPACES];
  const world = buildWorld(read, { extraNamespaces, podRanges: ["10.0.128.0/17"], ...options });
  const context = { world, objects: read.objects, zones, systemNamespaces: CLUSTER_NAMESPACES };
  return { lints: findLints(context), told: [...world.findings] };
}

function lintText(text: string): Finding[] {
  const { lints, told } = lint({ file: "case.yaml", text });
  const errors = told.filter(({ severity }) => severity === "error");
  assert.deepEqual(errors, [], text);
  return lints;
}

describe("Lints", () => {
  it("each has cases, a stable code and documentation", () => {
    assert.deepEqual(
      LINT_CASES.map(({ code }) => code).sort(),
      LINTS.map(({ code }) => code).sort(),
    );
    for (const { code, title, why, fix } of [...LINTS, ...WORLD_FINDINGS]) {
      assert.match(code, /^[a-z]+(-[a-z]+)*$/);
      assert.match(title, /[^.]$/, code);
      assert.match(why, /^\S.*\.$/, code);
      assert.match(fix, /^\S.*\.$/, code);
    }
    const codes = [...LINTS, ...WORLD_FINDINGS].map(({ code }) => code);
    assert.equal(new Set(codes).size, codes.length);
  });

  for (const { code, bad, good } of LINT_CASES) {
    bad.forEach(([path, text], index) => {
      it(`${code}: speaks, case ${index + 1}`, () => {
        const found = lintText(text).filter((finding) => finding.code === code);
        assert.deepEqual(
          found.map((finding) => finding.path),
          [path],
        );
        const [finding] = found;
        const { why = "" } = LINTS.find((each) => each.code === code) ?? {};
        assert.ok(finding);
        assert.equal(finding.message, `${LINT_MESSAGES[code]?.[index] ?? ""} ${why}`);
        assert.equal(finding.severity, LINTS.find((each) => each.code === code)?.severity);
        assert.ok(finding.object && finding.origin?.line !== undefined && finding.fix);
      });
    });
    good.forEach((text, index) => {
      it(`${code}: keeps quiet, case ${index + 1}`, () => {
        const codes = lintText(text).map((finding) => finding.code);
        assert.ok(!codes.includes(code), text);
      });
    });
  }

  it("say the line of the field and why it matters", () => {
    const text =
      "\napiVersion: v1\nkind: Service\nmetadata: { name: s, namespace: shop }\nspec:\n  type: NodePort\n";
    const [finding] = lintText(text);
    assert.equal(finding?.origin?.line, 6);
    assert.equal(
      finding.message,
      "The Service of type NodePort opens a port on every node. Traffic enters on a port of every node " +
        "and reaches the pod from the node's address, or not policed at all: the load balancer cannot be " +
        "told from anything else.",
    );
  });

  it("keep quiet about what the platform renders", async () => {
    const objects = await renderedObjects();
    assert.deepEqual(lint({ file: "rendered", objects }).lints, []);
  });

  it("what the world tells of types is not told twice", () => {
    const text = `apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: { name: p, namespace: shop }
spec: { order: 1, ingress: [{ action: Deny }] }`;
    const { lints, told } = lint({ file: "case.yaml", text });
    assert.deepEqual(lints, []);
    assert.ok(told.some(({ code }) => code === "missing-types"));
  });
});

const CALICO = "apiVersion: projectcalico.org/v3";

/** What makes the world tell of each of the findings beside the lints. */
const WORLD_CASES: Readonly<Record<string, string>> = {
  "tied-order": `${CALICO}
kind: GlobalNetworkPolicy
metadata: { name: a }
spec: { order: 1, namespaceSelector: all(), types: [Ingress], ingress: [{ action: Allow }] }
---
${CALICO}
kind: GlobalNetworkPolicy
metadata: { name: b }
spec: { order: 1, namespaceSelector: all(), types: [Ingress], ingress: [{ action: Deny }] }`,
  "missing-types": `${CALICO}
kind: NetworkPolicy
metadata: { name: p, namespace: shop }
spec: { order: 1, ingress: [{ action: Deny }] }`,
  "unknown-tier": `${CALICO}
kind: NetworkPolicy
metadata: { name: p, namespace: shop }
spec: { tier: plaform, order: 1, types: [Ingress] }`,
  "bad-selector": `${CALICO}
kind: NetworkPolicy
metadata: { name: p, namespace: shop }
spec: { order: 1, types: [Ingress], selector: "app = 'x'" }`,
  "bad-network": `${CALICO}
kind: NetworkPolicy
metadata: { name: p, namespace: shop }
spec: { order: 1, types: [Ingress], ingress: [{ action: Deny, source: { nets: [10.0.0.300/32] } }] }`,
  "unknown-field": `${CALICO}
kind: GlobalNetworkPolicy
metadata: { name: p }
spec: { order: 1, types: [Ingress], namespaceSelecter: all() }`,
  "idle-rules": `${CALICO}
kind: NetworkPolicy
metadata: { name: p, namespace: shop }
spec: { order: 1, types: [Ingress], egress: [{ action: Deny }] }`,
  "unknown-policy-kind": `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: p, namespace: shop }`,
  "host-endpoint": `${CALICO}
kind: HostEndpoint
metadata: { name: node1 }
spec: { node: node1 }`,
  "host-network": `apiVersion: v1
kind: Pod
metadata: { name: p, namespace: shop }
spec: { hostNetwork: true }`,
};

describe("Findings of the world beside the lints", () => {
  it("are documented as they are told", () => {
    assert.deepEqual(
      WORLD_FINDINGS.map(({ code }) => code),
      Object.keys(WORLD_CASES),
    );
    for (const { code, severity } of WORLD_FINDINGS) {
      const { told } = lint({ file: "case.yaml", text: WORLD_CASES[code] ?? "" });
      const found = told.filter((finding) => finding.code === code);
      assert.ok(found.length > 0, code);
      for (const finding of found) assert.equal(finding.severity, severity, code);
    }
  });
});
