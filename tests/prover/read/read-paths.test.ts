import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LIMITS, readPaths } from "../../../prover/index.js";

const object = (name: string): string =>
  `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\n`;

describe("Reading files and folders", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "read-paths-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(name: string, content: string | Buffer): string {
    const path = join(folder, name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  it("reads a folder with all below it, sorted, and only manifests", () => {
    write("b.yaml", object("b"));
    write("a/z.yml", object("z"));
    write(
      "a/c.json",
      JSON.stringify({ apiVersion: "v1", kind: "Namespace", metadata: { name: "c" } }),
    );
    write("README.md", "# no manifest");
    write("a/values.tpl", "{{");
    const { objects, findings } = readPaths([folder]);
    assert.deepEqual(findings, []);
    assert.deepEqual(
      objects.map(({ ref }) => [ref.name, ref.origin.file]),
      [
        ["c", join(folder, "a/c.json")],
        ["z", join(folder, "a/z.yml")],
        ["b", join(folder, "b.yaml")],
      ],
    );
  });

  it("reads a file whatever it is called, and the standard input once", () => {
    const path = write("policies.txt", object("a"));
    let asked = 0;
    const { objects } = readPaths([path, "-"], () => {
      asked += 1;
      return object("b");
    });
    assert.equal(asked, 1);
    assert.deepEqual(
      objects.map(({ ref }) => [ref.name, ref.origin.file]),
      [
        ["a", path],
        ["b", "-"],
      ],
    );
  });

  it("tells of files that are not there and folders without manifests", () => {
    const missing = join(folder, "missing.yaml");
    const empty = join(folder, "empty");
    mkdirSync(empty);
    const { findings } = readPaths([missing, empty]);
    assert.deepEqual(
      findings.map(({ code, severity, origin }) => [code, severity, origin?.file]),
      [
        ["unreadable-file", "error", missing],
        ["unreadable-file", "error", empty],
      ],
    );
  });

  it("reads objects of interest alone, when asked to", () => {
    const head = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n";
    const path = write(
      "all.yaml",
      `${head}---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: b\nspec:\n  a: {`,
    );
    const { objects, findings } = readPaths([path], undefined, ({ kind }) => kind !== "Pod");
    assert.deepEqual(
      objects.map(({ ref }) => ref.name),
      ["a"],
    );
    assert.deepEqual(findings, []);
  });

  it("reads on after a file that cannot be read", () => {
    const path = write("b.yaml", object("b"));
    const { objects, findings } = readPaths([join(folder, "missing.yaml"), path]);
    assert.deepEqual([objects.length, findings.length], [1, 1]);
  });

  it("passes over a byte order mark, and takes a replacement character for what it is", () => {
    const long = { apiVersion: "v1", kind: "Namespace", metadata: { name: "a" }, spec: "" };
    const text = JSON.stringify({ ...long, spec: "x".repeat(LIMITS.yamlCharacters) });
    const marked = write("marked.json", `\ufeff${text}`);
    const odd = write("odd.yaml", `${object("b")}spec: {text: \ufffd}\n`);
    const { objects, findings } = readPaths([marked, odd]);
    assert.deepEqual(findings, []);
    assert.deepEqual(
      objects.map(({ ref }) => ref.name),
      ["a", "b"],
    );
    assert.deepEqual(objects[1]?.content.spec, { text: "\ufffd" });
  });

  it("rejects bytes that are not UTF-8 and names the line", () => {
    const latin = write("latin.yaml", Buffer.from(`${object("a")}# caf\xe9\n`, "latin1"));
    const wide = write("wide.yaml", Buffer.from(`\ufeff${object("b")}`, "utf16le"));
    const good = write("good.yaml", `\ufeff${object("c")}# café \ufffd\n`);
    const { objects, findings } = readPaths([latin, wide, good]);
    assert.deepEqual(
      objects.map(({ ref }) => ref.name),
      ["c"],
    );
    assert.deepEqual(
      findings.map(({ code, origin, message }) => [code, origin?.line, message]),
      [
        ["unreadable-file", 4, `${latin} is not valid UTF-8 in line 4.`],
        ["unreadable-file", 1, `${wide} is not valid UTF-8 in line 1.`],
      ],
    );
  });
});
