import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve, sep } from "node:path";
import { register } from "tsx/cjs/api";
import { readProject } from "./project-file.js";
import { setSourceMaps } from "./source-maps.js";
import { readStackConfig } from "./stack-settings.js";
import type { StackConfig } from "./stack-settings.js";
import type { Program } from "./record-program.js";

export interface ProgramSource {
  project: string;
  /** Where Pulumi.yaml lies. */
  directory: string;
  /** Names of the stacks that have a settings file. */
  stacks: string[];
  /** Configuration of a stack by its name, or of a settings file by its path (it ends with `.yaml`). */
  stackConfig: (stackOrFile: string) => StackConfig;
  /** Loads the program's own files anew each time it runs. */
  program: Program;
}

/** Reads Pulumi.yaml of a TypeScript or JavaScript program. */
export function loadProgram(directory: string): ProgramSource {
  const root = resolve(directory);
  const project = readProject(root);
  const entry = findEntry(root, project.main);
  const run = async (): Promise<Record<string, unknown> | undefined> => runEntry(root, entry);
  return {
    project: project.name,
    directory: root,
    stacks: project.stacks,
    stackConfig: (stackOrFile) => readStackConfig(project, stackOrFile),
    program: Object.assign(run, { entry }),
  };
}

const INDEX = ["index.ts", "index.js"];

function findEntry(root: string, main: string | undefined): string {
  const named = resolve(root, main ?? ".");
  if (existsSync(named) && statSync(named).isFile()) {
    return named;
  }
  const found = INDEX.map((name) => join(named, name)).find((path) => existsSync(path));
  if (found === undefined) {
    const wanted = main === undefined ? INDEX.join(" or ") : `main: ${main}`;
    throw new Error(`${join(root, "Pulumi.yaml")}: the program is missing, expected ${wanted}`);
  }
  return found;
}

/** Unregisters only after the run: a program may load more of itself while it runs. */
async function runEntry(root: string, entry: string): Promise<Record<string, unknown> | undefined> {
  const require = createRequire(entry);
  const unregister = register();
  const restore = forget(root, require.cache);
  try {
    const exported = loadWithSourceMaps(() => require(entry) as unknown);
    const program = defaultExport(exported);
    const outputs: unknown = isCallable(program) ? await program() : await program;
    return outputs as Record<string, unknown> | undefined;
  } finally {
    restore();
    unregister();
  }
}

/** A module has its map from when it was loaded, or never; what it does then runs without, as any recording. */
function loadWithSourceMaps(load: () => unknown): unknown {
  setSourceMaps(true);
  try {
    return load();
  } finally {
    setSourceMaps(false);
  }
}

function isCallable(value: unknown): value is () => unknown {
  return typeof value === "function";
}

/** `export default` of a compiled module is the program when it is all the module exports. */
function defaultExport(exported: unknown): unknown {
  const names = Object.keys(exported ?? {});
  return typeof exported === "object" && names.length === 1 && names[0] === "default"
    ? (exported as { default: unknown }).default
    : exported;
}

type Cache = NodeJS.Dict<NodeJS.Module>;

/** Takes the program's own modules out of the cache, and afterwards puts back what was there before. */
function forget(root: string, cache: Cache): () => void {
  const own = (): string[] =>
    Object.keys(cache).filter(
      (file) => file.startsWith(root + sep) && !file.includes(`${sep}node_modules${sep}`),
    );
  const before = own().map((file) => [file, cache[file]] as const);
  const clear = (): void => {
    own().forEach((file) => Reflect.deleteProperty(cache, file));
  };
  clear();
  return () => {
    clear();
    before.forEach(([file, module]) => (cache[file] = module));
  };
}
