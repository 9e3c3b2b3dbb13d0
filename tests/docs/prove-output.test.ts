import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runBulkhead } from "../cli/support.js";
import { PROJECT_ROOT } from "../support/schema.js";
import { staleLines } from "./shown-output.js";

const EXAMPLE = join(PROJECT_ROOT, "examples/prove");

async function prove(folder: string) {
  const options = [
    "--zones",
    join(folder, "zones.yaml"),
    "--assert",
    join(folder, "assertions.yaml"),
  ];
  return runBulkhead("prove", join(folder, "manifests"), ...options);
}

describe("documentation: what prove prints", () => {
  it("is what the README shows, with status 1", async () => {
    const { status, out } = await prove(EXAMPLE);
    assert.equal(status, 1);
    assert.deepEqual(staleLines("README.md", "5 objects", out), []);
  });

  it("has status 0 after the change that the example's README proposes", async () => {
    const folder = mkdtempSync(join(tmpdir(), "bulkhead-docs-"));
    try {
      cpSync(EXAMPLE, folder, { recursive: true });
      const shop = join(folder, "manifests/shop.yaml");
      writeFileSync(shop, readFileSync(shop, "utf8").replace("10.0.0.0/16", "10.0.0.0/24"));
      const { status, out } = await prove(folder);
      assert.equal(status, 0, out);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
