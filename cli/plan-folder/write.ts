import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../usage-error.js";
import type { OutputFile } from "./manifest-files.js";
import { MANIFESTS, PLAN_FILE, REPORT_FILE, ZONES_FILE } from "./files.js";
import { isPlanDocument } from "./document.js";

/** What an interrupted run leaves behind begins with this. */
const UNFINISHED = ".bulkhead-unfinished-";

function isOwnPlan(path: string): boolean {
  try {
    return isPlanDocument(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return false;
  }
}

/**
 * Refuses a folder that holds something else than a former plan, because writing replaces what is in it.
 *
 * @throws UsageError with what to do instead.
 */
export function requireOwnFolder(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) {
    throw new UsageError(`--out ${folder} is a file; name a folder`);
  }
  const others = readdirSync(folder).filter((name) => !name.startsWith(UNFINISHED));
  if (others.length === 0 || isOwnPlan(join(folder, PLAN_FILE))) return;
  throw new UsageError(
    `--out ${folder} holds files and no plan.json of this version; name an empty folder, ` +
      "or remove it if it is an old plan",
  );
}

function writeFiles(folder: string, files: readonly OutputFile[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { path, content } of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(UNFINISHED))) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** The contents of `plan.json`, of `report.html` and of `zones.yaml`. */
export interface PlanFiles {
  readonly plan: string;
  readonly report: string;
  readonly zones: string;
}

/**
 * Replaces the plan in `folder`. Everything is written beside the former plan first and then renamed, so that
 * an interrupted run leaves whole files: the former ones or the new ones.
 */
export function writePlanFolder(
  folder: string,
  { plan, report, zones }: PlanFiles,
  manifests: readonly OutputFile[],
): void {
  requireOwnFolder(folder);
  mkdirSync(folder, { recursive: true });
  removeUnfinished(folder);
  const fresh = join(folder, `${UNFINISHED}new`);
  const former = join(folder, `${UNFINISHED}old`);
  const files = [
    { path: PLAN_FILE, content: plan },
    { path: REPORT_FILE, content: report },
    { path: ZONES_FILE, content: zones },
  ];
  writeFiles(join(fresh, MANIFESTS), manifests);
  writeFiles(fresh, files);
  const current = join(folder, MANIFESTS);
  if (existsSync(current)) renameSync(current, former);
  renameSync(join(fresh, MANIFESTS), current);
  for (const { path } of files) renameSync(join(fresh, path), join(folder, path));
  removeUnfinished(folder);
}
