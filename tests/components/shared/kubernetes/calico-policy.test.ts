import assert from "node:assert/strict";
import {
  globalPolicy,
  namespacedPolicy,
  namespaceIs,
  namespaceIsNot,
  namespacesIn,
  namespacesOutside,
  type CalicoPolicySpec,
} from "../../../../components/shared/kubernetes/calico-policy.js";

const SPEC: CalicoPolicySpec = { tier: "app-isolation", order: 10, types: ["Ingress"] };

describe("Calico policies", () => {
  it("select namespaces by the label that Calico derives, and never host endpoints", () => {
    assert.equal(
      namespacesOutside(["kube-system", "monitoring"]),
      'has(projectcalico.org/name) && projectcalico.org/name not in {"kube-system", "monitoring"}',
    );
    assert.equal(
      namespacesIn(["kube-system", "monitoring"]),
      'projectcalico.org/name in {"kube-system", "monitoring"}',
    );
    assert.equal(namespaceIs("web"), 'projectcalico.org/name == "web"');
    assert.equal(
      namespaceIsNot("web"),
      'has(projectcalico.org/name) && projectcalico.org/name != "web"',
    );
  });

  for (const [mode, global, namespaced] of [
    ["enforced", "GlobalNetworkPolicy", "NetworkPolicy"],
    ["staged", "StagedGlobalNetworkPolicy", "StagedNetworkPolicy"],
  ] as const) {
    it(`are of these kinds when ${mode}`, () => {
      assert.deepEqual(globalPolicy(mode, "app-isolation.x", SPEC), {
        apiVersion: "projectcalico.org/v3",
        kind: global,
        metadata: { name: "app-isolation.x" },
        spec: SPEC,
      });
      const metadata = { name: "app-isolation.x", namespace: "web" };
      assert.deepEqual(namespacedPolicy(mode, metadata, SPEC), {
        apiVersion: "projectcalico.org/v3",
        kind: namespaced,
        metadata,
        spec: SPEC,
      });
    });
  }
});
