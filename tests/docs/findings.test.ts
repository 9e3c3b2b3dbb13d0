import assert from "node:assert/strict";
import { LINTS, WORLD_FINDINGS } from "../../checks/index.js";
import { readFindingsPage } from "../support/findings-page.js";
import { anchorsOf, readPage } from "./markdown.js";

describe("documentation: findings", () => {
  it("is what the lints say (npm run docs:findings writes it)", () => {
    const { written, expected } = readFindingsPage();
    assert.equal(written, expected);
  });

  it("has an anchor for every code, once", () => {
    const anchors = anchorsOf(readPage("docs/findings.md"));
    for (const { code } of [...LINTS, ...WORLD_FINDINGS]) {
      assert.equal(anchors.filter((anchor) => anchor === code).length, 1, code);
    }
  });
});
