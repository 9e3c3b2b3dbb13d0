import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  Parser,
  visit,
  type Document,
  type YAMLMap,
} from "yaml";
import { parseSmallJson } from "./parse-json.js";
import { findShapeProblem, LIMITS } from "./limits.js";
import { lineFinder, type LineFinder } from "./lines.js";
import { findDeepLine } from "./nesting.js";
import { parsePlainYaml } from "./plain-yaml.js";
import { formatPath } from "../model/path.js";
import { type JsonObject } from "./read-result.js";

/** A reason why a document cannot be read. */
export interface DocumentProblem {
  readonly code: string;
  readonly message: string;
  readonly line?: number;
  readonly path?: string;
}

/** One document of a text: its value, or why there is none. */
export interface ParsedDocument {
  readonly number: number;
  readonly line: number;
  readonly value?: unknown;
  readonly problems: readonly DocumentProblem[];
  readonly findLine: LineFinder;
}

const OPTIONS = { uniqueKeys: false, merge: true, prettyErrors: false, logLevel: "error" } as const;

/**
 * The documents of a YAML or JSON text. Never throws; comments alone make no document. Documents that are not wanted
 * may be left out, where that spares reading them.
 */
export function parseDocuments(
  text: string,
  isWanted?: (head: JsonObject) => boolean,
): ParsedDocument[] {
  const json = parseSmallJson(text);
  if (json !== undefined) {
    return [{ number: 1, line: 1, value: json.value, problems: [], findLine: lineFinder(text, 1) }];
  }
  if (text.length > LIMITS.yamlCharacters) return [tooLong(text.length)];
  const plain = plainDocuments(text, isWanted);
  if (plain !== undefined) return plain;
  const deepLine = findDeepLine(text);
  return deepLine === undefined ? parseYaml(text) : [tooDeep(deepLine)];
}

function plainDocuments(
  text: string,
  isWanted?: (head: JsonObject) => boolean,
): ParsedDocument[] | undefined {
  return parsePlainYaml(text, isWanted)?.map(({ number, value, line, part }) => ({
    number,
    line,
    value,
    problems: [],
    findLine: lineFinder(text, line, part),
  }));
}

function parseYaml(text: string): ParsedDocument[] {
  const counter = new LineCounter();
  const documents: ParsedDocument[] = [];
  try {
    const tokens = new Parser(counter.addNewLine).parse(text);
    let number = 0;
    for (const document of new Composer(OPTIONS).compose(tokens, true, text.length)) {
      number += 1;
      const parsed = readDocument({ document, number, text, counter });
      if (parsed !== undefined) documents.push(parsed);
    }
  } catch (error) {
    documents.push(unreadable(documents.length + 1, errorMessage(error)));
  }
  return documents;
}

interface OpenDocument {
  readonly document: Document.Parsed;
  readonly number: number;
  readonly text: string;
  readonly counter: LineCounter;
}

function readDocument(open: OpenDocument): ParsedDocument | undefined {
  const { document, number, text, counter } = open;
  const start = document.contents?.range[0] ?? document.range[0];
  const line = counter.linePos(start).line;
  const problems = [...findSyntaxProblems(open), ...findStructureProblems(open, line)];
  const findLine = lineFinder(text, line, [counter.lineStarts[line - 1] ?? 0, document.range[2]]);
  const base = { number, line, findLine };
  if (problems.length > 0) {
    return { ...base, problems: problems.slice(0, LIMITS.errorsPerDocument) };
  }
  if (document.contents === null || isEmptyScalar(document)) return undefined;
  return { ...base, ...readValue(document, line) };
}

function isEmptyScalar({ contents }: Document.Parsed): boolean {
  return isScalar(contents) && contents.value === null;
}

function readValue(
  document: Document.Parsed,
  line: number,
): Pick<ParsedDocument, "value" | "problems"> {
  try {
    // Aliases are counted before, and what is behind them by findShapeProblem.
    const value: unknown = document.toJS({ maxAliasCount: -1 });
    const shape = findShapeProblem(value);
    if (shape === undefined) return { value, problems: [] };
    const path = formatPath(shape.path.slice(0, 12));
    return { problems: [{ code: "not-plain-data", message: shape.message, line, path }] };
  } catch (error) {
    return { problems: [{ code: "malformed-yaml", message: errorMessage(error), line }] };
  }
}

function findSyntaxProblems({ document, counter }: OpenDocument): DocumentProblem[] {
  return [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    code: "malformed-yaml",
    message,
    line: counter.linePos(pos[0]).line,
  }));
}

/** Repeated keys, and more aliases than any honest manifest has. */
function findStructureProblems(
  { document, counter }: OpenDocument,
  line: number,
): DocumentProblem[] {
  const problems: DocumentProblem[] = [];
  let aliases = 0;
  const lineAt = (offset: number): number => counter.linePos(offset).line;
  visit(document, (_key, node) => {
    if (isMap(node)) problems.push(...findRepeatedKeys(node, lineAt));
    if (!isAlias(node)) return undefined;
    aliases += 1;
    return aliases > LIMITS.aliases ? visit.BREAK : undefined;
  });
  if (aliases <= LIMITS.aliases) return problems;
  const message = `more than ${LIMITS.aliases} aliases`;
  return [...problems, { code: "too-many-aliases", message, line }];
}

function findRepeatedKeys(map: YAMLMap, lineAt: (offset: number) => number): DocumentProblem[] {
  const seen = new Set<string>();
  return map.items.flatMap(({ key }) => {
    if (!isScalar(key)) {
      const message = "a key is not a text; is this a template that was not rendered?";
      return [{ code: "malformed-yaml", message, line: lineAt(map.range?.[0] ?? 0) }];
    }
    const name = String(key.value);
    const line = lineAt(key.range?.[0] ?? 0);
    const message = `the key ${JSON.stringify(name)} is listed more than once`;
    const repeated = seen.has(name);
    seen.add(name);
    return repeated ? [{ code: "duplicate-key", message, line, path: name }] : [];
  });
}

function tooLong(length: number): ParsedDocument {
  return unreadable(1, `${length} characters; the limit is ${LIMITS.yamlCharacters}`, "too-long");
}

function tooDeep(line: number): ParsedDocument {
  return unreadable(1, "nested too deeply", "too-deep", line);
}

function unreadable(
  number: number,
  message: string,
  code = "malformed-yaml",
  line = 1,
): ParsedDocument {
  return { number, line, problems: [{ code, message, line }], findLine: () => undefined };
}

function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
