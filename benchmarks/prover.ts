import { evaluateFlow } from "../prover/evaluate/evaluate-flow.js";
import { computeReachability } from "../prover/reach/compute-reachability.js";
import { platformOf, type Platform } from "./prover-platform.js";

const APPLICATIONS = [10, 100, 1000];
const RUNS = 3;

interface Measurement {
  /** Time of the processor, which other processes do not change as much. */
  readonly processor: number;
  readonly compute: number;
  readonly visit: number;
  readonly cells: number;
  readonly open: number;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(3)} s`;
}

/** The complete matrix: every class of pods and every network against every other. */
function measure({ world, networks }: Platform): Measurement {
  const start = performance.now();
  const used = process.cpuUsage();
  const reach = computeReachability(world, networks);
  const computed = performance.now();
  let open = 0;
  reach.forEachOpenPair(() => {
    open += 1;
  });
  const visit = performance.now() - computed;
  const peers = reach.peers.length;
  const cells = peers ** 2 - new Set(networks.map(({ name }) => name)).size ** 2;
  const processor = process.cpuUsage(used).user / 1000;
  return { processor, compute: computed - start, visit, cells, open };
}

function best(platform: Platform): Measurement {
  const runs = Array.from({ length: RUNS }, () => measure(platform));
  return runs.reduce((left, right) =>
    left.compute + left.visit <= right.compute + right.visit ? left : right,
  );
}

function flowsPerSecond({ world }: Platform): number {
  const endpoints = world.endpoints.slice(0, 40);
  const start = performance.now();
  for (const from of endpoints) {
    for (const to of endpoints) {
      evaluateFlow(world, {
        from: { kind: "endpoint", endpoint: from },
        to: { kind: "endpoint", endpoint: to },
        protocol: 6,
        port: 8080,
      });
    }
  }
  return (endpoints.length ** 2 / (performance.now() - start)) * 1000;
}

for (const count of APPLICATIONS) {
  const platform = platformOf(count);
  const before = process.memoryUsage().rss;
  const first = measure(platform);
  const { processor, compute, visit, cells, open } = best(platform);
  const memory = (process.memoryUsage().rss - before) / 2 ** 20;
  console.log(
    [
      `${count} applications`,
      `${cells} cells, ${open} open`,
      `compute ${seconds(compute)}, open pairs ${seconds(visit)}, together ${seconds(compute + visit)}`,
      `processor ${seconds(processor)}`,
      `cold ${seconds(first.compute + first.visit)}`,
      `memory +${memory.toFixed(0)} MiB`,
      `${flowsPerSecond(platform).toFixed(0)} single flows/s`,
    ].join(" · "),
  );
}
