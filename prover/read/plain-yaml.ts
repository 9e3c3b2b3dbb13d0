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
 * parser, which is slower by an order of magnitude, reads the text.
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

  /** Asks about the root of a document only. */
  private askAbout(head: JsonObject): void {
    if (this.depth > 1) return;
    this.wanted = this.isWanted(head);
    if (!this.wanted) this.scanner.skipDocument();
  }

  /** The value of a key that has its line to itself; the items of a list need not be indented. */
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

/** A line of plain YAML: `key: value`, `key:`, `- key: value` or `- value`. */
export interface PlainLine {
  readonly indent: number;
  /** Whether it begins an item of a list. */
  readonly isItem: boolean;
  /** The column of the text after the dash. */
  readonly inner: number;
  readonly key?: string;
  /** Undefined for a key without a value in its line. */
  readonly value: unknown;
}

const LINE = /^( *)(- +)?(?:([A-Za-z_][\w./-]*):(?: +(\S.*))?|(\S.*))$/;

/** Longer lines are rare, and a key has a greatest length. */
const LINE_LENGTH = 1000;

/** `__proto__` is not an ordinary key of an object, and the others are not texts. */
const SPECIAL_KEY = /^(?:__proto__|null|Null|NULL|true|True|TRUE|false|False|FALSE)$/;

const END_OF_DOCUMENT = /^(?:---|\.\.\.)/gm;

/** Goes through the lines of a text, document by document. */
class LineScanner {
  failed = false;
  current: PlainLine | undefined;
  /** Of the current line; of the document, right after its first line was found. */
  line = 0;
  offset = 0;
  /** The end of the document's text. */
  end = 0;
  private next = 0;

  constructor(private readonly text: string) {
    if (text.includes("\r")) this.fail();
  }

  private get hasLine(): boolean {
    return this.current !== undefined;
  }

  /** Moves to the first line of the next document. */
  nextDocument(): boolean {
    if (this.failed) return false;
    const isFirst = this.line === 0;
    this.advance();
    // A mark before the first document ends nothing.
    if (isFirst && !this.hasLine) this.advance();
    if (!this.hasLine && this.end < this.text.length) this.fail();
    return this.hasLine;
  }

  /** Moves to the next line with anything in it; past the last one of the document there is none. */
  advance(): void {
    this.current = undefined;
    for (let line = this.takeLine(); line !== undefined; line = this.takeLine()) {
      if (line === "---") return;
      if (line !== "" && !isComment(line)) {
        this.current = this.read(line);
        return;
      }
    }
  }

  /** Moves past the rest of the document: no line inside a document starts like its end. */
  skipDocument(): void {
    if (!this.hasLine) return;
    this.current = undefined;
    const end = this.findEnd();
    if (end < 0) {
      this.next = this.text.length;
      this.takeLine();
      return;
    }
    while (this.next < end) this.takeLine();
    if (this.takeLine() !== "---") this.fail();
  }

  /** The text after the dash, as a line of its own. */
  openItem(line: PlainLine): PlainLine {
    const entry = { ...line, indent: line.inner, isItem: false };
    this.current = entry;
    return entry;
  }

  fail(): void {
    this.failed = true;
    this.current = undefined;
  }

  /** The offset of the next line that may end a document; -1 where the document ends with the text. */
  private findEnd(): number {
    END_OF_DOCUMENT.lastIndex = this.next;
    return END_OF_DOCUMENT.exec(this.text)?.index ?? -1;
  }

  /** The next line of the text, the last one of which has none behind it. */
  private takeLine(): string | undefined {
    if (this.failed || this.next >= this.text.length) {
      this.end = this.text.length;
      return undefined;
    }
    const start = this.next;
    const newline = this.text.indexOf("\n", start);
    const stop = newline < 0 ? this.text.length : newline;
    this.line += 1;
    this.offset = start;
    this.end = start;
    this.next = stop + 1;
    return this.text.slice(start, stop);
  }

  private read(text: string): PlainLine | undefined {
    const line = plainLine(text);
    if (line === undefined) this.fail();
    return line;
  }
}

function plainLine(line: string): PlainLine | undefined {
  const match = line.length > LINE_LENGTH ? null : LINE.exec(line);
  if (match === null) return undefined;
  const [, spaces = "", dash = "", key, behindKey, alone] = match;
  const isItem = dash !== "";
  if (!isPlain(key, isItem)) return undefined;
  const written = behindKey ?? alone;
  const value = written === undefined ? undefined : plainScalar(written);
  if (written !== undefined && value === undefined) return undefined;
  return { indent: spaces.length, isItem, inner: spaces.length + dash.length, key, value };
}

/** A text alone is a document of its own, or the rest of the line before. */
function isPlain(key: string | undefined, isItem: boolean): boolean {
  return key === undefined ? isItem : !SPECIAL_KEY.test(key);
}

function isComment(line: string): boolean {
  return /^ *#/.test(line);
}

/** Printable ASCII in one pair of quotes, without anything that is escaped. */
const DOUBLE_QUOTED = /^"[ !#-[\]-~]*"$/;

const SINGLE_QUOTED = /^'[ -&(-~]*'$/;

/** A word or sentence without quotes: no comment, no key, and it begins with no mark of YAML. */
const BARE = /^[A-Za-z0-9_/(](?:[ -"$-9;-~]|:(?=[!-~]))*$/;

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...["null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
]);

const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,14})$/;

/** More than digits, hexadecimal letters and signs, or two dots: no number in any notation. */
const NO_NUMBER = /[^0-9a-fA-FxXoO.+_-]|\..*\./;

/** A value in one line; undefined where the complete parser has to read it. */
function plainScalar(text: string): unknown {
  if (text === "{}") return {};
  if (text === "[]") return [];
  if (DOUBLE_QUOTED.test(text) || SINGLE_QUOTED.test(text)) return text.slice(1, -1);
  return BARE.test(text) && !text.endsWith(" ") ? bareScalar(text) : undefined;
}

function bareScalar(text: string): unknown {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (!/^\d/.test(text)) return text;
  if (WHOLE_NUMBER.test(text)) return Number(text);
  return NO_NUMBER.test(text) ? text : undefined;
}
