import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../usage-error.js";
import { MANIFESTS, PLAN_FILE, ZONES_FILE } from "./files.js";
import { isPlanDocument, type PlanDocument } from "./document.js";

/** What `plan` wrote: the plan, the folder of its manifests and the file of its zones, which older plans have not. */
export interface PlanFolder {
  readonly plan: PlanDocument;
  readonly manifests: string;
  readonly zones?: string;
}

/** The plan of a large platform is many megabytes; who needs the manifests and zones alone does without it. */
class WrittenPlan implements PlanFolder {
  private read: PlanDocument | undefined;

  constructor(
    private readonly file: string,
    readonly manifests: string,
    readonly zones: string,
  ) {}

  /** @throws UsageError where the file is something else by now. */
  get plan(): PlanDocument {
    this.read ??= planIn(this.file);
    if (this.read !== undefined) return this.read;
    throw new UsageError(
      `${this.file} is not a plan of this version; write it again with bulkhead plan.`,
    );
  }
}

/** The plan in a folder; nothing for a folder or file of any other origin. */
export function planFolderAt(path: string): PlanFolder | undefined {
  const file = join(path, PLAN_FILE);
  const manifests = join(path, MANIFESTS);
  if (!existsSync(file) || !existsSync(manifests) || !statSync(manifests).isDirectory()) {
    return undefined;
  }
  const zones = join(path, ZONES_FILE);
  if (existsSync(zones)) return new WrittenPlan(file, manifests, zones);
  const plan = planIn(file);
  return plan === undefined ? undefined : { plan, manifests };
}

function planIn(file: string): PlanDocument | undefined {
  const plan = parsed(readFileSync(file, "utf8"));
  return isPlanDocument(plan) && hasFacts(plan) ? plan : undefined;
}

function hasFacts({ addresses, applications }: Partial<PlanDocument>): boolean {
  return Array.isArray(addresses) && Array.isArray(applications);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
