import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildWorld, readManifests, type Finding } from "../../../prover/index.js";
import { MISTAKES } from "./mistakes.js";
import type { Mistake } from "./odd-objects.js";

/** `GOLDEN=write npx mocha --spec tests/prover/build/messages.test.ts` writes the list anew. */
const REWRITE = process.env.GOLDEN === "write";
const GOLDEN = join(__dirname, "golden/messages.txt");

function linesOf({ severity, code, path, message, fix }: Finding): string[] {
  return [
    `  ${severity} ${code}${path === undefined || path === "" ? "" : ` ${path}`}`,
    `    ${message}`,
    ...(fix === undefined ? [] : [`    Fix: ${fix}`]),
  ];
}

const NAMESPACE = { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } };

function told({ objects, options }: Mistake): string[] {
  const read = readManifests([{ file: "a.yaml", objects: [...objects, NAMESPACE] }]);
  assert.deepEqual(read.findings, []);
  const { findings, notModelled } = buildWorld(read, options);
  const lines = [
    ...findings.flatMap(linesOf),
    ...notModelled.map((message) => `  not modelled\n    ${message}`),
  ];
  return lines.length === 0 ? ["  nothing"] : lines;
}

/** By their titles. */
function chaptersOf(text: string): Map<string, string> {
  const parts = text.split(/^(?=# )/m);
  return new Map(parts.map((part) => [part.slice(2, part.indexOf("\n")), `${part.trimEnd()}\n`]));
}

function chapterOf(title: string, mistake: Mistake): string {
  return `# ${title}\n${told(mistake).join("\n")}\n`;
}

function write(): void {
  const chapters = Object.entries(MISTAKES).map((entry) => chapterOf(...entry));
  writeFileSync(GOLDEN, chapters.join("\n"));
}

describe("Messages for invalid or suspicious objects", () => {
  let golden: Map<string, string>;
  before(() => {
    if (REWRITE) write();
    golden = chaptersOf(readFileSync(GOLDEN, "utf8"));
  });

  for (const [title, mistake] of Object.entries(MISTAKES)) {
    it(`${title}: word for word`, () => {
      assert.equal(chapterOf(title, mistake), golden.get(title));
    });
  }

  it("is listed, and nothing else is", () => {
    assert.deepEqual([...golden.keys()], Object.keys(MISTAKES));
    assert.ok(!REWRITE, "the golden list was written: look at the difference");
  });
});
