import type { Finding, Origin } from "../model/world.js";
import { formatPath, type Path } from "../model/path.js";
import { isJsonObject } from "../read/read-result.js";
import { suggestion } from "../../basics/nearest.js";

/** Where the fields of one file come from and where their mistakes go. */
export interface ConfigSource {
  readonly origin: Origin;
  findLine(path: Path): number | undefined;
  tell(finding: Finding): void;
}

/** A value of a file that a person wrote. It knows where it stands, and tells what is wrong with it. */
export class ConfigField {
  constructor(
    readonly value: unknown,
    private readonly path: Path,
    private readonly source: ConfigSource,
  ) {}

  get given(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  get isMapping(): boolean {
    return isJsonObject(this.value);
  }

  get origin(): Origin {
    return { ...this.source.origin, line: this.source.findLine(this.path) };
  }

  at(name: string): ConfigField {
    const mapping = this.mapping();
    const value = Object.hasOwn(mapping, name) ? mapping[name] : undefined;
    return new ConfigField(value, [...this.path, name], this.source);
  }

  entries(): [string, ConfigField][] {
    return Object.keys(this.mapping()).map((name) => [name, this.at(name)]);
  }

  /** The items of a list; a single value counts as a list of one. */
  items(): ConfigField[] {
    if (!this.given) return [];
    if (!Array.isArray(this.value)) return [this];
    return this.value.map(
      (item: unknown, index) => new ConfigField(item, [...this.path, index], this.source),
    );
  }

  /** A text that says something. Numbers are taken as they would be written. */
  text(): string | undefined {
    const { value } = this;
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number") return String(value);
    if (this.given) this.error("wrong-type", `${this.seen()} is no text.`);
    return undefined;
  }

  texts(): string[] {
    return this.items().flatMap((item) => item.text() ?? []);
  }

  /** A mapping of names to texts, such as labels. */
  labels(): Record<string, string> {
    return Object.fromEntries(
      this.entries().flatMap(([name, field]) => {
        const text = field.text();
        return text === undefined ? [] : [[name, text] as const];
      }),
    );
  }

  /** One of these words. */
  choice<Word extends string>(words: readonly Word[]): Word | undefined {
    const text = this.text();
    const found = words.find((word) => word === text);
    if (text !== undefined && found === undefined) {
      const message = `${JSON.stringify(text)} is none of ${words.join(", ")}.`;
      this.error("unknown-word", message + suggestion(text, words));
    }
    return found;
  }

  /** Refuses every field that is not among these. */
  only(names: readonly string[]): void {
    for (const [name, field] of this.entries()) {
      if (names.includes(name)) continue;
      const message = `There is no field ${name} here: ${names.join(", ")}.`;
      field.error("unknown-field", message + suggestion(name, names));
    }
  }

  error(code: string, message: string, fix?: string): void {
    this.tell({ code, severity: "error", message, fix });
  }

  warn(code: string, message: string, fix?: string): void {
    this.tell({ code, severity: "warning", message, fix });
  }

  private tell(finding: Pick<Finding, "code" | "severity" | "message" | "fix">): void {
    this.source.tell({ ...finding, origin: this.origin, path: formatPath(this.path) });
  }

  private seen(): string {
    return JSON.stringify(this.value).slice(0, 60);
  }

  private mapping(): Readonly<Record<string, unknown>> {
    if (isJsonObject(this.value)) return this.value;
    if (this.given) this.error("wrong-type", `${this.seen()} is no mapping of fields.`);
    return {};
  }
}
