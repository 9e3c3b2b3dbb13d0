import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { zonesOfPlan } from "../../facts/plan-zones.js";
import {
  readPaths,
  readZones,
  type ReadResult,
  type ReadZones,
  type Wanted,
} from "../../prover/index.js";
import { planFolderAt, type PlanFolder } from "../plan-folder/read.js";
import type { Terminal } from "../terminal.js";
import { UsageError } from "../usage-error.js";
import { withPlatformTier } from "./platform-tier.js";

/** What a command was given: the objects, and what is known of their surroundings. */
export interface Input {
  readonly read: ReadResult;
  readonly zones: ReadZones;
  /** The plans among the paths. */
  readonly plans: readonly PlanFolder[];
}

/** The text of a file that an option names. */
export function readNamedFile(option: string, path: string): string {
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new UsageError(`--${option} ${path}: file not found.`);
  }
  return readFileSync(path, "utf8");
}

/** A file of zones comes before what plans say; without either there are the zones that always are there. */
function zonesFor(plans: readonly PlanFolder[], file: string | undefined): ReadZones {
  if (file !== undefined) return readZones(readNamedFile("zones", file), file);
  const [only, ...others] = plans;
  if (only?.zones !== undefined && others.length === 0) {
    return readZones(readFileSync(only.zones, "utf8"), only.zones);
  }
  const facts = plans.map(({ plan }) => plan);
  return zonesOfPlan({
    addresses: facts.flatMap(({ addresses }) => addresses),
    resources: facts.flatMap(({ resources }) => resources),
  });
}

/** Objects from files, folders, plans and standard input, together. In the folder of a plan its manifests are read. */
export function readInput(
  paths: readonly string[],
  zones: string | undefined,
  { input }: Pick<Terminal, "input">,
  wanted?: Wanted,
): Input {
  const places = paths.map((path) => ({ path, plan: planFolderAt(path) }));
  const plans = places.flatMap(({ plan }) => plan ?? []);
  const read = readPaths(
    places.map(({ path, plan }) => plan?.manifests ?? path),
    input,
    wanted,
  );
  const resources = () => plans.flatMap(({ plan }) => plan.resources);
  return { read: withPlatformTier(read, resources), zones: zonesFor(plans, zones), plans };
}

const PLANS = ".bulkhead";

/** The plan that `bulkhead plan` wrote here, when there is exactly one. */
export function defaultPaths(option: string, parent = PLANS): string[] {
  const folders = existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name)) : [];
  const plans = folders.filter((folder) => planFolderAt(folder) !== undefined).sort();
  if (plans.length === 1) return plans;
  throw new UsageError(
    plans.length === 0
      ? `no plan in ${parent}: name manifests or a plan with ${option}.`
      : `there are several plans: name one with ${option}. Plans: ${plans.join(", ")}.`,
  );
}
