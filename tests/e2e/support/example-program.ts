import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PROJECT_ROOT } from "../../support/schema.js";

/**
 * An example in a folder of its own, with the dependencies of this checkout and this checkout itself in place of the
 * published package.
 */
export function writeExample(name: string, folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  cpSync(path.join(PROJECT_ROOT, "examples", name), folder, { recursive: true });
  const modules = path.join(folder, "node_modules");
  const installed = path.join(PROJECT_ROOT, "node_modules");
  mkdirSync(path.join(modules, "bulkhead"), { recursive: true });
  for (const each of readdirSync(installed)) {
    symlinkSync(path.join(installed, each), path.join(modules, each));
  }
  const entry = JSON.stringify(path.join(PROJECT_ROOT, "index.ts"));
  writeFileSync(
    path.join(modules, "bulkhead", "index.js"),
    `module.exports = require(${entry});\n`,
  );
  return folder;
}
