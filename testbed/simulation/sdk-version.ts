import { readFileSync } from "node:fs";
import path from "node:path";

/** The version of a package that programs use: a plugin answers to the same one. */
export function versionOf(name: string): string {
  const file = path.join(__dirname, "..", "..", "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
