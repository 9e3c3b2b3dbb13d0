import { spawnSync } from "node:child_process";
import { buildParts } from "./build/build.js";
import { CLUSTER_PARTS, ENGINE_PARTS, type PartKey } from "./build/parts.js";
import { ensureSystemPackages } from "./build/system-packages.js";
import { whyNoNamespaces } from "./network/shelter.js";
import { down, up } from "./testbed.js";

/** Why suites are skipped, by the name under which they read it. */
interface Reasons {
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

function runSuites(reasons: Reasons, args: readonly string[]): number {
  const command = ["node_modules/mocha/bin/mocha.js", "--config", ".mocharc.e2e.json", ...args];
  const env = { ...process.env, ...reasons };
  const { status } = spawnSync(process.execPath, command, { stdio: "inherit", env });
  return status ?? 1;
}

async function main(args: readonly string[]): Promise<void> {
  const start = Date.now();
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
