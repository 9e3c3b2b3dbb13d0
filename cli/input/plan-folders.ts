import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isPlanDocument, type PlanDocument } from "../plan-document.js";

const PLAN_FILE = "plan.json";
const MANIFESTS = "manifests";

/** What `plan` wrote: the plan, and the folder of its manifests. */
export interface PlanFolder {
  readonly plan: PlanDocument;
  readonly manifests: string;
}

/** The plan in a folder; nothing for a folder or file of any other origin. */
export function planFolderAt(path: string): PlanFolder | undefined {
  const file = join(path, PLAN_FILE);
  const manifests = join(path, MANIFESTS);
  if (!existsSync(file) || !existsSync(manifests) || !statSync(manifests).isDirectory()) {
    return undefined;
  }
  const plan = parsed(readFileSync(file, "utf8"));
  if (!isPlanDocument(plan) || !hasFacts(plan)) return undefined;
  return { plan, manifests };
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
