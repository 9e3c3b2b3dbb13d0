import type { Suite } from "mocha";
import { findAll, type BuiltParts } from "../../../testbed/build/build.js";
import { KubernetesApi } from "../../../testbed/kubernetes/api.js";
import { Shelter } from "../../../testbed/network/shelter.js";
import { Run } from "../../../testbed/run/state.js";

/** Everything of the running testbed that a suite works with. */
export interface Testbed {
  readonly run: Run;
  readonly api: KubernetesApi;
  readonly shelter: Shelter;
  readonly parts: BuiltParts;
}

/** The testbed that `npm run test:e2e`, or `npm run testbed:up`, has started. */
export function runningTestbed(): Testbed {
  const run = Run.found();
  if (run === undefined)
    throw new Error('no testbed runs: "npm run test:e2e", or "npm run testbed:up"');
  const api = KubernetesApi.of(run.kubeconfig);
  return { run, api, shelter: Shelter.of(run), parts: findAll() };
}

/** Every test of the suite is counted as skipped, with the reason, where the testbed cannot run. */
export function skipWhereImpossible(suite: Suite): void {
  suite.beforeAll("the testbed", function () {
    const reason = process.env.BULKHEAD_E2E_IMPOSSIBLE;
    if (reason === undefined) return;
    console.log(`    SKIPPED, NOT CHECKED: ${reason}`);
    this.skip();
  });
}
