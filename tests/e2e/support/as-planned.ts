import assert from "node:assert/strict";
import type { Workspace } from "../../../testbed/engine/workspace.js";
import type { KubernetesApi } from "../../../testbed/kubernetes/api.js";
import type { EnginePlan } from "./engine-plan.js";
import { differences } from "./managed-objects.js";
import { graphOfPlan, graphOfState } from "./state-graph.js";

/** The API has the objects of the plan and no others, and the engine has its resources, with nothing pending. */
export async function assertAsPlanned(
  api: KubernetesApi,
  workspace: Workspace,
  plan: EnginePlan,
): Promise<void> {
  assert.deepEqual(await differences(api, plan.manifests), []);
  const deployment = await workspace.deployment();
  assert.deepEqual(graphOfState(deployment), graphOfPlan(plan.resources));
  assert.deepEqual(deployment.pending_operations ?? [], []);
}
