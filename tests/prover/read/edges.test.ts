import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { parseDocuments } from "../../../prover/read/documents.js";
import { findDeepLine } from "../../../prover/read/nesting.js";
import { parsePlainYaml } from "../../../prover/read/plain-yaml.js";
import { readManifests } from "../../../prover/read/read-manifests.js";
import { readPaths } from "../../../prover/read/read-paths.js";
import { formatPath } from "../../../prover/model/path.js";
import { isJsonObject } from "../../../prover/read/read-result.js";

function plainValues(text: string): unknown[] | undefined {
  return parsePlainYaml(text)?.map(({ value }) => value);
}

/** A mapping in a mapping, as deep as that. */
function nested(levels: number): string {
  const lines = Array.from({ length: levels }, (_, at) => `${" ".repeat(at)}a:`);
  return `${lines.join("\n")} 1\n`;
}

describe("Plain YAML at its ends", () => {
  for (const [what, text] of [
    ["lines that end in a carriage return", "a: 1\r\nb: 2\r\n"],
    ["a word alone", "a: b\nword\n"],
    ["an item below the text of another one", "- a\n  - b\n"],
    ["a key given twice", "a: 1\na: 2\n"],
    ["a key below the value of another one", "a: 1\n  b: 2\n"],
    ["an item among keys", "a: 1\n- b\n"],
    ["a line that is too long", `a: ${"x".repeat(998)}\n`],
    ["a document that is too deep", nested(41)],
    ["no text", ""],
    ["comments alone", "# a\n---\n# b\n"],
  ] as const) {
    it(`${what}: left to the complete parser`, () => {
      assert.equal(plainValues(text), undefined);
    });
  }

  for (const key of ["__proto__", "null", "Null", "NULL", "true", "True", "TRUE"]) {
    it(`the key ${key}: left to the complete parser`, () => {
      assert.equal(plainValues(`${key}: a\n`), undefined);
      assert.equal(plainValues(`a:\n  - ${key}: a\n`), undefined);
    });
  }

  it("is read up to the longest line, the greatest depth, and empty mappings and lists", () => {
    assert.deepEqual(plainValues(`a: ${"x".repeat(997)}\n`), [{ a: "x".repeat(997) }]);
    assert.equal(plainValues(nested(40))?.length, 1);
    assert.deepEqual(plainValues("a: {}\nb: []\nc:\n"), [{ a: {}, b: [], c: null }]);
    assert.deepEqual(plainValues("---\na: 1"), [{ a: 1 }]);
  });
});

describe("Documents in other YAML", () => {
  it("are counted with those that are empty, which are none", () => {
    const text = "---\n# nothing\n---\n~\n---\n{a: 1} # one\n---\nfalse # two\n";
    assert.deepEqual(
      parseDocuments(text).map(({ number, line, value }) => ({ number, line, value })),
      [
        { number: 3, line: 6, value: { a: 1 } },
        { number: 4, line: 8, value: false },
      ],
    );
  });

  it("are counted as too deep where brackets are opened again after one was closed", () => {
    const text = `a: 1\nb: ${"[".repeat(600)}]${"[".repeat(600)}`;
    assert.equal(findDeepLine(text), 2);
  });
});

describe("Findings about reading", () => {
  it("has ways to fields as people write them", () => {
    assert.equal(formatPath(["spec", "ingress", 2, "from"]), "spec.ingress[2].from");
    assert.equal(formatPath([0, "a"]), "[0].a");
    assert.equal(formatPath(["a", "b.c", "d-e", "-f", "1"]), 'a["b.c"].d-e["-f"]["1"]');
    assert.equal(formatPath([]), "");
  });

  it("tells mappings from everything else", () => {
    const values = [{}, { a: 1 }, [], null, undefined, "a", 1, () => 1];
    assert.deepEqual(values.map(isJsonObject), [
      true,
      true,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it("says why a path cannot be read", () => {
    const folder = mkdtempSync(join(tmpdir(), "edges-"));
    try {
      const empty = join(folder, "empty");
      mkdirSync(empty);
      const [missing, none] = readPaths([join(folder, "missing.yaml"), empty]).findings;
      assert.match(missing?.message ?? "", /missing\.yaml cannot be read: .*ENOENT/);
      assert.equal(none?.message, `${empty} contains no *.yaml, *.yml or *.json file.`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("asks for the items of a typed list, and not for the list", () => {
    const pod = { metadata: { name: "a", namespace: "b" } };
    const list = { apiVersion: "v1", kind: "PodList", items: [pod] };
    for (const source of [{ objects: [list] }, { text: stringify(list) }]) {
      const read = readManifests([{ file: "a", ...source }], ({ kind }) => kind === "Pod");
      assert.deepEqual(
        read.objects.map(({ ref }) => ref.name),
        ["a"],
      );
      assert.deepEqual(read.findings, []);
    }
  });
});
