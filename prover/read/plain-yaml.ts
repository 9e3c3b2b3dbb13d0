import { LineScanner, type PlainLine } from "./plain-lines.js";
import type { JsonObject } from "./read-result.js";

/** A document that was read without a parser of all of YAML. */
export interface PlainDocument {
  /** Among all documents of its text. */
  readonly number: number;
  readonly value: unknown;
  /** The line where it begins. */
  readonly line: number;
  /** Where its text begins and ends. */
  readonly part: readonly [number, number];
}

/** Manifests are shallow; what is deeper is left to the parser that knows the limits. */
const DEPTH = 40;

/** The fields after which a document is asked about; `apiVersion` comes before them. */
const HEAD: ReadonlySet<string> = new Set(["kind", "metadata"]);

/**
 * The documents of a text in the plain YAML that serialisers write: block mappings and lists, one scalar a line, no
 * comment behind a value, no anchor, no tag. Undefined for any other text and for every mistake: then the complete
 * parser, which is slower by an order of magnitude, has the word.
 *
 * `isWanted` is asked as soon as the kind of a document is known, and again with its metadata. What is not wanted is left
 * out, and the rest of it not read.
 */
export function parsePlainYaml(
  text: string,
  isWanted: (head: JsonObject) => boolean = () => true,
): readonly PlainDocument[] | undefined {
  const scanner = new LineScanner(text);
  const documents: PlainDocument[] = [];
  let number = 0;
  while (scanner.nextDocument()) {
    const { line, offset } = scanner;
    const reader = new PlainReader(scanner, isWanted);
    const value = reader.root();
    number += 1;
    if (reader.wanted) documents.push({ number, value, line, part: [offset, scanner.end] });
  }
  return scanner.failed || number === 0 ? undefined : documents;
}

/** Reads one document. After a failure the scanner has no more lines, so that everything ends. */
class PlainReader {
  wanted = true;
  private depth = 0;

  constructor(
    private readonly scanner: LineScanner,
    private readonly isWanted: (head: JsonObject) => boolean,
  ) {}

  root(): unknown {
    const first = this.scanner.current;
    const value = first === undefined ? undefined : this.node(first);
    if (this.scanner.current !== undefined) this.scanner.fail();
    return value;
  }

  private node(line: PlainLine): unknown {
    this.depth += 1;
    if (this.depth > DEPTH) this.scanner.fail();
    const value = line.isItem ? this.list(line.indent) : this.mapping(line.indent);
    this.depth -= 1;
    return value;
  }

  private mapping(indent: number): Record<string, unknown> {
    const { scanner } = this;
    const mapping: Record<string, unknown> = {};
    for (;;) {
      const line = scanner.current;
      if (line === undefined || line.indent < indent) return mapping;
      const { key } = line;
      if (line.indent > indent || line.isItem || key === undefined || key in mapping) {
        scanner.fail();
        return mapping;
      }
      const { value } = line;
      scanner.advance();
      mapping[key] = value === undefined ? this.below(indent) : value;
      if (HEAD.has(key)) this.askAbout(mapping);
    }
  }

  /** Of a mapping inside of a document nobody is asked. */
  private askAbout(head: JsonObject): void {
    if (this.depth > 1) return;
    this.wanted = this.isWanted(head);
    if (!this.wanted) this.scanner.skipDocument();
  }

  /** The value of a key that stands alone in its line; the items of a list need not be indented. */
  private below(indent: number): unknown {
    const line = this.scanner.current;
    const isInside =
      line !== undefined && (line.indent > indent || (line.indent === indent && line.isItem));
    return isInside ? this.node(line) : null;
  }

  private list(indent: number): unknown[] {
    const { scanner } = this;
    const items: unknown[] = [];
    for (;;) {
      const line = scanner.current;
      if (line === undefined || line.indent < indent) return items;
      if (line.indent > indent) scanner.fail();
      if (line.indent > indent || !line.isItem) return items;
      if (line.key === undefined) {
        items.push(line.value);
        scanner.advance();
      } else {
        const entry = scanner.openItem(line);
        items.push(this.node(entry));
      }
    }
  }
}
