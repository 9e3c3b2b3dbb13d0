import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../support/schema.js";

/** A fenced block of code. */
export interface CodeBlock {
  /** `README.md:120`, the line of its first row. */
  readonly place: string;
  readonly language: string;
  readonly code: string;
}

/** A page of documentation. */
export interface Page {
  /** From the project's root. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly CodeBlock[];
}

const FENCE = /^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm;

function blocksIn(path: string, text: string): CodeBlock[] {
  return [...text.matchAll(FENCE)].map(({ 1: language = "", 2: code = "", index }) => {
    const line = text.slice(0, index).split("\n").length + 1;
    return { place: `${path}:${line}`, language, code };
  });
}

export function readPage(path: string): Page {
  const text = readFileSync(join(PROJECT_ROOT, path), "utf8");
  return { path, text, blocks: blocksIn(path, text) };
}

const FOLDERS = [
  ".",
  "docs",
  "docs/reference",
  "docs/development",
  "examples/application",
  "examples/data",
  "examples/prove",
];

/** Every page that a reader may open. */
export function readPages(): Page[] {
  const paths = FOLDERS.flatMap((folder) =>
    readdirSync(join(PROJECT_ROOT, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => join(folder, name)),
  );
  return paths.sort().map(readPage);
}

/** The blocks of a language, in the order of the pages. */
export function blocksOf(pages: readonly Page[], ...languages: string[]): CodeBlock[] {
  return pages
    .flatMap(({ blocks }) => blocks)
    .filter(({ language }) => languages.includes(language));
}

/** The text outside code. */
export function proseOf({ text }: Page): string {
  return text.replace(FENCE, "").replace(/`[^`\n]*`/g, "");
}

function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

/** The anchors that a page's headings have; a repeated heading gets a number. */
export function anchorsOf({ text }: Page): string[] {
  const headings = [...text.replace(FENCE, "").matchAll(/^#+ (.+)$/gm)];
  const anchors = headings.map(({ 1: heading = "" }) => toAnchor(heading));
  return anchors.map((anchor, at) => {
    const before = anchors.slice(0, at).filter((other) => other === anchor).length;
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

/** The cells of the tables that begin with these column titles, row by row. */
export function tableRows(text: string, ...titles: string[]): string[][] {
  const rows = text.split("\n").map(cellsOf);
  return rows.flatMap((row, at) =>
    titles.every((title, column) => row[column] === title) ? rowsFrom(rows, at + 2) : [],
  );
}

function cellsOf(line: string): string[] {
  if (!line.startsWith("|")) return [];
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function rowsFrom(rows: readonly string[][], at: number): string[][] {
  const end = rows.findIndex((row, index) => index >= at && row.length === 0);
  return rows.slice(at, end === -1 ? undefined : end);
}
