import { formatPath } from "../model/path.js";
import type { Finding, Origin } from "../model/world.js";
import { parseDocuments, type ParsedDocument } from "./documents.js";
import { findSameIdentity } from "./identity.js";
import { findShapeProblem } from "./limits.js";
import type { LineFinder } from "./lines.js";
import { isWanted, type Wanted } from "./object-head.js";
import { readObjects, type ReadSink } from "./objects.js";
import {
  type AccessControlObject,
  type ManifestSource,
  type RawObject,
  type ReadResult,
  type UnknownKind,
} from "./read-result.js";

/**
 * Every object of the sources whose kind the prover knows, the kinds it does not know, and everything that could
 * not be read. All errors are collected; nothing is skipped in silence. Objects that are not `wanted` (default: all
 * are) are left out; only their metadata is read.
 */
export function readManifests(
  sources: Iterable<ManifestSource>,
  wanted: Wanted = () => true,
): ReadResult {
  const objects: RawObject[] = [];
  const accessControls: AccessControlObject[] = [];
  const findings: Finding[] = [];
  const unknown = new Map<string, UnknownKind>();
  const sink: ReadSink = {
    wanted,
    object: (object) => objects.push(object),
    accessControl: (object) => accessControls.push(object),
    problem: (finding) => findings.push({ severity: "error", ...finding }),
    unknown: (apiVersion, kind, origin) => {
      const key = `${apiVersion}/${kind}`;
      const seen = unknown.get(key) ?? { apiVersion, kind, count: 0, firstOrigin: origin };
      unknown.set(key, { ...seen, count: seen.count + 1 });
    },
  };
  for (const source of sources) readSource(source, sink);
  findings.push(...findSameIdentity(objects));
  return { objects, findings, unknown: [...unknown.values()], accessControls };
}

function readSource(source: ManifestSource, sink: ReadSink): void {
  if ("text" in source) {
    for (const document of parseDocuments(source.text, (head) => isWanted(head, sink.wanted))) {
      readDocument(source.file, document, sink);
    }
    return;
  }
  source.objects.forEach((value, index) => {
    readMemory({ file: source.file, document: index + 1 }, value, sink);
  });
}

function readDocument(file: string, document: ParsedDocument, sink: ReadSink): void {
  const origin: Origin = { file, document: document.number, line: document.line };
  for (const { code, message, line, path } of document.problems) {
    sink.problem({ code, message: sentence(message), path, origin: { ...origin, line } });
  }
  if (document.problems.length > 0) return;
  readObjects({ value: document.value, origin, path: [], findLine: document.findLine }, sink);
}

const nowhere: LineFinder = () => undefined;

function readMemory(origin: Origin, value: unknown, sink: ReadSink): void {
  const shape = findShapeProblem(value);
  if (shape === undefined) {
    readObjects({ value, origin, path: [], findLine: nowhere }, sink);
    return;
  }
  const path = formatPath(shape.path.slice(0, 12));
  sink.problem({ code: "not-plain-data", message: sentence(shape.message), path, origin });
}

function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?]$/.test(start) ? start : `${start}.`;
}
