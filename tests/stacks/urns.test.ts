import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environment, ENVIRONMENTS, ROOT } from "../support/environments.js";

/**
 * A URN that goes is a resource that an upgrade deletes, unless an alias takes it over. So this list only changes on
 * purpose: `GOLDEN=write npx mocha --spec tests/stacks/urns.test.ts` writes it anew.
 */
const REWRITE = process.env.GOLDEN === "write";

function goldenOf(stack: string): string {
  return join(ROOT, `tests/stacks/golden/${stack}.txt`);
}

describe("URNs of the environments: the contract of an upgrade", function () {
  this.timeout(60_000);

  for (const stack of ENVIRONMENTS) {
    it(`${stack} has the URNs that it had`, async () => {
      const { resources } = await environment(stack);
      const urns = resources.map(({ urn }) => urn).sort();
      if (REWRITE) writeFileSync(goldenOf(stack), `${urns.join("\n")}\n`);
      assert.deepEqual(urns, readFileSync(goldenOf(stack), "utf8").trimEnd().split("\n"));
    });
  }

  it("are written by a person only", () => {
    assert.ok(!REWRITE, "the golden lists were written: look at the difference");
  });
});
