import { isNode, parseDocument, LineCounter, type Document } from "yaml";
import { LIMITS } from "./limits.js";
import type { Path } from "../model/path.js";

/** The line of a field in its document, or of the nearest field above it that exists. */
export type LineFinder = (path: Path) => number | undefined;

interface Located {
  readonly document: Document.Parsed;
  readonly counter: LineCounter;
}

/**
 * Findings are few and documents many, so a document is parsed a second time when somebody asks for a line, and only
 * the last one is kept.
 */
let last: { readonly finder: LineFinder; readonly located: Located } | undefined;

/** Finds lines in the part of a text from one offset to another, which begins in the line `firstLine`. */
export function lineFinder(
  text: string,
  firstLine: number,
  part?: readonly [number, number],
): LineFinder {
  const finder: LineFinder = (path) => {
    const [start, end] = part ?? [0, text.length];
    if (end - start > LIMITS.yamlCharacters) return undefined;
    if (last?.finder !== finder) last = { finder, located: locate(text.slice(start, end)) };
    return firstLine - 1 + lineIn(last.located, path);
  };
  return finder;
}

function locate(text: string): Located {
  const counter = new LineCounter();
  const options = {
    lineCounter: counter,
    uniqueKeys: false,
    merge: true,
    prettyErrors: false,
    logLevel: "error",
  } as const;
  return { document: parseDocument(text, options), counter };
}

function lineIn({ document, counter }: Located, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const offset = findOffset(document, path.slice(0, length));
    if (offset !== undefined) return counter.linePos(offset).line;
  }
  return 1;
}

function findOffset(document: Document.Parsed, path: Path): number | undefined {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}
