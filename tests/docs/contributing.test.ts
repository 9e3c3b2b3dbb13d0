import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../support/schema.js";
import { readPage, tableRows } from "./markdown.js";

const NOT_SOURCE = ["node_modules", "dist", "coverage"];

function topFolders(): string[] {
  return readdirSync(PROJECT_ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => name)
    .filter((name) => !NOT_SOURCE.includes(name));
}

function rooms(): string[] {
  const text = readFileSync(join(PROJECT_ROOT, "architecture.json"), "utf8");
  const { imports } = JSON.parse(text) as { imports: Record<string, readonly string[]> };
  const folders = Object.keys(imports).filter((room) => !room.endsWith(".ts"));
  return [...new Set(folders.map((room) => room.split("/")[0] ?? ""))];
}

/** Paths such as `cli/commands.ts` or `checks/traffic/`; a file without a folder belongs to the folder before it. */
function pathsIn(cell: string): string[] {
  let folder = "";
  return [...cell.matchAll(/`([^`]+)`/g)].map(({ 1: path = "" }) => {
    if (path.endsWith("/")) folder = path;
    return path.includes("/") ? path : folder + path;
  });
}

describe("documentation: CONTRIBUTING.md", () => {
  const { text } = readPage("CONTRIBUTING.md");
  const folders = tableRows(text, "Folder", "Contents").map(([folder = ""]) =>
    folder.replaceAll("`", "").replace("/", ""),
  );

  it("has a row for every folder of architecture.json", () => {
    assert.deepEqual(
      rooms().filter((room) => !folders.includes(room)),
      [],
    );
  });

  it("has a row for every folder at the top", () => {
    assert.deepEqual([...folders].sort(), topFolders().sort());
  });

  it("names places for a change that exist", () => {
    const rows = tableRows(text, "To add or change", "Touch");
    assert.ok(rows.length >= 6);
    const missing = rows
      .flatMap(([, places = ""]) => pathsIn(places))
      .filter((path) => !path.includes("<") && !existsSync(join(PROJECT_ROOT, path)));
    assert.deepEqual(missing, []);
  });

  it("explains at most 25 words of the project's own, in alphabetical order", () => {
    const words = tableRows(text, "Word", "Meaning").map(([word = ""]) => word.replaceAll("`", ""));
    assert.ok(words.length > 10 && words.length <= 25, `${words.length} words`);
    assert.deepEqual(words, [...words].sort());
  });
});
