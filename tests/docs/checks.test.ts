import assert from "node:assert/strict";
import { CHECKS } from "../../checks/index.js";
import { readChecksPage } from "../support/checks-page.js";
import { anchorsOf, readPage } from "./markdown.js";

describe("documentation: checks", () => {
  it("is up to date with the checks (npm run docs writes it)", () => {
    const { written, expected } = readChecksPage();
    assert.equal(written, expected);
  });

  it("has exactly one anchor for every code", () => {
    const anchors = anchorsOf(readPage("docs/checks.md"));
    for (const { code } of Object.values(CHECKS).flat()) {
      assert.equal(anchors.filter((anchor) => anchor === code).length, 1, code);
    }
  });
});
