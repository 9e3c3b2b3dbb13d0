import { plainScalar } from "./plain-scalar.js";

/** A line of plain YAML: `key: value`, `key:`, `- key: value` or `- value`. */
export interface PlainLine {
  readonly indent: number;
  /** Whether it begins an item of a list. */
  readonly isItem: boolean;
  /** The column of what stands behind the dash. */
  readonly inner: number;
  readonly key?: string;
  /** Undefined where a key stands alone. */
  readonly value: unknown;
}

const LINE = /^( *)(- +)?(?:([A-Za-z_][\w./-]*):(?: +(\S.*))?|(\S.*))$/;

/** Longer lines are rare, and a key has a greatest length. */
const LINE_LENGTH = 1000;

/** `__proto__` is no ordinary key of an object, and these are no texts. */
const SPECIAL_KEY = /^(?:__proto__|null|Null|NULL|true|True|TRUE|false|False|FALSE)$/;

const END_OF_DOCUMENT = /^(?:---|\.\.\.)/gm;

/** Goes through the lines of a text, document by document. */
export class LineScanner {
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

  /** Moves past what is left of the document, whatever it is: nothing inside of one begins a line like its end. */
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

  /** What stands behind the dash, as a line of its own. */
  openItem(line: PlainLine): PlainLine {
    const entry = { ...line, indent: line.inner, isItem: false };
    this.current = entry;
    return entry;
  }

  fail(): void {
    this.failed = true;
    this.current = undefined;
  }

  /** Where the next line stands that may end a document; -1 where the last one goes on to the end of the text. */
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
