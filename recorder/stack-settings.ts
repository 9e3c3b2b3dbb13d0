import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { isMap, isSeq } from "yaml";
import type { Node } from "yaml";
import { SECRET_MARK } from "../basics/json.js";
import { qualified } from "./project-file.js";
import type { ConfigEntry, Project } from "./project-file.js";
import { YamlFile } from "./yaml-file.js";

/** To be spread into `recordProgram`'s options. */
export interface StackConfig {
  stack: string;
  config: Record<string, string>;
  secretConfigKeys: string[];
}

export function readStackConfig(project: Project, stackOrFile: string): StackConfig {
  const path = settingsPath(project, stackOrFile);
  const file = new YamlFile(path);
  const entries = [
    ...project.defaults,
    ...file.entries("config").map(([key, node]) => readEntry(project, file, key, node)),
  ];
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const isSecretEntry = ({ key, secret }: ConfigEntry): boolean =>
    secret || project.secretKeys.includes(key);
  return {
    stack: stackName(path),
    config: Object.fromEntries([...byKey.values()].map(({ key, value }) => [key, asText(value)])),
    secretConfigKeys: [...byKey.values()].filter(isSecretEntry).map(({ key }) => key),
  };
}

function settingsPath({ configDirectory, stacks }: Project, stackOrFile: string): string {
  if (/\.ya?ml$/.test(stackOrFile)) {
    return stackOrFile;
  }
  const paths = ["yaml", "yml"].map((ending) =>
    join(configDirectory, `Pulumi.${stackOrFile}.${ending}`),
  );
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) {
    const choices = stacks.length === 0 ? "there are none" : `there are ${stacks.join(", ")}`;
    throw new Error(`no settings for stack "${stackOrFile}" in ${configDirectory}: ${choices}`);
  }
  return found;
}

function stackName(path: string): string {
  return basename(path)
    .replace(/\.ya?ml$/, "")
    .replace(/^Pulumi\./, "");
}

function readEntry(
  project: Project,
  file: YamlFile,
  key: string,
  node: Node | undefined,
): ConfigEntry {
  const value = node && file.plain(node);
  if (node === undefined || value === null) {
    throw file.errorAt(node, `"${key}" has no value`);
  }
  return {
    key: qualified(project.name, key),
    value: withoutSecure(value),
    secret: hasSecure(file, node),
  };
}

function isSecure(value: unknown): boolean {
  const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
  return keys.length === 1 && keys[0] === "secure";
}

function hasSecure(file: YamlFile, at: unknown): boolean {
  const node = file.resolved(at);
  if (isMap(node)) {
    return isSecure(file.plain(node)) || node.items.some(({ value }) => hasSecure(file, value));
  }
  return isSeq(node) && node.items.some((item) => hasSecure(file, item));
}

/** Only the engine can decrypt a `secure:` value. */
function withoutSecure(value: unknown): unknown {
  if (isSecure(value)) {
    return SECRET_MARK;
  }
  if (Array.isArray(value)) {
    return value.map(withoutSecure);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withoutSecure(inner)]),
  );
}

/** Configuration is text: objects and lists as JSON. */
function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
