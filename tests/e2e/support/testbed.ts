import type { Suite } from "mocha";
import { findParts, type BuiltParts } from "../../../testbed/build/build.js";
import { CLUSTER_PARTS, type ClusterPartKey } from "../../../testbed/build/parts.js";
import { KubernetesApi } from "../../../testbed/kubernetes/api.js";
import { Shelter } from "../../../testbed/network/shelter.js";
import { Run } from "../../../testbed/run/state.js";

/** Everything of the running testbed that a suite works with. */
export interface Testbed {
  readonly run: Run;
  readonly api: KubernetesApi;
  readonly shelter: Shelter;
  readonly parts: BuiltParts<ClusterPartKey>;
}

/** The testbed that `npm run test:e2e`, or `npm run testbed:up`, has started. */
export function runningTestbed(): Testbed {
  const run = Run.found();
  if (run === undefined)
    throw new Error('no testbed runs: "npm run test:e2e", or "npm run testbed:up"');
  const api = KubernetesApi.of(run.kubeconfig);
  return { run, api, shelter: Shelter.of(run), parts: findParts(CLUSTER_PARTS) };
}

function skipFor(suite: Suite, reasons: readonly string[]): void {
  suite.beforeAll("the testbed", function () {
    const reason = reasons.map((name) => process.env[name]).find((each) => each !== undefined);
    if (reason === undefined) return;
    console.log(`    SKIPPED, NOT CHECKED: ${reason}`);
    this.skip();
  });
}

/** Every test of the suite is counted as skipped, with the reason, where the testbed cannot run. */
export function skipWhereImpossible(suite: Suite): void {
  skipFor(suite, ["BULKHEAD_E2E_IMPOSSIBLE"]);
}

/** The same where there is no testbed, or no Pulumi engine. */
export function skipWithoutEngine(suite: Suite): void {
  skipFor(suite, ["BULKHEAD_E2E_IMPOSSIBLE", "BULKHEAD_E2E_NO_ENGINE"]);
}
