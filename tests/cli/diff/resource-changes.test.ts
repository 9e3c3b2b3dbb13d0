import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { JsonMap } from "../../../basics/json.js";
import { resourceLines } from "../../../cli/diff/text.js";
import { resourceChanges } from "../../../cli/diff/resource-changes.js";
import { createPalette } from "../../../cli/output/palette.js";
import type { PlanDocument } from "../../../cli/plan-folder/document.js";
import type { MaskedResource } from "../../../recorder/index.js";
import { PROJECT_ROOT } from "../../support/schema.js";
import { resource, runBulkhead } from "../support.js";

const ADDON = "aws:eks/addon:Addon";

function planWith(...resources: readonly MaskedResource[]): PlanDocument {
  return { resources } as unknown as PlanDocument;
}

function addon(name: string, inputs: JsonMap = {}): MaskedResource {
  return resource(ADDON, name, inputs);
}

function linesOf(before: PlanDocument, after: PlanDocument): string[] {
  return resourceLines(resourceChanges(before, after), createPalette(false));
}

describe("Resources of two plans", () => {
  it("come, go and change by type and name", () => {
    const before = planWith(addon("dns", { version: "1" }), addon("old"), addon("same", { a: 1 }));
    const after = planWith(addon("same", { a: 1 }), addon("new"), addon("dns", { version: "2" }));
    assert.deepEqual(resourceChanges(before, after), {
      added: [{ type: ADDON, name: "new" }],
      removed: [{ type: ADDON, name: "old" }],
      changed: [
        { type: ADDON, name: "dns", inputs: [{ name: "version", before: "1", after: "2" }] },
      ],
    });
    assert.deepEqual(linesOf(before, after), [
      "Resources",
      "  + Addon new",
      "  - Addon old",
      "  ~ Addon dns: version 1 → 2",
      "",
    ]);
  });

  const INPUTS: readonly (readonly [was: JsonMap, is: JsonMap, told: string])[] = [
    [{}, { most: 3 }, "most nothing → 3"],
    [{ most: 3 }, {}, "most 3 → nothing"],
    [{ on: false }, { on: true }, "on false → true"],
    [{ b: 1, a: 1 }, { a: 2, b: 2 }, "a 1 → 2, b 1 → 2"],
    [{ tags: { a: "1" } }, { tags: { a: "2" } }, "tags"],
    [{ list: [1] }, { list: [2] }, "list"],
    [{ text: "x".repeat(40) }, { text: "y" }, `text ${"x".repeat(40)} → y`],
    [{ text: "x".repeat(41) }, { text: "y" }, "text"],
  ];
  for (const [was, is, told] of INPUTS) {
    it(`with ${JSON.stringify(was)} and then ${JSON.stringify(is)}: ${told.slice(0, 30)}`, () => {
      const lines = linesOf(planWith(addon("it", was)), planWith(addon("it", is)));
      assert.equal(lines[1], `  ~ Addon it: ${told}`);
    });
  }

  const TYPES: readonly (readonly [type: string, custom: boolean, listed: boolean])[] = [
    [ADDON, true, true],
    ["eks:index:Cluster", false, true],
    ["kubernetes:helm.sh/v3:Release", true, true],
    ["kubernetes:helm.sh/v4:Chart", false, true],
    ["kubernetes:core/v1:Namespace", true, false],
    ["bulkhead:index:Platform", false, false],
    ["pulumi:providers:aws", true, false],
  ];
  for (const [type, custom, listed] of TYPES) {
    it(`${listed ? "list" : "leave out"} a ${type}`, () => {
      const { added } = resourceChanges(planWith(), planWith(resource(type, "it", {}, { custom })));
      assert.deepEqual(added, listed ? [{ type, name: "it" }] : []);
    });
  }

  it("of two stacks are the same ones", () => {
    const other = { ...addon("it"), urn: addon("it").urn.replace(":dev:", ":prod:") };
    assert.notEqual(other.urn, addon("it").urn);
    assert.deepEqual(linesOf(planWith(addon("it")), planWith(other)), [
      "Resources",
      "  no difference",
      "",
    ]);
  });

  it("are not there without plans", () => {
    assert.deepEqual(resourceLines(undefined, createPalette(false)), []);
  });
});

describe("bulkhead diff of an upgrade", function () {
  this.timeout(60_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "bulkhead-upgrade-"));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function planned(version: string): Promise<string> {
    const text = readFileSync(path.join(PROJECT_ROOT, "stacks", "Pulumi.dev.yaml"), "utf8");
    const cluster = "bulkhead:cluster:";
    const settings = path.join(folder, "Pulumi.dev.yaml");
    const out = path.join(folder, version);
    writeFileSync(
      settings,
      text.replace(cluster, `${cluster}\n    kubernetesVersion: "${version}"`),
    );
    const where = ["--program", PROJECT_ROOT, "--settings", settings, "--out", out];
    const { status, err } = await runBulkhead("plan", ...where);
    assert.equal(status, 0, err);
    return out;
  }

  it("of Kubernetes says which versions change, and that nothing opens", async () => {
    const [before, after] = [await planned("1.35"), await planned("1.36")];
    const { status, out } = await runBulkhead("diff", before, after, "--fail-on-open");
    assert.equal(status, 0);
    const lines = out.split("\n").map((line) => line.trim());
    for (const told of [
      "Opened: nothing",
      "~ Cluster halden-dev-cluster-eks: version 1.35 → 1.36",
      "~ NodeGroup halden-dev-cluster-nodes-general: version 1.35 → 1.36",
      "~ NodeGroup halden-dev-cluster-nodes-gpu: version 1.35 → 1.36",
    ]) {
      assert.ok(lines.includes(told), out);
    }
    const { out: json } = await runBulkhead("diff", before, after, "--json");
    const { resources } = JSON.parse(json) as { resources: ReturnType<typeof resourceChanges> };
    assert.deepEqual([resources.added, resources.removed], [[], []]);
    const versions = resources.changed.flatMap(({ inputs }) => inputs.map(({ name }) => name));
    assert.deepEqual([...new Set(versions)].sort(), ["addonVersion", "values", "version"]);
  });
});
