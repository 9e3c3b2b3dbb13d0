import { parseArgs } from "node:util";
import {
  criticalPath,
  loadProgram,
  recordProgram,
  type RecordedProgram,
} from "../recorder/index.js";
import type { Step } from "../testbed/engine/engine-events.js";
import type { Deployment } from "../testbed/engine/workspace.js";
import { forcedOrder } from "../testbed/simulation/forced-order.js";
import { awsLatencies } from "../testbed/simulation/latencies.js";
import { SimulatedEnvironment } from "../tests/e2e/support/simulated-environment.js";
import { runningTestbed } from "../tests/e2e/support/testbed.js";

const STACK = "dev";

interface Span {
  readonly began: number;
  readonly ended: number;
}

function around(left: Span, right: Span): Span {
  return {
    began: Math.min(left.began, right.began),
    ended: Math.max(left.ended, right.ended),
  };
}

/** When each resource was made; what the recorder does not look into is made when its parts are. */
function spansOf(
  steps: readonly Step[],
  { resources = [] }: Deployment,
  known: ReadonlySet<string>,
): Map<string, Span> {
  const parents = new Map(resources.map(({ urn, parent }) => [urn, parent]));
  const recorded = (urn: string): string => {
    const parent = parents.get(urn);
    return known.has(urn) || parent === undefined ? urn : recorded(parent);
  };
  const spans = new Map<string, Span>();
  for (const { urn, began, ended } of steps) {
    const span = { began, ended };
    spans.set(recorded(urn), around(spans.get(recorded(urn)) ?? span, span));
  }
  return spans;
}

async function recordingOf(folder: string): Promise<RecordedProgram> {
  const { project, program, stackConfig } = loadProgram(folder);
  return recordProgram({ project, program, ...stackConfig(STACK) });
}

function report(recorded: RecordedProgram, spans: ReadonlyMap<string, Span>): string {
  const local = new Set(
    recorded.resources.filter(({ custom, remote }) => !custom && !remote).map(({ urn }) => urn),
  );
  const secondsOf = (urn: string): number => {
    const span = spans.get(urn);
    return span === undefined || local.has(urn) ? 0 : span.ended - span.began;
  };
  const bound = criticalPath(recorded, forcedOrder(recorded), ({ urn }) => secondsOf(urn));
  const whole = [...spans.values()].reduce(around);
  const seconds = whole.ended - whole.began;
  const chain = bound.urns.map((urn) => {
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    return `${String(secondsOf(urn)).padStart(6)} s  ${name}`;
  });
  return [
    ...chain,
    `${String(bound.seconds).padStart(6)} s  what is forced, by the seconds that each took in this run`,
    `${String(seconds).padStart(6)} s  up, from its first resource to its last`,
    `ratio ${(seconds / bound.seconds).toFixed(3)}`,
  ].join("\n");
}

/** `dev` on an account that takes its time, against the longest chain that AWS and Kubernetes force. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { scale: { type: "string", default: "0.4" } } });
  const environment = new SimulatedEnvironment(runningTestbed(), STACK);
  try {
    const { workspace, account } = environment;
    await workspace.demand("stack", "init", STACK);
    const recorded = await recordingOf(workspace.folder);
    account.setFaults(awsLatencies(Number(values.scale)));
    const { steps } = await environment.up();
    const known = new Set(recorded.resources.map(({ urn }) => urn));
    console.log(report(recorded, spansOf(steps, await workspace.deployment(), known)));
  } finally {
    await environment.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
