import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { ProgramSource, StackConfig } from "../../recorder/index.js";
import { suggestion } from "../../basics/nearest.js";
import type { PlanArguments } from "./arguments.js";
import { UsageError } from "../usage-error.js";

const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml"];

const DEFAULT_STACK = "dev";

function holdsProject(folder: string): boolean {
  return PROJECT_FILES.some((name) => existsSync(join(folder, name)));
}

function nearestProject(folder: string): string | undefined {
  if (holdsProject(folder)) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : nearestProject(above);
}

/** The folder of the program: the named one, or the nearest upwards from the working directory. */
export function findProgramFolder(program: string | undefined): string {
  if (program === undefined) {
    const nearest = nearestProject(process.cwd());
    if (nearest !== undefined) return nearest;
    throw new UsageError(
      "no Pulumi.yaml here or in any folder above: name one with --program DIR.",
    );
  }
  const folder = resolve(program);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new UsageError(`--program ${program}: folder not found.`);
  }
  if (!holdsProject(folder)) {
    throw new UsageError(`--program ${program}: the folder has no Pulumi.yaml.`);
  }
  return folder;
}

/** `prod` of `Pulumi.prod.yaml`; other files are named after no stack. */
function stackNamedBy(file: string): string | undefined {
  return /^Pulumi\.(.+)\.ya?ml$/.exec(basename(file))?.[1];
}

function fromSettingsFile(source: ProgramSource, file: string, stack: string | undefined) {
  if (!/\.ya?ml$/.test(file)) {
    throw new UsageError(`--settings ${file}: expected a file that ends with .yaml.`);
  }
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new UsageError(`--settings ${file}: file not found.`);
  }
  const name = stack ?? stackNamedBy(file) ?? DEFAULT_STACK;
  return { ...source.stackConfig(resolve(file)), stack: name };
}

function requireKnownStack({ stacks }: ProgramSource, stack: string): void {
  if (stacks.includes(stack)) return;
  throw new UsageError(
    `unknown stack "${stack}".${suggestion(stack, stacks)} Stacks: ${stacks.join(", ")}.`,
  );
}

/** The stack's name and configuration. A program without any settings file has any stack. */
export function chooseStackConfig(
  source: ProgramSource,
  { stack, settings }: Pick<PlanArguments, "stack" | "settings">,
): StackConfig {
  if (settings !== undefined) return fromSettingsFile(source, settings, stack);
  const name = stack ?? DEFAULT_STACK;
  if (source.stacks.length === 0) return { stack: name, config: {}, secretConfigKeys: [] };
  requireKnownStack(source, name);
  return source.stackConfig(name);
}
