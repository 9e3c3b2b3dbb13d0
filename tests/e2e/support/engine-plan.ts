import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import type { PlanDocument } from "../../../cli/plan-folder/document.js";
import type { KubernetesObject } from "../../../testbed/kubernetes/api.js";
import { runBulkhead } from "../../cli/support.js";

/** What `bulkhead plan` says of a workspace as it is now. */
export interface EnginePlan {
  readonly resources: PlanDocument["resources"];
  readonly manifests: readonly KubernetesObject[];
}

function manifestsIn(folder: string): KubernetesObject[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => parse(readFileSync(path.join(folder, file), "utf8")) as KubernetesObject);
}

export async function planOf(workspace: string, stack: string): Promise<EnginePlan> {
  const out = path.join(workspace, "plan");
  rmSync(out, { recursive: true, force: true });
  const where = ["--program", workspace, "--stack", stack, "--out", out];
  const { status, err } = await runBulkhead("plan", ...where);
  if (status !== 0) throw new Error(err);
  const { resources } = JSON.parse(
    readFileSync(path.join(out, "plan.json"), "utf8"),
  ) as PlanDocument;
  return { resources, manifests: manifestsIn(path.join(out, "manifests")) };
}
