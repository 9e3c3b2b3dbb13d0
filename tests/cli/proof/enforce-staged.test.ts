import assert from "node:assert/strict";
import { enforceStaged, countEnforcement } from "../../../cli/proof/enforce-staged.js";
import { readManifests } from "../../../prover/index.js";

function object(apiVersion: string, kind: string, rest: object): object {
  return { apiVersion, kind, metadata: { name: "x" }, ...rest };
}

const CALICO = "projectcalico.org/v3";
const BINDING = "ValidatingAdmissionPolicyBinding";

function read(...objects: readonly object[]) {
  return readManifests([{ file: "objects", objects }]);
}

function binding(...validationActions: readonly string[]): object {
  const spec = { policyName: "x", validationActions };
  return object("admissionregistration.k8s.io/v1", BINDING, { spec });
}

describe("objects as if they were enforced", () => {
  const KINDS = [
    ["StagedNetworkPolicy", "NetworkPolicy"],
    ["StagedGlobalNetworkPolicy", "GlobalNetworkPolicy"],
    ["StagedKubernetesNetworkPolicy", "KubernetesNetworkPolicy"],
  ] as const;

  for (const [staged, enforced] of KINDS) {
    it(`a ${staged} becomes a ${enforced}`, () => {
      const given = read(object(CALICO, staged, { spec: { order: 1, stagedAction: "Set" } }));
      const [policy, ...others] = enforceStaged(given).objects;
      assert.deepEqual(others, []);
      assert.equal(policy?.kind, enforced);
      assert.deepEqual(policy.content.spec, { order: 1 });
      assert.deepEqual(countEnforcement(given), { enforced: 0, staged: 1 });
    });
  }

  for (const stagedAction of ["Delete", "Ignore"]) {
    it(`what is staged with ${stagedAction} enforces nothing`, () => {
      const given = read(object(CALICO, "StagedNetworkPolicy", { spec: { stagedAction } }));
      assert.deepEqual(enforceStaged(given).objects, []);
    });
  }

  it("counts what acts", () => {
    const given = read(
      object(CALICO, "NetworkPolicy", {}),
      object(CALICO, "GlobalNetworkPolicy", {}),
      object("networking.k8s.io/v1", "NetworkPolicy", {}),
      object("policy.networking.k8s.io/v1alpha2", "ClusterNetworkPolicy", {}),
      object(CALICO, "Tier", {}),
    );
    assert.deepEqual(countEnforcement(given), { enforced: 4, staged: 0 });
    assert.deepEqual(enforceStaged(given), given);
  });

  it("a binding that warns denies, and one without an action does nothing", () => {
    const actions = (given: object): unknown =>
      (enforceStaged(read(given)).accessControls[0]?.content.spec as { validationActions: unknown })
        .validationActions;
    assert.deepEqual(actions(binding("Warn", "Audit")), ["Deny"]);
    assert.deepEqual(actions(binding("Deny", "Audit")), ["Deny", "Audit"]);
    assert.deepEqual(actions(binding()), []);
  });

  it("other guards stay as they are", () => {
    const given = read(object("v1", "ResourceQuota", { spec: { validationActions: ["Warn"] } }));
    assert.deepEqual(enforceStaged(given).accessControls, given.accessControls);
  });

  it("a namespace loses the label that keeps the default off it, and no other", () => {
    const labels = { "app-isolation/staged": "true", team: "web" };
    const given = read({ apiVersion: "v1", kind: "Namespace", metadata: { name: "web", labels } });
    assert.deepEqual(enforceStaged(given).objects[0]?.content, {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "web", labels: { team: "web" } },
    });
  });
});
