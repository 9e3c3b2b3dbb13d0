import { isAbsolute, join, relative } from "node:path";
import { plural } from "../../basics/counts.js";
import type { JsonMap } from "../../basics/json.js";
import { checkResources } from "../../checks/index.js";
import { collectPlanFacts, type PlanFacts } from "../../facts/plan-facts.js";
import { ResourceGraph } from "../../facts/resource-graph.js";
import { zonesFileOfPlan } from "../../facts/plan-zones.js";
import {
  loadProgram,
  manifestsIn,
  markKubernetesSecrets,
  maskProgram,
  maskText,
  secretTexts,
  type RecordedProgram,
} from "../../recorder/index.js";
import { createPalette } from "../output/palette.js";
import { renderManifestFiles, type OutputFile } from "../plan-folder/manifest-files.js";
import { requireOwnFolder, writePlanFolder } from "../plan-folder/write.js";
import { brokenInvariants, type Proof } from "../proof/proof.js";
import { pageFiles } from "../report/page-files.js";
import { reportContents } from "../report/contents.js";
import { reportHtml } from "../report/html.js";
import type { Terminal } from "../terminal.js";
import { estimateCost } from "./cost/estimate.js";
import { PLAN_HELP, parsePlanArguments, type PlanArguments } from "./arguments.js";
import { planDocument, planJson } from "./document.js";
import { closingText, planText } from "./text.js";
import { progressOn, type Progress } from "./progress.js";
import { provePlan, type ProvedPlan } from "./prove.js";
import { recordTask, type RecordingTask } from "./recording.js";
import { chooseStackConfig, findProgramFolder } from "./stack-choice.js";
import { readStackOutputs } from "./stack-outputs.js";

const BROKEN = 1;

function chooseOutputFolder(out: string | undefined, project: string, stack: string): string {
  return out ?? join(".bulkhead", `${project}-${stack}`.replace(/[^A-Za-z0-9._-]/g, "-"));
}

/** What the recorder notes beside an object. */
const NOTES = ["urn", "patch"];

function objectsToWrite(recorded: RecordedProgram): JsonMap[] {
  return manifestsIn(markKubernetesSecrets(recorded)).map((manifest) => {
    const fields = Object.entries(manifest).filter(([field]) => !NOTES.includes(field));
    return Object.fromEntries(fields) as JsonMap;
  });
}

/** What the program itself had to say. */
function showLogs({ err }: Terminal, recorded: RecordedProgram): void {
  const secrets = secretTexts(recorded);
  for (const { severity, message } of recorded.logs) {
    if (severity !== "info") err(`${severity}: ${maskText(message, secrets)}\n`);
  }
}

function recordingTask(args: PlanArguments): RecordingTask {
  const source = loadProgram(findProgramFolder(args.program));
  return {
    source,
    settings: chooseStackConfig(source, args),
    stackReferences: readStackOutputs(args.stackOutputs),
  };
}

async function record(
  task: RecordingTask,
  progress: Progress,
  terminal: Terminal,
): Promise<RecordedProgram> {
  progress.step(`Planning ${task.source.project} ${task.settings.stack} …`);
  try {
    return await recordTask(task, progress, terminal);
  } finally {
    progress.done();
  }
}

function shownPath(folder: string): string {
  const path = relative(process.cwd(), folder);
  return path.startsWith("..") || isAbsolute(path) ? folder : path;
}

function proved(
  facts: PlanFacts,
  manifests: readonly OutputFile[],
  progress: Progress,
): ProvedPlan | undefined {
  if (manifests.length > 0) progress.step(`Proving ${plural(manifests.length, "object")} …`);
  try {
    return provePlan(facts, manifests);
  } finally {
    progress.done();
  }
}

/** The last word is about the invariants: 1 when one is broken. */
function exitStatus(proof: Proof | undefined, { err }: Terminal): number {
  const broken = proof === undefined ? [] : brokenInvariants(proof);
  if (broken.length === 0) return 0;
  err(`bulkhead: isolation is broken: ${broken.map(({ code }) => code).join(", ")}\n`);
  return BROKEN;
}

async function plan(args: PlanArguments, terminal: Terminal): Promise<number> {
  const task = recordingTask(args);
  const { source, settings } = task;
  const folder = chooseOutputFolder(args.out, source.project, settings.stack);
  requireOwnFolder(folder);
  const progress = progressOn(terminal);
  const recorded = await record(task, progress, terminal);
  showLogs(terminal, recorded);
  const facts = collectPlanFacts(new ResourceGraph(maskProgram(recorded)));
  const warnings = checkResources(facts);
  const manifests = renderManifestFiles(objectsToWrite(recorded));
  const { proof, opened } = proved(facts, manifests, progress) ?? {};
  const contents = { facts, warnings, cost: estimateCost(facts), proof };
  const document = planDocument(contents);
  const json = planJson(document);
  const shownInReport = reportContents({ document, objects: manifests.length, proof, opened });
  const report = reportHtml(shownInReport, await pageFiles());
  const { addresses, graph } = facts;
  const zones = zonesFileOfPlan({ addresses, resources: graph.resources });
  writePlanFolder(folder, { plan: json, report, zones }, manifests);
  if (args.json) {
    terminal.out(json);
    return exitStatus(proof, terminal);
  }
  const palette = createPalette(terminal.colored);
  const closing = closingText(
    { folder: shownPath(folder), manifests: manifests.length, stack: settings.stack },
    palette,
  );
  terminal.out(`${planText(contents, palette)}\n${closing}`);
  return exitStatus(proof, terminal);
}

/** `bulkhead plan`. */
export async function runPlan(args: readonly string[], terminal: Terminal): Promise<number> {
  const parsed = parsePlanArguments(args);
  if (parsed.help) {
    terminal.out(PLAN_HELP);
    return 0;
  }
  return plan(parsed, terminal);
}
