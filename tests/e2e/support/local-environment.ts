import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { Workspace, type Settings } from "../../../testbed/engine/workspace.js";
import { PROJECT_ROOT } from "../../support/schema.js";
import type { ClusterUnderTest } from "./testbed.js";

/** The settings of `local`, on the cluster of the testbed, which has its Calico already. */
export function localSettings(): Settings {
  const file = path.join(PROJECT_ROOT, "stacks", "Pulumi.local.yaml");
  const { config } = parse(readFileSync(file, "utf8")) as { config: Settings };
  const existing = config["bulkhead:existingCluster"] as Settings;
  return {
    ...config,
    "bulkhead:existingCluster": { ...existing, context: "testbed" },
    "bulkhead:calico": { install: false },
  };
}

/** A workspace of the stack `local`, in a folder of the run. */
export async function openLocal({ run }: ClusterUnderTest, folder: string): Promise<Workspace> {
  const workspace = new Workspace({
    folder: run.path(folder),
    source: PROJECT_ROOT,
    stack: "local",
    environment: { KUBECONFIG: run.kubeconfig },
  });
  workspace.configure(localSettings());
  await workspace.demand("stack", "init", "local");
  return workspace;
}
