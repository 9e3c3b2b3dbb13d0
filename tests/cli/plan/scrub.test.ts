import assert from "node:assert/strict";
import { scrubbed } from "../../../cli/plan/scrub.js";

describe("scrubbed", () => {
  it("replaces every secret wherever it stands, the longest first", () => {
    const text = "pass-phrase and pass-phrase-two, again pass-phrase";
    const clean = scrubbed(text, ["pass-phrase", "pass-phrase-two"]);
    assert.equal(clean, "[secret] and [secret], again [secret]");
  });

  it("leaves texts alone that are too short to tell anything", () => {
    assert.equal(scrubbed("a 1 b", ["1", "", "a"]), "a 1 b");
  });

  it("does not hide its own mark", () => {
    assert.equal(scrubbed("x [secret] y", ["[secret]"]), "x [secret] y");
  });
});
