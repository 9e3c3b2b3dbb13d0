import assert from "node:assert/strict";
import { ComponentType } from "../../../contract/component-type.js";
import { withPlatformTier } from "../../../cli/input/platform-tier.js";
import { readManifests, type ReadResult } from "../../../prover/index.js";
import { manifestsIn } from "../../../recorder/index.js";
import { environment } from "../../support/environments.js";

const APPLICATION = { type: ComponentType.AppNamespace };
const BASELINE = { type: ComponentType.IsolationBaseline };

function read(...objects: readonly object[]): ReadResult {
  return readManifests([{ file: "a", objects }]);
}

describe("withPlatformTier", () => {
  it("adds the tier that the platform renders, and says so", async () => {
    const { objects, findings } = withPlatformTier(read(), () => [APPLICATION]);
    const rendered = manifestsIn(await environment("dev", "preview")).find(
      ({ kind }) => kind === "Tier",
    );
    assert.ok(rendered);
    assert.deepEqual(
      objects.map(({ content: { apiVersion, kind, metadata, spec } }) => ({
        apiVersion,
        kind,
        name: (metadata as { name: string }).name,
        spec,
      })),
      [
        {
          apiVersion: rendered.apiVersion,
          kind: rendered.kind,
          name: rendered.metadata.name,
          spec: rendered.spec,
        },
      ],
    );
    assert.deepEqual(
      findings.map(({ code, severity }) => [code, severity]),
      [["platform-tier-assumed", "note"]],
    );
  });

  it("adds nothing where the platform is there, the tier is, or no application is", () => {
    const tier = {
      apiVersion: "projectcalico.org/v3",
      kind: "Tier",
      metadata: { name: "app-isolation" },
      spec: { order: 7 },
    };
    const cases = [
      withPlatformTier(read(), () => [APPLICATION, BASELINE]),
      withPlatformTier(read(), () => [{ type: "aws:ec2/vpc:Vpc" }]),
    ];
    for (const { objects, findings } of cases) assert.deepEqual([objects, findings], [[], []]);
    const unasked = () => assert.fail("the tier is there, so that the plan need not be read");
    assert.equal(withPlatformTier(read(tier), unasked).objects.length, 1);
  });
});
