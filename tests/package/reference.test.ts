import assert from "node:assert/strict";
import { join } from "node:path";
import * as bulkhead from "../../index.js";
import { REFERENCE_FOLDER, readReference, writeReference } from "../support/reference.js";
import { PROJECT_ROOT } from "../support/schema.js";

describe("documentation: reference of the components", () => {
  const written = readReference(REFERENCE_FOLDER);

  it("is what the sources say (npm run docs:reference writes it)", () => {
    const folder = join(PROJECT_ROOT, ".cache/reference/pages");
    writeReference(folder);
    assert.deepEqual(written, readReference(folder));
  });

  it("has a page for every component, with its arguments", () => {
    const components = Object.entries(bulkhead).flatMap(([name, exported]) =>
      typeof exported === "function" ? [name] : [],
    );
    assert.ok(components.includes("Platform") && components.includes("AppNamespace"));
    for (const name of components) {
      const page = written[`${name}.md`] ?? "";
      assert.match(page, new RegExp(`^### ${name}\n`, "m"), name);
      assert.match(page, new RegExp(`^### ${name}Args\n`, "m"), name);
    }
  });
});
