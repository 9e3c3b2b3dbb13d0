import assert from "node:assert/strict";
import * as k8s from "@pulumi/kubernetes";
import { isUnknown, redact } from "../../recorder/index.js";
import { record, resourceOf, text } from "./programs.js";

describe("outputs of Kubernetes resources", () => {
  it("have ids, names, namespaces and uids", async () => {
    const recorded = await record(() => {
      const named = new k8s.core.v1.Namespace("a", { metadata: { name: "fixed" } });
      const auto = new k8s.core.v1.Namespace("b");
      const config = new k8s.core.v1.ConfigMap("c", {
        metadata: { namespace: named.metadata.name },
      });
      const plain = new k8s.core.v1.ConfigMap("d");
      return {
        auto: auto.metadata.name,
        uid: auto.metadata.uid,
        in: config.id,
        of: plain.metadata.namespace,
      };
    });
    assert.equal(resourceOf(recorded, "a").id, "fixed");
    assert.match(text(recorded.outputs.auto), /^b-[0-9a-f]{8}$/);
    assert.match(text(recorded.outputs.uid), /^[0-9a-f]{8}-/);
    assert.match(text(recorded.outputs.in), /^fixed\/c-[0-9a-f]{8}$/);
    assert.equal(recorded.outputs.of, "default");
  });

  it("know their names in a preview, but no uid", async () => {
    const program = (): Record<string, unknown> => {
      const namespace = new k8s.core.v1.Namespace("b");
      return { id: namespace.id, name: namespace.metadata.apply(({ name }) => name) };
    };
    const { outputs } = await record(program, { mode: "preview" });
    assert.ok(isUnknown(outputs.id));
    assert.match(text(outputs.name), /^b-[0-9a-f]{8}$/);
  });

  it("read existing objects by their id", async () => {
    const program = (): Record<string, unknown> => {
      const read = k8s.core.v1.ConfigMap.get("r", "kube-system/coredns");
      return { name: read.metadata.name, namespace: read.metadata.namespace };
    };
    const { outputs } = await record(program);
    assert.deepEqual(outputs, { name: "coredns", namespace: "kube-system" });
  });

  it("answer for releases and charts as one resource each", async () => {
    const recorded = await record(() => {
      const release = new k8s.helm.v3.Release("rel", {
        chart: "nginx",
        namespace: "web",
        version: "2.0.0",
      });
      const chart = new k8s.helm.v4.Chart("cha", { chart: "nginx" });
      return { name: release.name, status: release.status, resources: chart.resources };
    });
    assert.match(text(recorded.outputs.name), /^rel-[0-9a-f]{8}$/);
    assert.equal(resourceOf(recorded, "rel").id, `web/${text(recorded.outputs.name)}`);
    assert.deepEqual(redact(recorded.outputs.status ?? null), {
      appVersion: "1.0.0",
      chart: "nginx",
      name: recorded.outputs.name,
      namespace: "web",
      revision: 1,
      status: "deployed",
      version: "2.0.0",
    });
    assert.deepEqual(recorded.outputs.resources, []);
    const { custom, remote } = resourceOf(recorded, "cha");
    assert.deepEqual([recorded.resources.length, custom, remote], [3, false, true]);
  });
});
