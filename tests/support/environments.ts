import { join } from "node:path";
import {
  loadProgram,
  recordProgram,
  type Mode,
  type RecordedProgram,
  type RecordedResource,
} from "../../recorder/index.js";
import { parseKubernetesType } from "../../recorder/kubernetes-type.js";

export const ROOT = join(__dirname, "../..");

/** Every settings file of the repository; a test compares the list with the folder. */
export const ENVIRONMENTS = ["local", "dev", "staging", "prod"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const AWS_ENVIRONMENTS = ["dev", "staging", "prod"] as const;

const source = loadProgram(ROOT);

/** The stacks that the program has settings for. */
export const STACKS = source.stacks;

/** Runs the real program of an environment. */
export function recordEnvironment(
  stack: Environment,
  mode: Mode = "update",
): Promise<RecordedProgram> {
  const { project, program } = source;
  const options = { project, program, mode, ...source.stackConfig(stack) };
  return recordProgram(options);
}

const recordings = new Map<string, Promise<RecordedProgram>>();

/** The same, once in each mode: many tests look at one recording. */
export function environment(stack: Environment, mode: Mode = "update"): Promise<RecordedProgram> {
  const key = `${stack} ${mode}`;
  const recording = recordings.get(key) ?? recordEnvironment(stack, mode);
  recordings.set(key, recording);
  return recording;
}

/** Applications whose policies an environment evaluates and does not enforce. */
export const STAGED: Readonly<Record<Environment, readonly string[]>> = {
  local: [],
  dev: ["reports"],
  staging: [],
  prod: [],
};

/** The package of a type token: `aws`, `kubernetes`, `eks`, `bulkhead`, `pulumi`. */
function packageOf({ type }: RecordedResource): string {
  return type.slice(0, type.indexOf(":"));
}

export function ofPackage(recorded: RecordedProgram, name: string): RecordedResource[] {
  return recorded.resources.filter((resource) => packageOf(resource) === name);
}

/** Objects of one API group: `projectcalico.org`, `operator.tigera.io`, `core`. */
export function ofGroup(recorded: RecordedProgram, group: string): RecordedResource[] {
  return recorded.resources.filter(({ type }) => {
    const version = parseKubernetesType(type)?.apiVersion;
    return version !== undefined && groupOf(version) === group;
  });
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "core";
}

/** The components of one class. */
export function components(recorded: RecordedProgram, className: string): RecordedResource[] {
  return recorded.resources.filter(({ type }) => type === `bulkhead:index:${className}`);
}

/** The one component of a class. */
export function component(recorded: RecordedProgram, className: string): RecordedResource {
  const [found, ...others] = components(recorded, className);
  if (found && others.length === 0) return found;
  throw new Error(`${others.length + (found ? 1 : 0)} components of class ${className}`);
}

/** What lies directly inside a component. */
export function childrenOf(
  recorded: RecordedProgram,
  { urn }: RecordedResource,
): RecordedResource[] {
  return recorded.resources.filter(({ parent }) => parent === urn);
}
