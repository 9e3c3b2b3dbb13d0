import assert from "node:assert/strict";
import {
  buildWorld,
  readManifests,
  type Finding,
  type WorldOptions,
  type ManifestSource,
} from "../../../prover/index.js";
import { checkManifests, MANIFEST_CHECKS } from "../../../checks/manifests/check-manifests.js";
import { REPORTED_BY_PROVER } from "../../../checks/manifests/reported-by-prover.js";
import { CLUSTER_NAMESPACES } from "../../../contract/names.js";
import { zonesOfAddresses } from "../../../prover/zones/zones-of-addresses.js";
import { addressFactsOfVpc } from "../../support/platform-ref.js";
import { renderedObjects } from "../traffic/cluster.js";
import { MESSAGES } from "./messages.js";
import { OTHER_CASES } from "./other-cases.js";
import { POLICY_CASES } from "./policy-cases.js";

const CASES = [...POLICY_CASES, ...OTHER_CASES];

const { zones } = zonesOfAddresses([], {
  ...addressFactsOfVpc(),
  vpcCidrBlocks: ["10.0.0.0/16"],
});

function check(
  source: ManifestSource,
  options: WorldOptions = {},
): { found: Finding[]; reported: Finding[] } {
  const read = readManifests([source]);
  const extraNamespaces = ["shop", "other", ...CLUSTER_NAMESPACES];
  const world = buildWorld(read, { extraNamespaces, podRanges: ["10.0.128.0/17"], ...options });
  const context = { world, objects: read.objects, zones, systemNamespaces: CLUSTER_NAMESPACES };
  return { found: checkManifests(context), reported: [...world.findings] };
}

function checkText(text: string): Finding[] {
  const { found, reported } = check({ file: "case.yaml", text });
  const errors = reported.filter(({ severity }) => severity === "error");
  assert.deepEqual(errors, [], text);
  return found;
}

describe("checks of manifests", () => {
  it("all have test cases", () => {
    assert.deepEqual(
      CASES.map(({ code }) => code).sort(),
      MANIFEST_CHECKS.map(({ code }) => code).sort(),
    );
  });

  for (const { code, bad, good } of CASES) {
    bad.forEach(([path, text], index) => {
      it(`${code} reports bad case ${index + 1}`, () => {
        const found = checkText(text).filter((finding) => finding.code === code);
        assert.deepEqual(
          found.map((finding) => finding.path),
          [path],
        );
        const [finding] = found;
        const { why = "" } = MANIFEST_CHECKS.find((each) => each.code === code) ?? {};
        assert.ok(finding);
        assert.equal(finding.message, `${MESSAGES[code]?.[index] ?? ""} ${why}`);
        assert.equal(
          finding.severity,
          MANIFEST_CHECKS.find((each) => each.code === code)?.severity,
        );
        assert.ok(finding.object && finding.origin?.line !== undefined && finding.fix);
      });
    });
    good.forEach((text, index) => {
      it(`${code} accepts good case ${index + 1}`, () => {
        const codes = checkText(text).map((finding) => finding.code);
        assert.ok(!codes.includes(code), text);
      });
    });
  }

  it("give the line of the field and the reason", () => {
    const text =
      "\napiVersion: v1\nkind: Service\nmetadata: { name: s, namespace: shop }\nspec:\n  type: NodePort\n";
    const [finding] = checkText(text);
    assert.equal(finding?.origin?.line, 6);
    assert.equal(
      finding.message,
      "The Service of type NodePort opens a port on every node. Traffic enters on a port of every node " +
        "and reaches the pod from the node's address or without any policy, so policies cannot tell the " +
        "load balancer from other sources.",
    );
  });

  it("accept the objects that the platform renders", async () => {
    const objects = await renderedObjects();
    assert.deepEqual(check({ file: "rendered", objects }).found, []);
  });

  it("do not repeat missing types that the prover reports", () => {
    const text = `apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: { name: p, namespace: shop }
spec: { order: 1, ingress: [{ action: Deny }] }`;
    const { found, reported } = check({ file: "case.yaml", text });
    assert.deepEqual(found, []);
    assert.ok(reported.some(({ code }) => code === "missing-types"));
  });
});

const CALICO = "apiVersion: projectcalico.org/v3";

/** Manifests for each finding that the prover reports itself. */
const REPORTED_CASES: Readonly<Record<string, string>> = {
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

describe("findings of the prover", () => {
  it("have the code and severity that is documented", () => {
    assert.deepEqual(
      REPORTED_BY_PROVER.map(({ code }) => code),
      Object.keys(REPORTED_CASES),
    );
    for (const { code, severity } of REPORTED_BY_PROVER) {
      const { reported } = check({ file: "case.yaml", text: REPORTED_CASES[code] ?? "" });
      const found = reported.filter((finding) => finding.code === code);
      assert.ok(found.length > 0, code);
      for (const finding of found) assert.equal(finding.severity, severity, code);
    }
  });
});
