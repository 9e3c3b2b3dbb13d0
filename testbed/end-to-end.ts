import { spawnSync } from "node:child_process";
import { buildAll } from "./build/build.js";
import { whyNoNamespaces } from "./network/shelter.js";
import { down, up } from "./testbed.js";

/** What the suites read: why they are skipped. */
const IMPOSSIBLE = "BULKHEAD_E2E_IMPOSSIBLE";

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(0)} s`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Where nothing can be built, or no network namespaces made, the suites count as skipped and say why. */
async function whyImpossible(): Promise<string | undefined> {
  try {
    await buildAll();
  } catch (error) {
    return `the testbed could not be built: ${messageOf(error)}`;
  }
  return whyNoNamespaces();
}

function runSuites(reason: string | undefined, args: readonly string[]): number {
  const environment = { ...process.env, ...(reason && { [IMPOSSIBLE]: reason }) };
  const command = ["node_modules/mocha/bin/mocha.js", "--config", ".mocharc.e2e.json", ...args];
  const { status } = spawnSync(process.execPath, command, { stdio: "inherit", env: environment });
  return status ?? 1;
}

async function main(args: readonly string[]): Promise<void> {
  const start = Date.now();
  const reason = await whyImpossible();
  console.log(`parts: ${seconds(start)}`);
  if (reason !== undefined) {
    process.exitCode = runSuites(reason, args);
    return;
  }
  await up();
  const started = Date.now();
  try {
    process.exitCode = runSuites(undefined, args);
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
