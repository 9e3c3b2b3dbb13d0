import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { isMap } from "yaml";
import type { Node } from "yaml";
import { YamlFile } from "./yaml-file.js";

export interface Project {
  name: string;
  main: string | undefined;
  /** Where `Pulumi.<stack>.yaml` files lie. */
  configDirectory: string;
  stacks: string[];
  /** Values every stack has unless it says otherwise, by full key. */
  defaults: ConfigEntry[];
  /** Keys that the project declares to be secret, whatever a stack file says of them. */
  secretKeys: string[];
}

export interface ConfigEntry {
  key: string;
  value: unknown;
  secret: boolean;
}

const STACK_FILE = /^Pulumi\.(.+)\.ya?ml$/;

export function readProject(root: string): Project {
  const path = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(root, name)).find(existsSync);
  if (path === undefined) {
    throw new Error(`${root}: no Pulumi.yaml, so no Pulumi program`);
  }
  const file = new YamlFile(path);
  const name = file.text("name");
  if (name === undefined) {
    throw new Error(`${path}: "name" is missing`);
  }
  const configDirectory = resolve(root, file.text("stackConfigDir") ?? ".");
  return {
    name,
    main: file.text("main"),
    configDirectory,
    stacks: stacksIn(configDirectory),
    defaults: file
      .entries("config")
      .flatMap(([key, node]) => readDefault(file, qualified(name, key), node)),
    secretKeys: file
      .entries("config")
      .filter(([, node]) => isMap(node) && node.get("secret") === true)
      .map(([key]) => qualified(name, key)),
  };
}

/** A key without a namespace belongs to the project. */
export function qualified(project: string, key: string): string {
  return key.includes(":") ? key : `${project}:${key}`;
}

function stacksIn(directory: string): string[] {
  const files = existsSync(directory) ? readdirSync(directory) : [];
  return files.flatMap((file) => STACK_FILE.exec(file)?.[1] ?? []).sort();
}

/** `key: value`, or a declaration whose `value` or `default` counts. */
function readDefault(file: YamlFile, key: string, node: Node | undefined): ConfigEntry[] {
  if (node === undefined) {
    return [];
  }
  const declaration = file.plain(node);
  if (!isMap(file.resolved(node)) || !isDeclaration(declaration)) {
    return declaration === null ? [] : [{ key, value: declaration, secret: false }];
  }
  const value = declaration.value ?? declaration.default;
  return value === undefined ? [] : [{ key, value, secret: declaration.secret === true }];
}

function isDeclaration(
  value: unknown,
): value is { value?: unknown; default?: unknown; secret?: unknown } {
  return typeof value === "object" && value !== null;
}
