import assert from "node:assert/strict";
import { CLUSTER_NAMESPACES } from "../../contract/names.js";
import {
  manifestsIn,
  unwrapSecrets,
  type Manifest,
  type RecordedProgram,
} from "../../recorder/index.js";
import { components, environment, ENVIRONMENTS, STAGED } from "../support/environments.js";
import { named, policyOf } from "./manifests.js";

function calicoPolicies(recorded: RecordedProgram): Manifest[] {
  return manifestsIn(recorded).filter(
    ({ apiVersion, kind }) =>
      apiVersion === "projectcalico.org/v3" &&
      kind.includes("Policy") &&
      kind !== "StagedKubernetesNetworkPolicy",
  );
}

interface BindingSpec {
  readonly validationActions: string[];
  readonly matchResources: {
    readonly namespaceSelector: { readonly matchExpressions: { readonly values: string[] }[] };
  };
}

function systemNamespacesOf(stack: string): string[] {
  return [...CLUSTER_NAMESPACES, ...(stack === "prod" ? ["monitoring"] : [])];
}

function setOf(names: readonly string[]): string {
  return `{${names.map((name) => `"${name}"`).join(", ")}}`;
}

for (const stack of ENVIRONMENTS) {
  describe(`Policies of ${stack}`, function () {
    this.timeout(60_000);
    let recorded: RecordedProgram;
    before(async () => {
      recorded = await environment(stack);
    });

    it("sets tier, order and types in every Calico policy, and names it after its tier", () => {
      const policies = calicoPolicies(recorded);
      assert.equal(policies.length, 4 + components(recorded, "AppNamespace").length);
      for (const policy of policies) {
        const { tier, order, types } = policyOf(policy);
        assert.equal(typeof order, "number", policy.metadata.name);
        assert.ok(types.length > 0);
        const prefix = tier === "default" ? "" : `${tier}.`;
        assert.ok(policy.metadata.name.startsWith(prefix), policy.metadata.name);
        assert.ok(["default", "app-isolation"].includes(tier));
      }
    });

    it("gives the default the last order, without ingress rules and without host endpoints", () => {
      const spec = policyOf(named(recorded, "GlobalNetworkPolicy", "default-isolation"));
      const system = setOf(systemNamespacesOf(stack));
      assert.deepEqual(
        {
          tier: spec.tier,
          order: spec.order,
          selector: spec.namespaceSelector,
          ingress: spec.ingress,
        },
        {
          tier: "default",
          order: 2000,
          selector: `has(projectcalico.org/name) && projectcalico.org/name not in ${system} && !has(app-isolation/staged)`,
          ingress: undefined,
        },
      );
      assert.deepEqual(
        (spec.egress ?? []).map(({ action }) => action),
        ["Allow", "Allow"],
      );
    });

    it("has no Calico policy in tier default before the Kubernetes NetworkPolicies", () => {
      const early = calicoPolicies(recorded).filter((policy) => {
        const { tier, order } = policyOf(policy);
        return tier === "default" && order <= 1000;
      });
      assert.deepEqual(early, []);
    });

    it("system namespaces are the same in every policy, admission binding and in the record", () => {
      const system = systemNamespacesOf(stack);
      const platform = unwrapSecrets(recorded.outputs.platform) as { systemNamespaces: string[] };
      assert.deepEqual(platform.systemNamespaces, system);
      for (const policy of calicoPolicies(recorded).filter(({ kind }) =>
        kind.startsWith("Global"),
      )) {
        const { namespaceSelector } = policyOf(policy);
        assert.equal(namespaceSelector?.includes(setOf(system)), true, policy.metadata.name);
      }
      const bindings = manifestsIn(recorded).filter(
        ({ kind }) => kind === "ValidatingAdmissionPolicyBinding",
      );
      assert.equal(bindings.length, stack === "prod" ? 6 : 5);
      for (const binding of bindings) {
        const spec = binding.spec as unknown as BindingSpec;
        assert.deepEqual(spec.validationActions, ["Deny"]);
        const [expression, ...more] = spec.matchResources.namespaceSelector.matchExpressions;
        assert.deepEqual(more, []);
        assert.deepEqual(expression?.values, system, binding.metadata.name);
      }
    });

    it("load balancers never reach system pods, from wherever they may stand", () => {
      const spec = policyOf(
        named(recorded, "GlobalNetworkPolicy", "app-isolation.system-from-alb"),
      );
      const block = {
        local: "172.18.255.0/24",
        dev: "10.2.0.0/20",
        staging: "10.1.0.0/18",
        prod: "10.0.0.0/18",
      }[stack];
      assert.deepEqual(spec.ingress, [{ action: "Deny", source: { nets: [block] } }]);
    });

    it("pods are written by the CNI that the cluster has", () => {
      const text = JSON.stringify(
        named(recorded, "ValidatingAdmissionPolicy", "app-isolation-pod-ip"),
      );
      const aws = text.includes("system:serviceaccount:kube-system:aws-node");
      const calico = text.includes("system:serviceaccount:calico-system:calico-node");
      assert.deepEqual({ aws, calico }, { aws: stack !== "local", calico: stack === "local" });
    });

    it("each application has one boundary, one default deny and a managed namespace", () => {
      const applications = components(recorded, "AppNamespace");
      for (const { name } of applications) {
        const own = manifestsIn(recorded).filter(({ metadata }) => metadata.namespace === name);
        const kinds = own.map(
          ({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.name}`,
        );
        const expected = STAGED[stack].includes(name)
          ? [
              "projectcalico.org/v3 StagedNetworkPolicy app-isolation.boundary",
              "projectcalico.org/v3 StagedKubernetesNetworkPolicy default-deny",
            ]
          : [
              "projectcalico.org/v3 NetworkPolicy app-isolation.boundary",
              "networking.k8s.io/v1 NetworkPolicy default-deny",
            ];
        assert.deepEqual(
          expected.filter((kind) => !kinds.includes(kind)),
          [],
          name,
        );
        const { labels } = named(recorded, "Namespace", name).metadata;
        assert.equal((labels as Record<string, string>)["app-isolation/managed"], "true");
      }
      const namespaces = manifestsIn(recorded).filter(({ kind }) => kind === "Namespace");
      assert.equal(namespaces.length, applications.length + 1);
    });

    it("a connection that one application declares, the other one declares, too", () => {
      interface Neighbours {
        readonly applications?: { readonly application: string }[];
      }
      const applications = components(recorded, "AppNamespace");
      const pairs = (field: "egress" | "ingressFrom"): string[] =>
        applications.flatMap(({ name, inputs }) =>
          ((unwrapSecrets(inputs[field]) as Neighbours | undefined)?.applications ?? []).map(
            ({ application }) =>
              field === "egress" ? `${name} → ${application}` : `${application} → ${name}`,
          ),
        );
      assert.deepEqual(pairs("egress").sort(), pairs("ingressFrom").sort());
    });
  });
}
