import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TENANT_WRITE_CHECKS, INVARIANTS } from "../../../checks/index.js";

const PAGE = join(__dirname, "../../../docs/invariants.md");

describe("docs/invariants.md", () => {
  it("lists every invariant and guard with its sentence, in order", () => {
    const rows = [...readFileSync(PAGE, "utf8").matchAll(/^\| `([a-z-]+)` +\| (.+?) +\|$/gm)];
    assert.deepEqual(
      rows.map(([, id, sentence]) => [id, sentence]),
      [...INVARIANTS, ...TENANT_WRITE_CHECKS].map(({ id, sentence }) => [id, sentence]),
    );
  });
});
