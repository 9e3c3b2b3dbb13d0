import assert from "node:assert/strict";
import { join } from "node:path";
import { defaultPaths } from "../../../cli/input/read-input.js";
import { UsageError } from "../../../cli/usage-error.js";
import { Workspace } from "../manifests.js";

const PLAN = JSON.stringify({
  version: 1,
  project: "shop",
  stack: "dev",
  resources: [],
  outputs: {},
  addresses: [],
  applications: [],
});

describe("defaultPaths", () => {
  const space = new Workspace();

  after(() => {
    space.remove();
  });

  function plans(...names: string[]): string {
    const parent = join(space.folder, String(names.length));
    space.file(`${names.length}/other/file.txt`, "no plan");
    for (const name of names) {
      space.file(`${names.length}/${name}/plan.json`, PLAN);
      space.file(`${names.length}/${name}/manifests/a.yaml`, "");
    }
    return parent;
  }

  it("is the only plan there is", () => {
    const parent = plans("shop-dev");
    assert.deepEqual(defaultPaths("--in PATH", parent), [join(parent, "shop-dev")]);
  });

  it("is not guessed among several plans, or without one", () => {
    assert.throws(
      () => defaultPaths("--in PATH", plans("shop-dev", "shop-prod")),
      (error) =>
        error instanceof UsageError && /several plans.*shop-dev.*shop-prod/.test(error.message),
    );
    for (const parent of [plans(), join(space.folder, "nowhere")]) {
      assert.throws(
        () => defaultPaths("--in PATH", parent),
        (error) => error instanceof UsageError && /no plan in .*--in PATH/.test(error.message),
      );
    }
  });
});
