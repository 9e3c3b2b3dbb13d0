import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readPage } from "./markdown.js";

const ROOT = join(__dirname, "../..");

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

describe("docs/recorder.md", () => {
  it("names the SDK that is installed, and the SDK and the Node that .ci/run tries with it", () => {
    const { packages } = JSON.parse(read("package-lock.json")) as Lock;
    const pinned = (name: string): string | undefined =>
      new RegExp(`^${name}=(.+)$`, "m").exec(read(".ci/run"))?.[1];
    const [section = ""] = /^## Versions\n[^#]*/m.exec(readPage("docs/recorder.md").text) ?? [];
    assert.deepEqual(section.match(/\d+\.\d+\.\d+/g), [
      packages["node_modules/@pulumi/pulumi"]?.version,
      pinned("NEWER_SDK"),
      pinned("SDK_NODE"),
    ]);
  });
});
