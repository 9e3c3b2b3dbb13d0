import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireOwnFolder, writePlanFolder } from "../../../cli/plan-folder/write.js";
import { UsageError } from "../../../cli/usage-error.js";

const PLAN = JSON.stringify({ version: 1, project: "p", stack: "s", resources: [], outputs: {} });

const FILES = { plan: PLAN, report: "<!doctype html>", zones: "vpc: []\n" };

describe("the output folder", () => {
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "bulkhead-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function filesIn(path = folder): string[] {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
      .sort();
  }

  it("is made where it does not exist", () => {
    const deep = join(folder, "a", "b");
    writePlanFolder(deep, FILES, [{ path: "chat/Role-x.yaml", content: "x" }]);
    assert.deepEqual(filesIn(deep), [
      "manifests/chat/Role-x.yaml",
      "plan.json",
      "report.html",
      "zones.yaml",
    ]);
    assert.equal(readFileSync(join(deep, "plan.json"), "utf8"), PLAN);
    assert.equal(readFileSync(join(deep, "report.html"), "utf8"), FILES.report);
    assert.equal(readFileSync(join(deep, "zones.yaml"), "utf8"), FILES.zones);
  });

  it("holds the manifests of the last plan alone, and keeps what others put beside them", () => {
    writePlanFolder(folder, FILES, [{ path: "old/Role-x.yaml", content: "x" }]);
    writeFileSync(join(folder, "notes.txt"), "");
    writeFileSync(join(folder, "report.html"), "former");
    writeFileSync(join(folder, "zones.yaml"), "former");
    writePlanFolder(folder, FILES, [{ path: "new/Role-y.yaml", content: "y" }]);
    assert.deepEqual(filesIn(), [
      "manifests/new/Role-y.yaml",
      "notes.txt",
      "plan.json",
      "report.html",
      "zones.yaml",
    ]);
    assert.equal(readFileSync(join(folder, "report.html"), "utf8"), FILES.report);
    assert.equal(readFileSync(join(folder, "zones.yaml"), "utf8"), FILES.zones);
  });

  it("has an empty manifests folder for a plan without Kubernetes objects", () => {
    writePlanFolder(folder, FILES, []);
    assert.deepEqual(readdirSync(folder).sort(), [
      "manifests",
      "plan.json",
      "report.html",
      "zones.yaml",
    ]);
  });

  for (const [what, content] of [
    ["no plan.json", undefined],
    ["a plan.json of something else", '{"version": 1}'],
    ["a plan.json of another version", PLAN.replace('"version":1', '"version":2')],
    ["a broken plan.json", "{"],
  ] as const) {
    it(`is refused when it holds files and ${what}`, () => {
      mkdirSync(join(folder, "manifests"));
      writeFileSync(join(folder, "manifests", "precious.txt"), "");
      if (content !== undefined) writeFileSync(join(folder, "plan.json"), content);
      const before = filesIn();
      assert.throws(() => {
        writePlanFolder(folder, FILES, []);
      }, UsageError);
      assert.deepEqual(filesIn(), before);
    });
  }

  it("is refused when it is a file", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    assert.throws(() => {
      requireOwnFolder(file);
    }, UsageError);
  });

  it("recovers from a run that was interrupted before its first plan was whole", () => {
    mkdirSync(join(folder, ".bulkhead-unfinished-new", "manifests"), { recursive: true });
    writeFileSync(join(folder, ".bulkhead-unfinished-new", "manifests", "half.yaml"), "");
    writePlanFolder(folder, FILES, []);
    assert.deepEqual(filesIn(), ["plan.json", "report.html", "zones.yaml"]);
    assert.deepEqual(readdirSync(folder).sort(), [
      "manifests",
      "plan.json",
      "report.html",
      "zones.yaml",
    ]);
  });
});
