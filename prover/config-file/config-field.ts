import type { Finding, Origin } from "../model/world.js";
import { formatPath, type Path } from "../model/path.js";
import { isJsonObject } from "../read/read-result.js";
import { oneOf, suggestion } from "../../basics/nearest.js";

/** The file of a field, and where its findings go. */
export interface ConfigSource {
  readonly origin: Origin;
  findLine(path: Path): number | undefined;
  report(finding: Finding): void;
}

/**
 * A value of a file of zones or assertions, which people write: a single value counts as a list of one, a number as a text,
 * and errors suggest words. `Field` reads manifests, strictly as the API server does.
 */
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

  /** A text that is not empty. A number counts as its text. */
  text(): string | undefined {
    const { value } = this;
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number") return String(value);
    if (this.given) this.error("wrong-type", `${this.seen()} is invalid: expected a text.`);
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
      const message = `${JSON.stringify(text)} is invalid: expected ${oneOf(words)}.`;
      this.error("unknown-word", message + suggestion(text, words));
    }
    return found;
  }

  /** Rejects every field that is not among these. */
  only(names: readonly string[]): void {
    for (const [name, field] of this.entries()) {
      if (names.includes(name)) continue;
      const message = `Unknown field ${JSON.stringify(name)}; use ${oneOf(names)}.`;
      field.error("unknown-field", message + suggestion(name, names));
    }
  }

  error(code: string, message: string, fix?: string): void {
    this.report({ code, severity: "error", message, fix });
  }

  warn(code: string, message: string, fix?: string): void {
    this.report({ code, severity: "warning", message, fix });
  }

  private report(finding: Pick<Finding, "code" | "severity" | "message" | "fix">): void {
    this.source.report({ ...finding, origin: this.origin, path: formatPath(this.path) });
  }

  private seen(): string {
    return JSON.stringify(this.value).slice(0, 60);
  }

  private mapping(): Readonly<Record<string, unknown>> {
    if (isJsonObject(this.value)) return this.value;
    if (this.given) this.error("wrong-type", `${this.seen()} is invalid: expected a mapping.`);
    return {};
  }
}
