import assert from "node:assert/strict";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { manifestsIn } from "../../recorder/index.js";
import type { Manifest, RecordedProgram } from "../../recorder/index.js";
import { record, resourceOf, Thing, Typed } from "./programs.js";

function manifest(recorded: RecordedProgram, kind: string): Manifest {
  const found = manifestsIn(recorded).find((one) => one.kind === kind);
  assert.ok(found, `no ${kind}`);
  return found;
}

describe("manifestsIn", () => {
  it("lists every single object, and nothing else", async () => {
    const recorded = await record(() => {
      const provider = new k8s.Provider("p", {});
      const opts = { provider };
      new k8s.core.v1.Namespace("ns", { metadata: { name: "shop" } }, opts);
      new k8s.helm.v3.Release("rel", { chart: "nginx" }, opts);
      new k8s.helm.v4.Chart("cha", { chart: "nginx" }, opts);
      new k8s.yaml.v2.ConfigGroup("group", { yaml: "" }, opts);
      k8s.core.v1.ConfigMap.get("read", "kube-system/coredns", opts);
      new k8s.core.v1.ConfigMapList("list", { items: [] }, opts);
      new Thing("other");
    });
    assert.deepEqual(
      manifestsIn(recorded).map(({ kind }) => kind),
      ["Namespace"],
    );
  });

  it("writes each object as it would be applied", async () => {
    const recorded = await record(() => {
      new k8s.apiextensions.CustomResource("deny", {
        apiVersion: "projectcalico.org/v3",
        kind: "GlobalNetworkPolicy",
        metadata: { name: "default-deny", labels: { app: "x" } },
        spec: { tier: "default", selector: "all()", types: ["Ingress"] },
      });
      new k8s.networking.v1.NetworkPolicy("np", {
        metadata: { namespace: "shop" },
        spec: { podSelector: {} },
      });
    });
    const deny = manifest(recorded, "GlobalNetworkPolicy");
    const policy = manifest(recorded, "NetworkPolicy");
    assert.deepEqual(deny, {
      apiVersion: "projectcalico.org/v3",
      kind: "GlobalNetworkPolicy",
      metadata: { name: "default-deny", labels: { app: "x" } },
      spec: { tier: "default", selector: "all()", types: ["Ingress"] },
      urn: resourceOf(recorded, "deny").urn,
    });
    assert.equal(policy.apiVersion, "networking.k8s.io/v1");
    assert.equal(policy.metadata.namespace, "shop");
    assert.match(policy.metadata.name, /^np-[0-9a-f]{8}$/);
  });

  it("derives apiVersion and kind from the type where the inputs do not say them", async () => {
    const recorded = await record(() => {
      new Typed("kubernetes:core/v1:Service", "a");
      new Typed("kubernetes:apps/v1:Deployment", "b");
      new Typed("kubernetes:example.com/v1:AllowList", "c");
    });
    assert.deepEqual(
      manifestsIn(recorded).map(({ apiVersion, kind }) => `${apiVersion} ${kind}`),
      ["v1 Service", "apps/v1 Deployment", "example.com/v1 AllowList"],
    );
  });

  it("puts namespaced objects of Kubernetes into the provider's namespace, custom ones nowhere", async () => {
    const recorded = await record(() => {
      const provider = new k8s.Provider("p", { namespace: "mine" });
      new k8s.core.v1.ConfigMap("a", {}, { provider });
      new k8s.core.v1.ConfigMap("b", {});
      new k8s.rbac.v1.ClusterRole("c", {}, { provider });
      new Typed("kubernetes:projectcalico.org/v3:Tier", "d", {}, { provider });
    });
    assert.deepEqual(
      ["a", "b", "c", "d"].map((name) => {
        const { urn } = resourceOf(recorded, name);
        return manifestsIn(recorded).find((one) => one.urn === urn)?.metadata.namespace;
      }),
      ["mine", "default", undefined, undefined],
    );
  });

  it("flags patches, and tells them from kinds that end alike", async () => {
    const recorded = await record(() => {
      new k8s.core.v1.NamespacePatch("a", { metadata: { name: "default" } });
      const object = { apiVersion: "example.com/v1", metadata: { name: "b" } };
      new k8s.apiextensions.CustomResourcePatch("b", { ...object, kind: "Widget" });
      new k8s.apiextensions.CustomResource("c", { ...object, kind: "EyePatch" });
    });
    assert.deepEqual(
      new Map(manifestsIn(recorded).map(({ kind, patch }) => [kind, patch])),
      new Map([
        ["Namespace", true],
        ["Widget", true],
        ["EyePatch", undefined],
      ]),
    );
  });

  it("redacts secrets, marks unknowns and drops Pulumi's own notes", async () => {
    const recorded = await record(
      () => {
        const namespace = new k8s.core.v1.Namespace("ns");
        const stringData = { password: pulumi.secret("hunter2") };
        const metadata = { name: "s", annotations: { of: namespace.id } };
        new k8s.core.v1.Secret("s", { metadata, stringData });
        new Typed("kubernetes:core/v1:ConfigMap", "c", {
          __defaults: [],
          data: { __x: "1", y: "2" },
        });
      },
      { mode: "preview" },
    );
    const secret = manifest(recorded, "Secret");
    const config = manifest(recorded, "ConfigMap");
    assert.ok(!JSON.stringify(secret).includes("hunter2"));
    assert.ok(JSON.stringify(secret).includes("[secret]"));
    assert.deepEqual(secret.metadata.annotations, { of: "[unknown]" });
    assert.deepEqual([config.data, "__defaults" in config], [{ y: "2" }, false]);
  });
});
