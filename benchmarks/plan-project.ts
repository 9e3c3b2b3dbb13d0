import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { settingsInRow } from "./applications-in-row.js";

/** The folder of the package. */
export const SOURCE = path.join(__dirname, "..");

/** The stack of a project that was written. */
export const STACK = "bench";

/** A Pulumi project whose program is the package's own, with that many applications. */
export function writeProject(folder: string, count: number): void {
  mkdirSync(path.join(folder, "stacks"), { recursive: true });
  copyFileSync(path.join(SOURCE, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
  const program = JSON.stringify(path.join(SOURCE, "program.ts"));
  writeFileSync(path.join(folder, "program.ts"), `module.exports = require(${program});\n`);
  symlinkSync(path.join(SOURCE, "node_modules"), path.join(folder, "node_modules"));
  const settings = Object.entries(settingsInRow(count));
  const config = Object.fromEntries(settings.map(([key, value]) => [`bulkhead:${key}`, value]));
  writeFileSync(path.join(folder, "stacks", `Pulumi.${STACK}.yaml`), stringify({ config }));
}
