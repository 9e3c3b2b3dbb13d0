import assert from "node:assert/strict";
import { join } from "node:path";
import { planFolderAt } from "../../../cli/plan-folder/read.js";
import { readInput } from "../../../cli/input/read-input.js";
import { UsageError } from "../../../cli/usage-error.js";
import { zoneNamed } from "../../../prover/index.js";
import { TWO_NAMESPACES, Workspace } from "../manifests.js";
import { runBulkhead } from "../support.js";

const PLAN = {
  version: 1,
  project: "shop",
  stack: "dev",
  resources: [],
  outputs: {},
  addresses: [{ cidr: "10.0.64.0/21", tier: "data", zone: "a" }],
  applications: [],
};

const TIER = `---
apiVersion: projectcalico.org/v3
kind: Tier
metadata: {name: app-isolation}
spec: {order: 500, defaultAction: Pass}
`;

const ZONES = "pods: [10.0.128.0/17]\nzones:\n  office: { kind: peer, cidrs: 192.168.0.0/16 }\n";

describe("The folder of a plan", () => {
  const space = new Workspace();

  after(() => {
    space.remove();
  });

  let count = 0;

  function folder(files: Readonly<Record<string, string>>): string {
    count += 1;
    const all = { "manifests/a.yaml": TWO_NAMESPACES + TIER, ...files };
    for (const [name, text] of Object.entries(all)) space.file(`${count}/${name}`, text);
    return join(space.folder, String(count));
  }

  it("has its plan, its manifests and its zones", () => {
    const path = folder({ "plan.json": JSON.stringify(PLAN), "zones.yaml": ZONES });
    const found = planFolderAt(path);
    assert.equal(found?.manifests, join(path, "manifests"));
    assert.equal(found.zones, join(path, "zones.yaml"));
    assert.deepEqual(found.plan, PLAN);
    assert.equal(found.plan, found.plan);
  });

  it("of an older version has no zones, which are those of its plan", async () => {
    const path = folder({ "plan.json": JSON.stringify(PLAN) });
    assert.equal(planFolderAt(path)?.zones, undefined);
    const { out } = await runBulkhead("explain", "data", "bank/*", "80", "--in", path);
    assert.match(out, /data → bank\/\* {2}80\/TCP {2}denied/);
  });

  for (const [what, files] of [
    ["without a plan", { "zones.yaml": ZONES }],
    ["with a plan.json of something else", { "plan.json": "{}" }],
    ["with a broken plan.json", { "plan.json": "{" }],
    ["without manifests", { "plan.json": JSON.stringify(PLAN), "manifests/a.yaml": "" }],
  ] as const) {
    it(`is none ${what}`, () => {
      const path = folder(files);
      const place = what === "without manifests" ? join(path, "manifests") : path;
      assert.equal(planFolderAt(place), undefined);
    });
  }

  it("answers by its manifests and zones alone, and reads the plan where it is needed", async () => {
    const path = folder({ "plan.json": "changed by hand", "zones.yaml": ZONES });
    const { out, status } = await runBulkhead("explain", "office", "bank/*", "80", "--in", path);
    assert.match(out, /office → bank\/\* {2}80\/TCP {2}denied/);
    assert.equal(status, 0);
    const proof = await runBulkhead("prove", path);
    assert.equal(proof.status, 2);
    assert.match(
      space.plain(proof.err),
      /\d+\/plan\.json is not a plan of this version; write it again with bulkhead plan\./,
    );
    assert.throws(() => planFolderAt(path)?.plan, UsageError);
  });

  it("takes zones that were mended by hand at their word, and tells what is wrong with them", async () => {
    const zones = `${ZONES}  shed: { kind: barn, cidrs: 192.0.2.0/24 }\n`;
    const path = folder({ "plan.json": JSON.stringify(PLAN), "zones.yaml": zones });
    const { err, status } = await runBulkhead("explain", "office", "bank/*", "80", "--in", path);
    assert.equal(status, 1);
    assert.match(
      space.plain(err),
      /\d+\/zones\.yaml:4: zones\.shed\.kind: "barn" is invalid: expected/,
    );
  });

  it("together with another one has the zones of both plans", () => {
    const paths = ["10.0.64.0/21", "10.0.80.0/21"].map((cidr, at) => {
      const plan = { ...PLAN, addresses: [{ cidr, tier: "data", zone: "a" }] };
      return folder({
        "plan.json": JSON.stringify(plan),
        "zones.yaml": ZONES,
        "manifests/a.yaml": at === 0 ? TIER : TWO_NAMESPACES,
      });
    });
    const { zones } = readInput(paths, undefined, { input: () => "" }).zones;
    const data = zoneNamed(zones, "data");
    assert.deepEqual(
      data?.ranges.map(({ text }) => text),
      ["10.0.64.0/21", "10.0.80.0/21"],
    );
    assert.equal(zoneNamed(zones, "office"), undefined);
  });
});
