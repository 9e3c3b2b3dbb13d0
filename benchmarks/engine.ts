import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { recordProgram } from "../recorder/index.js";
import { createEnvironment } from "../stacks/platform.js";
import { parseSettings } from "../stacks/settings.js";
import { WITHOUT_CHECKPOINTS } from "../testbed/engine/without-checkpoints.js";
import { Workspace } from "../testbed/engine/workspace.js";
import { Run } from "../testbed/run/state.js";
import { GRAPH_VARIABLE } from "./engine-bare.js";
import { settingsInRow } from "./applications-in-row.js";

const SOURCE = path.join(__dirname, "..");
const STACK = "local";

const COMMANDS = [
  ["up", ["up", "--yes", "--skip-preview"]],
  ["up, nothing to do", ["up", "--yes", "--skip-preview"]],
  ["destroy", ["destroy", "--yes", "--skip-preview"]],
] as const;

async function recordedResources(count: number): Promise<unknown> {
  const program = () => createEnvironment(parseSettings(settingsInRow(count)));
  const { resources } = await recordProgram({ project: "bulkhead", stack: STACK, program });
  return resources;
}

function workspaceOf(run: Run, folder: string, program: string, graph: string): Workspace {
  return new Workspace({
    folder: run.path(folder),
    source: SOURCE,
    program,
    stack: STACK,
    environment: { KUBECONFIG: run.kubeconfig, [GRAPH_VARIABLE]: graph, ...WITHOUT_CHECKPOINTS },
    deadline: 1800,
  });
}

/** Seconds of each command. */
async function measure(workspace: Workspace, count: number): Promise<number[]> {
  const settings = Object.entries(settingsInRow(count));
  workspace.configure({
    "pulumi:disable-default-providers": ["kubernetes"],
    ...Object.fromEntries(settings.map(([key, value]) => [`bulkhead:${key}`, value])),
  });
  await workspace.demand("stack", "init", STACK);
  const seconds: number[] = [];
  for (const [what, args] of COMMANDS) {
    const began = Date.now();
    await workspace.demand(...args);
    seconds.push((Date.now() - began) / 1000);
    process.stderr.write(`  ${what}: ${seconds.at(-1)?.toFixed(1)} s\n`);
  }
  workspace.remove();
  return seconds;
}

/** The program of the package and a bare one with the same resources, on Pulumi's engine and the testbed. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { applications: { type: "string", default: "100" } } });
  const count = Number(values.applications);
  const run = Run.found();
  if (run === undefined) throw new Error('no testbed runs: "npm run testbed:up"');
  const graph = run.path("graph.json");
  writeFileSync(graph, JSON.stringify(await recordedResources(count)));
  process.stderr.write(`bulkhead, ${count} applications\n`);
  const own = await measure(workspaceOf(run, "bench", "program.ts", graph), count);
  process.stderr.write(`bare program, the same resources\n`);
  const bareFile = path.join("benchmarks", "engine-bare-program.ts");
  const bare = await measure(workspaceOf(run, "bench-bare", bareFile, graph), count);
  console.log(`${count} applications     bulkhead      bare  ratio`);
  for (const [at, [what]] of COMMANDS.entries()) {
    const [mine = 0, theirs = 0] = [own[at], bare[at]];
    const columns = [`${mine.toFixed(1)} s`, `${theirs.toFixed(1)} s`];
    const ratio = (mine / theirs).toFixed(2);
    console.log(
      `${what.padEnd(20)}${columns.map((each) => each.padStart(10)).join("")}${ratio.padStart(7)}`,
    );
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
