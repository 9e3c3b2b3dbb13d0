import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CHECKS } from "../../checks/index.js";

const FOLDER = join(__dirname, "../../checks");
const ALL = Object.values(CHECKS).flat();

describe("checks", () => {
  it("are listed by folder, and no folder is left out", () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    assert.deepEqual(folders.map(({ name }) => name).sort(), Object.keys(CHECKS).sort());
  });

  it("have unique codes across all folders", () => {
    const codes = ALL.map(({ code }) => code);
    const repeated = codes.filter((code, at) => codes.indexOf(code) !== at);
    assert.deepEqual(repeated, []);
  });

  for (const { code, severity, title, why, fix } of ALL) {
    it(`${code} has a kebab-case code, a one-line title, a reason and a fix`, () => {
      assert.match(code, /^[a-z]+(-[a-z]+)*$/);
      assert.ok(["error", "warning", "note"].includes(severity));
      assert.match(title, /^[A-Z0-9][^\n]{9,98}[^.\n]$/);
      assert.match(why, /^[A-Z0-9`][^\n]*\.$/);
      assert.match(fix, /^[A-Z0-9`][^\n]*\.$/);
    });
  }
});
