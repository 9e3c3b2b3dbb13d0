import assert from "node:assert/strict";
import fc from "fast-check";
import { LIMITS, readManifests } from "../../../prover/index.js";

const letters = "abcdefgh".split("");
const NINE = 9;

/** Each line is nine times the line before. */
const ALIAS_BOMB = letters
  .map((letter, index) => {
    const item = index === 0 ? "x" : `*${letters[index - 1] ?? ""}`;
    return `${letter}: &${letter} [${Array(NINE).fill(item).join(", ")}]`;
  })
  .join("\n");

const INPUTS: Record<string, string> = {
  "an alias inside itself": "a: &a [*a]",
  "an alias inside itself, deeper": "apiVersion: v1\nkind: Pod\nmetadata: &a\n  labels: *a",
  "an alias that has no anchor": "a: *b",
  "an alias bomb": ALIAS_BOMB,
  "thousands of aliases": Array.from(
    { length: 5000 },
    (_, i) => `k${i}: &a${i} v\nl${i}: *a${i}`,
  ).join("\n"),
  "open brackets without end": "[".repeat(LIMITS.yamlCharacters),
  "deep flow": `${"[".repeat(5000)}${"]".repeat(5000)}`,
  "deep flow within the parser's reach": `${"[".repeat(200)}${"]".repeat(200)}`,
  "deep maps": "{a: ".repeat(LIMITS.yamlCharacters / 4),
  "deep maps within the parser's reach": "{a: ".repeat(900),
  "deep sequences": "- ".repeat(LIMITS.yamlCharacters / 2),
  "deep JSON": `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`,
  "quotes without end": '"'.repeat(20_000),
  "a long text": "x".repeat(5_000_000),
  "more text than is read": "#".repeat(LIMITS.yamlCharacters + 1),
  "control characters": "a: \u0000\u0001\u001b",
  "half a surrogate": "a: \ud800\nb: [",
  "infinite numbers": "a: .inf",
};

/** Milliseconds of work, not of waiting for others on the same machine. */
const BOUND = 10_000;

function workSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

describe("Hostile input", () => {
  for (const [title, text] of Object.entries(INPUTS)) {
    it(`gives an error with a place for ${title}, in bounded time`, () => {
      const start = process.cpuUsage();
      const { objects, findings } = readManifests([{ file: "a.yaml", text }]);
      assert.ok(workSince(start) < BOUND);
      assert.deepEqual(objects, []);
      assert.ok(findings.length > 0 && findings.length <= LIMITS.errorsPerDocument);
      for (const { severity, origin, message } of findings) {
        assert.equal(severity, "error");
        assert.equal(origin?.file, "a.yaml");
        assert.ok(origin.line !== undefined && origin.line >= 1);
        assert.ok(message.length < 500);
      }
    }).timeout(10 * BOUND);
  }

  it("reads a wide object and a long List in bounded time", () => {
    const labels = Array.from({ length: 20_000 }, (_, i) => `    k${i}: v`).join("\n");
    const item = (i: number): string =>
      `{apiVersion: v1, kind: Namespace, metadata: {name: n${i}}}`;
    const items = Array.from({ length: 3000 }, (_, i) => `- ${item(i)}`).join("\n");
    const text = `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  labels:\n${labels}\n---\napiVersion: v1\nkind: List\nitems:\n${items}`;
    const start = process.cpuUsage();
    const { objects, findings } = readManifests([{ file: "a.yaml", text }]);
    assert.ok(workSince(start) < 2 * BOUND);
    assert.equal(objects.length, 3001);
    assert.deepEqual(findings, []);
  }).timeout(10 * BOUND);

  it("refuses objects in memory that are inside themselves, no data or instances of classes", () => {
    const cyclic: Record<string, unknown> = { apiVersion: "v1", kind: "Pod" };
    cyclic.metadata = { name: "a", self: cyclic };
    const objects = [cyclic, { f: () => 1 }, { at: new Date(0) }, { n: NaN }, { s: Symbol("s") }];
    const read = readManifests([{ file: "memory", objects: [...objects, 3, null, undefined] }]);
    assert.deepEqual(read.objects, []);
    assert.deepEqual(
      read.findings.map(({ code, origin, path }) => [code, origin?.document, path?.slice(0, 13)]),
      [
        ["not-plain-data", 1, "metadata.self"],
        ["not-plain-data", 2, "f"],
        ["not-plain-data", 3, "at"],
        ["not-plain-data", 4, "n"],
        ["not-plain-data", 5, "s"],
        ["not-an-object", 6, undefined],
        ["not-an-object", 7, undefined],
        ["not-an-object", 8, undefined],
      ],
    );
  });

  it("does not take a key for a prototype", () => {
    const text = '{"apiVersion": "v1", "kind": "Pod", "__proto__": {"metadata": {"name": "a"}}}';
    const { objects, findings } = readManifests([{ file: "a.json", text }]);
    assert.deepEqual(objects, []);
    assert.equal(findings[0]?.code, "bad-metadata");
  });

  it("law: whatever the text, reading ends without an exception", () => {
    const pieces = fc.constantFrom(
      ..."a: |- |  |\n|---\n|...\n|[|]|{|}|&a |*a|!t |\"|'|# |? |: |>\n|%YAML 1.2\n|<<: |\t|apiVersion: v1\n|kind: Pod\n|kind: List\n|items:\n|metadata: {name: a}\n".split(
        "|",
      ),
    );
    const texts = fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 40 });
    fc.assert(
      fc.property(texts, (parts) => {
        readManifests([{ file: "a.yaml", text: parts.join("") }]);
      }),
      { numRuns: 2000 },
    );
  });
});
