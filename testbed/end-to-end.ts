import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { buildParts } from "./build/build.js";
import { CLUSTER_PARTS, ENGINE_PARTS, type PartKey } from "./build/parts.js";
import { ensureSystemPackages } from "./build/system-packages.js";
import {
  demandUsable,
  GIVEN_CLUSTER,
  GivenCluster,
  NOT_ON_A_GIVEN_CLUSTER,
} from "./given-cluster.js";
import { KubernetesApi } from "./kubernetes/api.js";
import { currentContextOf } from "./kubernetes/kubeconfig.js";
import { whyNoNamespaces } from "./network/shelter.js";
import { Run } from "./run/state.js";
import { down, up } from "./testbed.js";

/** Why suites are skipped, by the name under which they read it. */
interface Reasons {
  /** Those that need the testbed's own cluster and networks cannot. */
  readonly BULKHEAD_E2E_GIVEN?: string;
  /** No suite can run. */
  readonly BULKHEAD_E2E_IMPOSSIBLE?: string;
  /** Those that need Pulumi's engine cannot. */
  readonly BULKHEAD_E2E_NO_ENGINE?: string;
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(0)} s`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function whyNotBuilt(keys: readonly PartKey[]): Promise<string | undefined> {
  try {
    ensureSystemPackages();
    await buildParts(keys);
    return undefined;
  } catch (error) {
    return `the testbed could not be built: ${messageOf(error)}`;
  }
}

/** Where nothing can be built, or no network namespaces made, the suites count as skipped and say why. */
async function whySkipped(): Promise<Reasons> {
  const impossible = (await whyNotBuilt(CLUSTER_PARTS)) ?? whyNoNamespaces();
  if (impossible !== undefined) return { BULKHEAD_E2E_IMPOSSIBLE: impossible };
  const noEngine = await whyNotBuilt(ENGINE_PARTS);
  return noEngine === undefined ? {} : { BULKHEAD_E2E_NO_ENGINE: noEngine };
}

/** On a cluster of somebody else: no control plane, no networks, and nothing left at the end. */
async function onGivenCluster(kubeconfig: string, args: readonly string[]): Promise<void> {
  const noEngine = await whyNotBuilt(ENGINE_PARTS);
  const run = Run.begin();
  try {
    writeFileSync(run.kubeconfig, currentContextOf(kubeconfig), { mode: 0o600 });
    const api = KubernetesApi.of(run.kubeconfig);
    await demandUsable(api);
    const cluster = await GivenCluster.seen(api);
    const reasons = {
      BULKHEAD_E2E_GIVEN: NOT_ON_A_GIVEN_CLUSTER,
      ...(noEngine === undefined ? {} : { BULKHEAD_E2E_NO_ENGINE: noEngine }),
    };
    process.exitCode = runSuites(reasons, args);
    // Connections and tokens of the beginning do not last as long as the suites.
    await cluster.tidy(KubernetesApi.of(run.kubeconfig));
  } finally {
    await run.end();
  }
}

function runSuites(reasons: Reasons, args: readonly string[]): number {
  const command = ["node_modules/mocha/bin/mocha.js", "--config", ".mocharc.e2e.json", ...args];
  const env = { ...process.env, ...reasons };
  const { status } = spawnSync(process.execPath, command, { stdio: "inherit", env });
  return status ?? 1;
}

async function main(args: readonly string[]): Promise<void> {
  const start = Date.now();
  const given = process.env[GIVEN_CLUSTER];
  if (given !== undefined) {
    await onGivenCluster(given, args);
    return;
  }
  const reasons = await whySkipped();
  console.log(`parts: ${seconds(start)}`);
  if (reasons.BULKHEAD_E2E_IMPOSSIBLE !== undefined) {
    process.exitCode = runSuites(reasons, args);
    return;
  }
  await up();
  const started = Date.now();
  try {
    process.exitCode = runSuites(reasons, args);
  } finally {
    console.log(`suites: ${seconds(started)}`);
    await down();
  }
  console.log(`end to end: ${seconds(start)}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
