import assert from "node:assert/strict";
import { createEnvironment } from "../../stacks/platform.js";
import { parseSettings } from "../../stacks/settings.js";
import { isSecret, redact, unwrapSecrets, type RecordedProgram } from "../../recorder/index.js";
import { AWS_ENVIRONMENTS, component, environment } from "../support/environments.js";
import { recordOutputs } from "../support/record.js";

/**
 * Everything that a reader of the graph sees, but for what the eks package itself publishes of its cluster: that
 * kubeconfig runs the AWS CLI and holds no credential.
 */
function shown({ resources, outputs, config }: RecordedProgram): string {
  const visible = resources.map((resource) => ({
    ...resource,
    inputs: redact(resource.inputs),
    outputs: resource.type === "eks:index:Cluster" ? {} : redact(resource.outputs),
  }));
  return JSON.stringify({ visible, outputs: redact(outputs), config });
}

/** Words that stand in a kubeconfig and nowhere else. */
function markersOf(kubeconfig: string): string[] {
  const [, ca = ""] = /"certificate-authority-data":"([^"]+)"/.exec(kubeconfig) ?? [];
  return [ca, "certificate-authority-data", "current-context", "get-token"];
}

describe("Secrets", function () {
  this.timeout(60_000);

  for (const stack of AWS_ENVIRONMENTS) {
    it(`${stack} shows its kubeconfig nowhere`, async () => {
      const recorded = await environment(stack);
      const { kubeconfig } = component(recorded, "Cluster").outputs;
      assert.ok(isSecret(kubeconfig));
      const plain = unwrapSecrets(kubeconfig) as string;
      const markers = markersOf(plain);
      assert.ok(markers.every((marker) => marker.length > 8 && plain.includes(marker)));
      const text = shown(recorded);
      assert.deepEqual(
        markers.filter((marker) => text.includes(marker)),
        [],
      );
    });

    it(`${stack} marks it wherever it goes: component, platform, provider, stack`, async () => {
      const recorded = await environment(stack);
      const provider = recorded.resources.find(
        ({ type }) => type === "pulumi:providers:kubernetes",
      );
      const places = [
        component(recorded, "Cluster").outputs.kubeconfig,
        component(recorded, "Platform").outputs.kubeconfig,
        provider?.inputs.kubeconfig,
        recorded.outputs.kubeconfig,
      ];
      assert.deepEqual(places.map(isSecret), [true, true, true, true]);
      assert.equal(new Set(places.map(unwrapSecrets)).size, 1);
    });

    it(`${stack} hides nothing that another program must read`, async () => {
      const { platform } = (await environment(stack)).outputs;
      assert.ok(!JSON.stringify(redact(platform ?? null)).includes("[secret]"));
    });
  }

  it("the kubeconfig of an existing cluster is as secret as one that was made", async () => {
    const token = "a-token-that-stays-secret";
    const settings = parseSettings({
      name: "local",
      existingCluster: { kubeconfig: `{"token":"${token}"}`, podCidrBlocks: ["10.244.0.0/16"] },
      applications: { shop: { ports: [8080] } },
    });
    const recorded = await recordOutputs(() => createEnvironment(settings));
    assert.ok(!shown(recorded).includes(token));
    assert.ok(isSecret(recorded.outputs.kubeconfig));
    const provider = recorded.resources.find(({ type }) => type === "pulumi:providers:kubernetes");
    assert.equal(unwrapSecrets(provider?.inputs.kubeconfig), `{"token":"${token}"}`);
  });
});
