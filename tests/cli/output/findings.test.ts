import assert from "node:assert/strict";
import type { Finding } from "../../../prover/index.js";
import { createPalette } from "../../../cli/output/palette.js";
import { findingSection } from "../../../cli/output/proof-section.js";

function finding(name: string | undefined, facts: Partial<Finding> = {}): Finding {
  const origin = { file: "all.yaml", document: 1, line: (name ?? "").length };
  const object = { apiVersion: "v1", kind: "Pod", namespace: "shop", name: name ?? "", origin };
  return {
    code: "odd",
    severity: "warning",
    message: "It is odd.",
    fix: "Make it even.",
    ...(name === undefined ? {} : { object, origin, path: "spec" }),
    ...facts,
  };
}

function told(...findings: readonly Finding[]): string[] {
  return findingSection(findings, createPalette(false));
}

describe("Findings in text", () => {
  it("are nothing where there are none", () => {
    assert.deepEqual(told(), []);
  });

  it("name the object before what is said of it, and where it stands", () => {
    assert.deepEqual(told(finding("a")), [
      "Findings",
      "  warning odd",
      "    Pod shop/a, spec: It is odd.",
      "      all.yaml:1",
      "      Fix: Make it even.",
    ]);
  });

  it("say once what is said of several objects, and list the first three", () => {
    const [one, two, three] = ["a", "bb", "ccc"].map((name) => finding(name));
    assert.ok(one && two && three);
    const listed = [
      "      Pod shop/a, spec",
      "        all.yaml:1",
      "      Pod shop/bb, spec",
      "        all.yaml:2",
    ];
    const head = (count: number): string[] => [
      "Findings",
      `  warning odd (${count})`,
      "    It is odd.",
    ];
    assert.deepEqual(told(one, two), [...head(2), ...listed, "      Fix: Make it even."]);
    assert.deepEqual(told(one, two, three, finding("dddd"), finding("eeeee")), [
      ...head(5),
      ...listed,
      "      Pod shop/ccc, spec",
      "        all.yaml:3",
      "      and 2 more places",
      "      Fix: Make it even.",
    ]);
  });

  it("of one object in several places list the places", () => {
    const second = { file: "more.yaml", document: 2, line: 7 };
    assert.deepEqual(told(finding("a"), finding("a", { origin: second })), [
      "Findings",
      "  warning odd (2)",
      "    Pod shop/a, spec: It is odd.",
      "      all.yaml:1",
      "      more.yaml:7",
      "      Fix: Make it even.",
    ]);
  });

  it("of no object and of no place are one sentence", () => {
    assert.deepEqual(told(finding(undefined, { fix: undefined, severity: "note" })), [
      "Findings",
      "  note odd",
      "    It is odd.",
    ]);
  });

  it("keep apart what says something else, or is mended otherwise", () => {
    const lines = told(
      finding("a"),
      finding("a", { message: "It is strange." }),
      finding("a", { fix: "Leave it." }),
    );
    assert.equal(lines.filter((line) => line.startsWith("    Pod shop/a, spec: ")).length, 3);
  });
});
