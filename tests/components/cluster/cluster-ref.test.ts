import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { type ClusterRefArgs } from "../../../components/cluster/args.js";
import { ClusterRef } from "../../../components/cluster/cluster-ref.js";
import { isSecret, unwrapSecrets, type PropertyMap } from "../../../recorder/index.js";
import { failureOf, record, resourceNamed } from "../../support/record.js";

function plainOf(inputs: PropertyMap): object {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [key, unwrapSecrets(value)]),
  );
}

const PROVIDER = "pulumi:providers:kubernetes";

describe("ClusterRef", () => {
  const ACCEPTED: [what: string, args: ClusterRefArgs, inputs: object][] = [
    ["a context", { context: "kind-bulkhead" }, { context: "kind-bulkhead" }],
    ["a kubeconfig", { kubeconfig: "/etc/kubeconfig" }, { kubeconfig: "/etc/kubeconfig" }],
    ["a kubeconfig from elsewhere", { kubeconfig: pulumi.output("{}") }, { kubeconfig: "{}" }],
    ["both", { kubeconfig: "k", context: "c" }, { kubeconfig: "k", context: "c" }],
  ];

  for (const [what, args, expected] of ACCEPTED) {
    it(`creates a provider for ${what}, and nothing else`, async () => {
      const recorded = await record(() => new ClusterRef("local", args));
      assert.deepEqual(recorded.resources.map(({ type, name }) => `${type} ${name}`).slice(1), [
        "bulkhead:index:ClusterRef local",
        `${PROVIDER} local-kubernetes`,
      ]);
      const provider = resourceNamed(recorded, PROVIDER, "local-kubernetes");
      assert.deepEqual(plainOf(provider.inputs), { ...expected, clusterIdentifier: "local" });
      const component = resourceNamed(recorded, "bulkhead:index:ClusterRef", "local");
      assert.equal(provider.parent, component.urn);
      assert.deepEqual(component.outputs, {});
    });
  }

  it("keeps a kubeconfig as a secret, and with the provider alone", async () => {
    const args = { kubeconfig: "credentials", context: "kind" };
    const recorded = await record(() => new ClusterRef("local", args));
    const { inputs } = resourceNamed(recorded, PROVIDER, "local-kubernetes");
    assert.ok(isSecret(inputs.kubeconfig));
    const component = resourceNamed(recorded, "bulkhead:index:ClusterRef", "local");
    assert.deepEqual(component.inputs, { context: "kind" });
  });

  for (const args of [{}, { context: "" }]) {
    it(`refuses ${JSON.stringify(args)}, which means whatever cluster is current`, async () => {
      const message = await failureOf(() => new ClusterRef("local", args));
      assert.match(message, /ClusterRef "local" has 1 problem/);
      assert.match(message, /context: is missing: expected `context` .*or `kubeconfig`/);
    });
  }

  it("hands out its provider, which waits for what the component waits for", async () => {
    const recorded = await record(() => {
      const first = new k8s.Provider("first", {});
      const cluster = new ClusterRef("local", { context: "kind" }, { dependsOn: first });
      assert.deepEqual([...cluster.ready(), ...cluster.nodesReady()], []);
      new k8s.core.v1.Namespace("inside", {}, { provider: cluster.provider() });
    });
    const inside = resourceNamed(recorded, "kubernetes:core/v1:Namespace", "inside");
    const provider = resourceNamed(recorded, PROVIDER, "local-kubernetes");
    const first = resourceNamed(recorded, PROVIDER, "first");
    assert.ok(inside.provider?.startsWith(provider.urn));
    assert.deepEqual(provider.dependencies, [first.urn]);
  });
});
