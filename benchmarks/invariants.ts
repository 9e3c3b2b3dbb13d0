import { checkTenantWrites, checkTraffic } from "../checks/index.js";
import { readManifests } from "../prover/index.js";
import { renderedPlatform } from "./prover-manifests.js";

/** Everything that `plan` proves, over what a plan of so many applications renders. */
const APPLICATIONS = [10, 100, 1000];

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

async function measure(count: number): Promise<void> {
  const { files, input } = await renderedPlatform(count);
  const start = performance.now();
  const read = readManifests(files);
  const reading = seconds(start);
  const judging = performance.now();
  const results = [...checkTraffic(read, input), ...checkTenantWrites(read, input)];
  const broken = results.filter(({ outcome }) => outcome === "broken").map(({ code }) => code);
  const pairs = results.reduce((sum, result) => sum + result.pairs, 0);
  console.log(
    `${count} applications · ${read.objects.length} objects read in ${reading} · ` +
      `${results.length} invariants over ${pairs} pairs in ${seconds(judging)} · broken: ${broken.join(", ") || "none"} · ` +
      `memory ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`,
  );
}

async function main(): Promise<void> {
  for (const count of APPLICATIONS) await measure(count);
}

void main();
