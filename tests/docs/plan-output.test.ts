import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommandLine } from "../../cli/commands.js";
import { PROJECT_ROOT } from "../support/schema.js";
import { blocksOf, readPage } from "./markdown.js";

/** The widths of columns follow the longest cell of all rows, which the page does not show. */
function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.trim().replace(/\s+/g, " "));
}

/** Lines of `shown` that `printed` does not have in this order; an ellipsis stands for any lines. */
function missingLines(shown: readonly string[], printed: readonly string[]): string[] {
  const missing: string[] = [];
  let from = 0;
  for (const line of shown.filter((text) => text !== "…")) {
    const at = printed.indexOf(line, from);
    if (at === -1) missing.push(line);
    else from = at + 1;
  }
  return missing;
}

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
    const shown = blocksOf([readPage("README.md")], "text").find(({ code }) =>
      code.startsWith("bulkhead dev"),
    );
    assert.ok(shown);
    assert.deepEqual(missingLines(linesOf(shown.code.trimEnd()), linesOf(printed)), []);
  });

  it("has the fields that docs/plan-json.md lists", () => {
    const { code } = blocksOf([readPage("docs/plan-json.md")], "ts")[0] ?? { code: "" };
    const listed = [...code.matchAll(/^ {2}(\w+)\??:/gm)].map(({ 1: field }) => field);
    const plan = JSON.parse(readFileSync(join(folder, "plan/plan.json"), "utf8")) as object;
    assert.deepEqual(listed, Object.keys(plan));
  });
});
