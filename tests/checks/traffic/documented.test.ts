import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TENANT_WRITE_CHECKS, TRAFFIC_CHECKS } from "../../../checks/index.js";

const PAGE = join(__dirname, "../../../docs/invariants.md");

describe("docs/invariants.md", () => {
  it("lists every check of traffic and of tenant writes with its title, in order", () => {
    const rows = [...readFileSync(PAGE, "utf8").matchAll(/^\| `([a-z-]+)` +\| (.+?) +\|$/gm)];
    assert.deepEqual(
      rows.map(([, id, sentence]) => [id, sentence]),
      [...TRAFFIC_CHECKS, ...TENANT_WRITE_CHECKS].map(({ code, title }) => [code, title]),
    );
  });
});
