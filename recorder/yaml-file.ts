import { readFileSync } from "node:fs";
import { isAlias, isMap, isScalar, LineCounter, parseDocument } from "yaml";
import type { Document, Node, Pair, YAMLMap } from "yaml";

/** A YAML file whose errors say the line, and that refuses what YAML leaves ambiguous. */
export class YamlFile {
  readonly #lines = new LineCounter();
  readonly #document: Document;
  readonly #root: YAMLMap | undefined;

  constructor(readonly path: string) {
    const refusing = { uniqueKeys: true, prettyErrors: false };
    // Pulumi's own reader follows merge keys.
    const options = { lineCounter: this.#lines, merge: true, ...refusing };
    const document = parseDocument(readFileSync(path, "utf8"), options);
    const [problem] = document.errors;
    if (problem !== undefined) {
      throw this.#error(problem.pos[0], problem.message);
    }
    const { contents } = document;
    if (contents !== null && !isMap(contents)) {
      throw this.#error(0, "expected a map of settings");
    }
    this.#document = document;
    this.#root = contents ?? undefined;
  }

  text(key: string): string | undefined {
    const value: unknown = this.#root?.get(key);
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  }

  /** The entries of a map at the top level, with the nodes that know their place. */
  entries(key: string): [key: string, value: Node | undefined][] {
    const map: unknown = this.#root?.get(key, true);
    if (map === undefined || (isScalar(map) && map.value === null)) {
      return [];
    }
    if (!isMap(map)) {
      throw this.errorAt(map as Node, `"${key}" must be a map`);
    }
    return map.items.map((pair) => [
      String((pair.key as { value: unknown }).value),
      pairValue(pair),
    ]);
  }

  /** The plain value of a node, with every alias replaced by what it stands for. */
  plain(node: Node): unknown {
    try {
      return node.toJS(this.#document);
    } catch (error) {
      throw this.errorAt(node, (error as Error).message);
    }
  }

  /** The node that an alias stands for, or the node itself. */
  resolved(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.#document) : node;
  }

  errorAt(node: Node | undefined, message: string): Error {
    return this.#error(node?.range?.[0] ?? 0, message);
  }

  #error(offset: number, message: string): Error {
    const { line, col } = this.#lines.linePos(offset);
    return new Error(`${this.path}:${line}:${col}: ${message}`);
  }
}

function pairValue(pair: Pair): Node | undefined {
  return (pair.value as Node | null) ?? undefined;
}
