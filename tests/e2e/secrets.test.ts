import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Outcome, Workspace, Settings } from "../../testbed/engine/workspace.js";
import { readAccess } from "../../testbed/kubernetes/kubeconfig.js";
import { runBulkhead } from "../cli/support.js";
import { localSettings, openLocal } from "./support/local-environment.js";
import { stepByStep } from "./support/steps.js";
import { runningTestbed, skipWithoutEngine, skipOnGivenCluster } from "./support/testbed.js";

/** Every form in which a key may lie somewhere: as a file, in a kubeconfig, and in JSON. */
function formsOf(key: string): string[] {
  const lines = key.split("\n").filter((line) => line.length > 40);
  return [...lines, Buffer.from(key).toString("base64").slice(0, 120)];
}

/** The files below a folder that hold any of the texts. */
function filesWith(folder: string, texts: readonly string[]): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));
  return files.filter((file) => {
    const content = readFileSync(file, "latin1");
    return texts.some((text) => content.includes(text));
  });
}

describe("Secrets: a kubeconfig with a key in it", function () {
  this.timeout(240_000);
  stepByStep(this);
  skipWithoutEngine(this);
  skipOnGivenCluster(this);

  /** Absent where the suite is skipped. */
  let opened: Workspace | undefined;
  let forms: string[] = [];
  const said: Outcome[] = [];

  before(async () => {
    const testbed = runningTestbed();
    forms = formsOf(readAccess(testbed.run.kubeconfig).key);
    assert.ok(forms.length > 1);
    opened = await openLocal(testbed, "secrets");
    const settings = localSettings();
    const existing = settings["bulkhead:existingCluster"] as Settings;
    opened.configure({
      ...settings,
      "bulkhead:existingCluster": { ...existing, kubeconfig: "to be set" },
    });
    const kubeconfig = readFileSync(testbed.run.kubeconfig, "utf8");
    const where = "existingCluster.kubeconfig";
    await opened.demand("config", "set", "--secret", "--path", where, kubeconfig);
  });

  after(async () => {
    await opened?.run("destroy", "--yes", "--skip-preview");
    opened?.remove();
  });

  function workspace(): Workspace {
    assert.ok(opened, "the suite was skipped");
    return opened;
  }

  async function run(...args: readonly string[]): Promise<void> {
    said.push(await workspace().demand(...args));
  }

  it("the engine works with it", async () => {
    await run("preview", "--diff");
    await run("up", "--yes", "--skip-preview", "--diff");
    await run("refresh", "--yes", "--skip-preview");
    await run("stack", "output", "--json");
    await run("stack", "export");
    const { resources = [] } = await workspace().deployment();
    assert.ok(resources.length > 50);
  });

  it("the plan and its report are made with it", async () => {
    const out = path.join(workspace().folder, "plan");
    const where = ["--program", workspace().folder, "--stack", "local", "--out", out];
    const { status, err, out: text } = await runBulkhead("plan", ...where);
    assert.equal(status, 0, err);
    said.push({ status, text: text + err, changes: {}, steps: [] });
    assert.ok(existsSync(path.join(out, "report.html")));
  });

  it("it is nowhere in state, history, logs, plan, report and settings", () => {
    assert.deepEqual(filesWith(workspace().folder, forms), []);
  });

  it("nothing that was printed shows it", () => {
    for (const { text } of said) {
      assert.ok(!forms.some((form) => text.includes(form)));
    }
  });

  it("who may have it gets it, so that there was something to hide", async () => {
    const { text } = await workspace().demand("stack", "output", "--json", "--show-secrets");
    assert.ok(forms.some((form) => text.includes(form)));
  });
});
