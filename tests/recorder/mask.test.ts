import assert from "node:assert/strict";
import {
  manifestsIn,
  markKubernetesSecrets,
  maskProgram,
  maskText,
  secretTexts,
} from "../../recorder/index.js";
import { record, resourceOf, Typed } from "./programs.js";

describe("maskText", () => {
  it("masks every occurrence of each secret, the longest secret first", () => {
    const text = "pass-phrase and pass-phrase-two, again pass-phrase";
    const clean = maskText(text, ["pass-phrase", "pass-phrase-two"]);
    assert.equal(clean, "[secret] and [secret], again [secret]");
  });

  it("keeps texts of fewer than four characters", () => {
    assert.equal(maskText("a 1 b", ["1", "", "a"]), "a 1 b");
  });

  it("keeps the mark of a masked secret", () => {
    assert.equal(maskText("x [secret] y", ["[secret]"]), "x [secret] y");
  });
});

describe("a Kubernetes Secret in a recording", () => {
  const program = () =>
    record(() => {
      new Typed("kubernetes:core/v1:Secret", "login", {
        metadata: { name: "login" },
        data: { user: "cm9vdA==" },
        stringData: { password: "unmarked" },
      });
    });

  it("is masked in plain JSON, where its keys stay", async () => {
    const { inputs, outputs } = resourceOf(maskProgram(await program()), "login");
    for (const { data, stringData } of [inputs, outputs]) {
      assert.deepEqual(
        { data, stringData },
        {
          data: { user: "[secret]" },
          stringData: { password: "[secret]" },
        },
      );
    }
  });

  it("is masked in manifests once it is marked, and counts as secret text", async () => {
    const marked = markKubernetesSecrets(await program());
    const [secret] = manifestsIn(marked);
    assert.deepEqual(secret?.data, { user: "[secret]" });
    assert.deepEqual(secret.stringData, { password: "[secret]" });
    assert.deepEqual([...new Set(secretTexts(marked))].sort(), ["cm9vdA==", "unmarked"]);
  });
});
