import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../usage-error.js";
import { planFolderAt } from "../plan-folder/plan-folders.js";

const PLANS = ".bulkhead";

/** The plan that `bulkhead plan` wrote here, when there is exactly one. */
export function defaultPaths(option: string, parent = PLANS): string[] {
  const folders = existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name)) : [];
  const plans = folders.filter((folder) => planFolderAt(folder) !== undefined).sort();
  if (plans.length === 1) return plans;
  throw new UsageError(
    plans.length === 0
      ? `there is no plan in ${parent}: name manifests or a plan with ${option}.`
      : `there are several plans: name one with ${option}. Plans: ${plans.join(", ")}.`,
  );
}
