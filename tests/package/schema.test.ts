import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT, readSchema } from "../support/schema.js";

const COMPONENTS = [
  "AppNamespace",
  "ApplicationAccess",
  "Calico",
  "Cluster",
  "ClusterRef",
  "IsolationBaseline",
  "LoadBalancerController",
  "Network",
  "Platform",
];

describe("schema.json", function () {
  // Pulumi's analyzer type-checks the whole package.
  this.timeout(180_000);

  it("is what other languages see of this version (npm run docs writes it)", async () => {
    const committed = readFileSync(join(PROJECT_ROOT, "schema.json"), "utf8");
    assert.equal(committed, await readSchema());
  });

  it("publishes the components and no accident of the analyzer", () => {
    const text = readFileSync(join(PROJECT_ROOT, "schema.json"), "utf8");
    const schema = JSON.parse(text) as { resources: Record<string, unknown> };
    const tokens = COMPONENTS.map((name) => `bulkhead:index:${name}`);
    assert.deepEqual(Object.keys(schema.resources).sort(), tokens);
    assert.doesNotMatch(text, /\[object Object\]|__#|resources\/kubernetes/);
  });
});
