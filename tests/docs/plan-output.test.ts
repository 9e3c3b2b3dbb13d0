import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommandLine } from "../../cli/commands.js";
import { PROJECT_ROOT } from "../support/schema.js";
import { blocksOf, readPage } from "./markdown.js";
import { staleLines } from "./shown-output.js";

describe("documentation: what plan prints", () => {
  let folder = "";
  let status = -1;
  let printed = "";

  before(async function () {
    this.timeout(60_000);
    folder = mkdtempSync(join(tmpdir(), "bulkhead-docs-"));
    const terminal = {
      out: (text: string) => (printed += text),
      err: () => undefined,
      input: () => "",
      colored: false,
      interactive: false,
    };
    status = await runCommandLine(
      ["plan", "--program", PROJECT_ROOT, "--stack", "dev", "--out", join(folder, "plan")],
      terminal,
    );
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("is what the README shows", () => {
    assert.equal(status, 0);
    assert.deepEqual(staleLines("README.md", "bulkhead dev", printed), []);
  });

  it("has the fields that docs/plan-json.md lists", () => {
    const { code } = blocksOf([readPage("docs/plan-json.md")], "ts")[0] ?? { code: "" };
    const listed = [...code.matchAll(/^ {2}(\w+)\??:/gm)].map(({ 1: field }) => field);
    const plan = JSON.parse(readFileSync(join(folder, "plan/plan.json"), "utf8")) as object;
    assert.deepEqual(listed, Object.keys(plan));
  });
});
