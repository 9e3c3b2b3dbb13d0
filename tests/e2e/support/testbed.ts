import type { Suite } from "mocha";
import { findParts, type BuiltParts } from "../../../testbed/build/build.js";
import { CLUSTER_PARTS, type ClusterPartKey } from "../../../testbed/build/parts.js";
import { KubernetesApi } from "../../../testbed/kubernetes/api.js";
import { Shelter } from "../../../testbed/network/shelter.js";
import { Run } from "../../../testbed/run/state.js";

/** A cluster, and a folder for whatever belongs to the run. */
export interface ClusterUnderTest {
  readonly run: Run;
  readonly api: KubernetesApi;
}

/** Everything of the running testbed that a suite works with. */
export interface Testbed extends ClusterUnderTest {
  readonly shelter: Shelter;
  readonly parts: BuiltParts<ClusterPartKey>;
}

/** The cluster that `npm run test:e2e`, or `npm run testbed:up`, has started or was given. */
export function clusterUnderTest(): ClusterUnderTest {
  const run = Run.found();
  if (run === undefined)
    throw new Error('no testbed runs: "npm run test:e2e", or "npm run testbed:up"');
  return { run, api: KubernetesApi.of(run.kubeconfig) };
}

/** The testbed's own cluster, with its networks. */
export function runningTestbed(): Testbed {
  const cluster = clusterUnderTest();
  return { ...cluster, shelter: Shelter.of(cluster.run), parts: findParts(CLUSTER_PARTS) };
}

/** Whether the cluster is somebody else's. */
export function isGivenCluster(): boolean {
  return process.env.BULKHEAD_E2E_GIVEN !== undefined;
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

/** The same, also without a Pulumi engine. */
export function skipWithoutEngine(suite: Suite): void {
  skipFor(suite, ["BULKHEAD_E2E_IMPOSSIBLE", "BULKHEAD_E2E_NO_ENGINE"]);
}

/** The same on a cluster of somebody else, for suites that need more than an API server. */
export function skipOnGivenCluster(suite: Suite): void {
  skipFor(suite, ["BULKHEAD_E2E_GIVEN"]);
}
