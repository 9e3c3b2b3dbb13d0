import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import type { Part } from "./parts.js";

/** Where everything that outlives a checkout is kept. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache");
  return path.join(base, "bulkhead", "testbed");
}

export function moduleFolder(part: Part): string {
  return path.join(__dirname, "..", "parts", part.module);
}

/** Everything that the result depends on: the module's files, how it is linked, and by which Go. */
function recipeHash(part: Part, toolchain: string): string {
  const folder = moduleFolder(part);
  const { target, variables, commands, files } = part;
  const hash = createHash("sha256");
  hash.update(JSON.stringify({ target, variables, commands, files, toolchain }));
  for (const file of readdirSync(folder).sort()) {
    hash.update(`\n${file}\n`).update(readFileSync(path.join(folder, file)));
  }
  return hash.digest("hex").slice(0, 16);
}

/** The folder of a part in the cache. A changed recipe is another folder, so nothing stale is ever used. */
export function partFolder(part: Part, toolchain: string): string {
  return path.join(cacheFolder(), `${part.name}-${recipeHash(part, toolchain)}`);
}
