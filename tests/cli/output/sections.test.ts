import assert from "node:assert/strict";
import { createPalette } from "../../../cli/output/palette.js";
import { treeSection } from "../../../cli/output/tree-section.js";
import { warningSection } from "../../../cli/plan/text.js";
import { buildComponentTree } from "../../../facts/component-tree.js";
import type { MaskedResource } from "../../../recorder/index.js";
import { application, graphOf, resource, urnOf } from "../support.js";

const PLAIN = createPalette(false);

function treeOf(resources: readonly MaskedResource[]): string[] {
  return treeSection(buildComponentTree(graphOf(resources)), PLAIN).slice(1);
}

/** An application with one resource of each of the given types. */
function applicationWith(name: string, ...types: string[]): MaskedResource[] {
  const parent = urnOf("bulkhead:index:AppNamespace", name);
  return [
    application(name),
    ...types.map((type) => resource(type, `${name}-${type}`, {}, { parent })),
  ];
}

describe("treeSection", () => {
  it("counts resources below other resources, and components below those", () => {
    const role = resource("aws:iam/role:Role", "role");
    const policy = resource("aws:iam/policy:Policy", "policy", {}, { parent: role.urn });
    const inner = resource("mine:index:Team", "team", {}, { custom: false, parent: role.urn });
    const bucket = resource("aws:s3/bucket:Bucket", "bucket", {}, { parent: inner.urn });
    assert.deepEqual(treeOf([role, policy, inner, bucket]), [
      "shop-dev (3 resources)",
      "│  1 Policy, 1 Role",
      "└─ Team team (1)",
      "      1 Bucket",
    ]);
  });

  it("orders components of a class by name and classes as the program made them", () => {
    const lines = treeOf([
      ...applicationWith("search", "a:b:Role"),
      resource("bulkhead:index:Network", "network"),
      ...applicationWith("chat", "a:b:Role"),
    ]);
    assert.deepEqual(lines, [
      "shop-dev (2 resources)",
      "├─ AppNamespace chat (1)",
      "│     1 Role",
      "├─ AppNamespace search (1) like chat",
      "└─ Network network (0)",
    ]);
  });

  it("lists what a component holds when it differs in too much from the first", () => {
    const lines = treeOf([
      ...applicationWith("a", "x:y:A"),
      ...applicationWith("b", "x:y:A", "x:y:B", "x:y:C", "x:y:D", "x:y:E"),
      ...applicationWith("c", "x:y:A", "x:y:B", "x:y:C", "x:y:D", "x:y:E", "x:y:F"),
    ]);
    assert.deepEqual(lines.slice(3), [
      "├─ AppNamespace b (5) like a, +1 B, +1 C, +1 D, +1 E",
      "└─ AppNamespace c (6)",
      "      1 A, 1 B, 1 C, 1 D, 1 E, 1 F",
    ]);
  });

  it("compares with the most similar of those that are listed in full", () => {
    const full = ["x:y:A", "x:y:B", "x:y:C", "x:y:D", "x:y:E", "x:y:F"];
    const lines = treeOf([
      ...applicationWith("a", "x:y:A"),
      ...applicationWith("b", ...full),
      ...applicationWith("c", ...full.slice(1)),
      ...applicationWith("d", ...full.slice(1)),
    ]);
    assert.deepEqual(lines.slice(-2), [
      "├─ AppNamespace c (5) like b, −1 A",
      "└─ AppNamespace d (5) like b, −1 A",
    ]);
  });

  it("goes on below where a line would be too long", () => {
    const long = "x".repeat(70);
    const lines = treeOf([
      ...applicationWith("a", "x:y:A"),
      ...applicationWith(long, "x:y:A", "x:y:SomethingWithAName"),
    ]);
    assert.deepEqual(lines.slice(-2), [
      `└─ AppNamespace ${long} (2)`,
      "      like a, +1 SomethingWithAName",
    ]);
  });
});

describe("warningSection", () => {
  const warning = { code: "some-code", severity: "warning", message: "It is open." } as const;

  it("says the same of several subjects once", () => {
    const lines = warningSection(
      [
        { ...warning, subject: "chat", fix: "Close it." },
        { ...warning, subject: "search", fix: "Close it." },
        { ...warning, subject: "ocr", fix: "Close it elsewhere." },
      ],
      PLAIN,
    );
    assert.deepEqual(lines, [
      "Warnings",
      "  some-code (3)",
      "    chat, search: It is open.",
      "      Fix: Close it.",
      "    ocr: It is open.",
      "      Fix: Close it elsewhere.",
    ]);
  });

  it("says so when there is none", () => {
    assert.deepEqual(warningSection([], PLAIN), ["Warnings", "  none"]);
  });
});
