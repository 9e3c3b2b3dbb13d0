import type { Finding } from "../model/world.js";
import { formatPath, type Path } from "../model/path.js";
import { isJsonObject, type RawObject } from "../read/read-result.js";

/** A step from the field above. Few fields report anything, so a path is put together when one does. */
interface Step {
  readonly above: Field;
  readonly name: string | number;
}

/** Characters of a wrong value that a message shows. */
const LONGEST = 60;

/** A value of a manifest that knows its path and reports its problems. Null counts as absent. */
export class Field {
  constructor(
    readonly value: unknown,
    readonly object: RawObject,
    private readonly findings: Finding[],
    private readonly step?: Step,
  ) {}

  get path(): Path {
    return this.step === undefined ? [] : [...this.step.above.path, this.step.name];
  }

  get given(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  at(name: string): Field {
    const object = this.mapping();
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    return this.below(value, name);
  }

  items(): Field[] {
    if (!this.given) return [];
    if (!Array.isArray(this.value)) {
      this.wrongType("a list");
      return [];
    }
    return this.value.map((item: unknown, index) => this.below(item, index));
  }

  /** The fields of a mapping by their names. */
  entries(): [string, Field][] {
    return Object.keys(this.mapping()).map((name) => [name, this.at(name)]);
  }

  text(): string | undefined {
    return this.typed((value): value is string => typeof value === "string", "a text");
  }

  /** A text that is not empty. */
  filledText(): string | undefined {
    const text = this.text();
    return text === "" ? undefined : text;
  }

  number(): number | undefined {
    return this.typed((value): value is number => typeof value === "number", "a number");
  }

  flag(): boolean {
    const isFlag = (value: unknown): value is boolean => typeof value === "boolean";
    return this.typed(isFlag, "true or false") ?? false;
  }

  /** What a table has under this text. */
  choice<T>(table: Readonly<Record<string, T>>): T | undefined {
    const text = this.text();
    return text !== undefined && Object.hasOwn(table, text) ? table[text] : undefined;
  }

  /** A mapping of names to texts, such as labels. */
  texts(): Record<string, string> {
    const texts = this.entries().map(([name, field]): [string, string] => [
      name,
      field.text() ?? "",
    ]);
    return Object.fromEntries(texts);
  }

  /** Rejects every field that is not among these: a misspelled field would otherwise widen the object in silence. */
  only(names: readonly string[]): void {
    for (const name of Object.keys(this.mapping())) {
      if (names.includes(name)) continue;
      this.at(name).error("unknown-field", `Unknown field ${JSON.stringify(name)}.`);
    }
  }

  error(code: string, message: string, fix?: string): void {
    this.report({ code, severity: "error", message, fix });
  }

  warn(code: string, message: string, fix?: string): void {
    this.report({ code, severity: "warning", message, fix });
  }

  note(code: string, message: string): void {
    this.report({ code, severity: "note", message });
  }

  private report(finding: Pick<Finding, "code" | "severity" | "message" | "fix">): void {
    const { ref } = this.object;
    const origin = { ...ref.origin, line: this.object.findLine(this.path) };
    this.findings.push({ ...finding, object: ref, path: formatPath(this.path), origin });
  }

  private below(value: unknown, name: string | number): Field {
    return new Field(value, this.object, this.findings, { above: this, name });
  }

  private mapping(): Readonly<Record<string, unknown>> {
    if (isJsonObject(this.value)) return this.value;
    if (this.given) this.wrongType("a mapping of fields");
    return {};
  }

  private typed<T>(is: (value: unknown) => value is T, what: string): T | undefined {
    if (!this.given) return undefined;
    if (is(this.value)) return this.value;
    this.wrongType(what);
    return undefined;
  }

  private wrongType(what: string): void {
    const text = JSON.stringify(this.value);
    const seen = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
    this.error("wrong-type", `${seen} is invalid: expected ${what}.`);
  }
}
