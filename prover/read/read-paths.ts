import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../model/world.js";
import type { Wanted } from "./object-head.js";
import { readManifests } from "./read-manifests.js";
import type { ManifestSource, ReadResult } from "./read-result.js";

const MANIFEST = /\.(ya?ml|json)$/;

/** Replaces invalid UTF-8 where a file is read as text, which takes half the time of decoding its bytes. */
const REPLACEMENT = "\ufffd";
/** Given as a word, it would be made into such an object for each of thousands of files. */
const AS_TEXT = { encoding: "utf8", flag: "r" } as const;
const BYTE_ORDER_MARK = "\ufeff";
const UTF8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Manifests from files, from folders (every `*.yaml`, `*.yml` and `*.json` below them, sorted by name) and, for `-`,
 * from the standard input; of all objects, or of those that are `wanted`.
 */
export function readPaths(
  paths: readonly string[],
  stdin: () => string = () => readFileSync(0, "utf8"),
  wanted?: Wanted,
): ReadResult {
  const findings: Finding[] = [];
  const read = readManifests(readSources(paths, stdin, findings), wanted);
  return { ...read, findings: [...findings, ...read.findings] };
}

/** One file after the other, so that no text is kept longer than it is needed. */
function* readSources(
  paths: readonly string[],
  stdin: () => string,
  findings: Finding[],
): Generator<ManifestSource> {
  for (const path of paths) {
    if (path === "-") yield { file: "-", text: stdin() };
    else yield* sourcesAt(path, findings);
  }
}

function* sourcesAt(path: string, findings: Finding[]): Generator<ManifestSource> {
  try {
    for (const file of listFiles(path, findings)) yield* readSource(file, findings);
  } catch (error) {
    findings.push(unreadable(path, `cannot be read: ${String(error)}`));
  }
}

function listFiles(path: string, findings: Finding[]): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && MANIFEST.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0)
    findings.push(unreadable(path, "contains no *.yaml, *.yml or *.json file"));
  return files;
}

function readSource(file: string, findings: Finding[]): ManifestSource[] {
  const text = readFileSync(file, AS_TEXT);
  return text.includes(REPLACEMENT) || text.startsWith(BYTE_ORDER_MARK)
    ? readStrictSource(file, findings)
    : [{ file, text }];
}

function readStrictSource(file: string, findings: Finding[]): ManifestSource[] {
  const bytes = readFileSync(file);
  try {
    return [{ file, text: UTF8.decode(bytes) }];
  } catch {
    const line = firstBadLine(bytes);
    findings.push(unreadable(file, `is not valid UTF-8 in line ${line}`, line));
    return [];
  }
}

function firstBadLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    const part = bytes.subarray(start, end);
    if (!Buffer.from(part.toString("utf8"), "utf8").equals(part)) return line;
    start = end + 1;
  }
  return line;
}

function unreadable(file: string, what: string, line = 1): Finding {
  return {
    code: "unreadable-file",
    severity: "error",
    origin: { file, document: 1, line },
    message: `${file} ${what}.`,
  };
}
