import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { goBuild, goToolchain, sourceFolder } from "./go.js";
import type { Part } from "./parts.js";
import { partFolder } from "./recipe.js";

export interface BuiltPart {
  readonly folder: string;
  readonly binary: string;
  /** Seconds that the build took, nothing when it was in the cache. */
  readonly seconds?: number;
}

function placed(part: Part, folder: string): BuiltPart {
  return { folder, binary: path.join(folder, part.name) };
}

/** The part in the cache, if it was built by this recipe. */
export function findPart(part: Part): BuiltPart | undefined {
  const folder = partFolder(part, goToolchain(part));
  return existsSync(folder) ? placed(part, folder) : undefined;
}

function keepFiles(part: Part, folder: string): void {
  for (const { module, folder: from, to } of part.files) {
    const target = path.join(folder, to);
    cpSync(path.join(sourceFolder(part, module), from), target, { recursive: true });
    chmodSync(target, 0o755);
  }
}

/** The folder gets its name when it is whole: a build that was cut off is never mistaken for a part. */
async function build(part: Part, folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  const log = `${folder}.log`;
  mkdirSync(unfinished, { recursive: true });
  try {
    if (part.target !== undefined) {
      await goBuild({ ...part, target: part.target }, path.join(unfinished, part.name), log);
    }
    for (const command of part.commands) symlinkSync(part.name, path.join(unfinished, command));
    keepFiles(part, unfinished);
    if (!existsSync(folder)) renameSync(unfinished, folder);
    rmSync(log, { force: true });
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** The part, from the cache or built. */
export async function buildPart(part: Part): Promise<BuiltPart> {
  const found = findPart(part);
  if (found !== undefined) return found;
  const folder = partFolder(part, goToolchain(part));
  console.log(`${part.name}: building ${part.what}, about ${part.minutes} min on two idle cores`);
  const started = Date.now();
  try {
    await build(part, folder);
  } catch (error) {
    throw new Error(`the part ${part.name} was not built: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return { ...placed(part, folder), seconds: (Date.now() - started) / 1000 };
}
