import { relative } from "node:path";
import {
  maskText,
  recordProgram,
  RecordingError,
  type ProgramSource,
  type RecordedProgram,
  type StackConfig,
} from "../../recorder/index.js";
import { planInvokes, PLANNED_ACCOUNT } from "./invokes.js";
import type { Progress } from "./progress.js";
import { stackReferenceAdvice } from "./stack-outputs.js";
import type { Terminal } from "../terminal.js";

const DEFAULT_REGION = "us-east-1";

/** What is run, and with what. */
export interface RecordingTask {
  readonly source: ProgramSource;
  readonly settings: StackConfig;
  readonly stackReferences: Record<string, Record<string, unknown>>;
}

/** Standard output belongs to the plan: what a program prints goes to standard error. */
async function withoutStandardOutput<Result>(
  { err }: Terminal,
  run: () => Promise<Result>,
): Promise<Result> {
  const original = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk: string | Uint8Array) => {
    err(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString());
    return true;
  };
  try {
    return await run();
  } finally {
    process.stdout.write = original;
  }
}

/** `index.ts:12:3`, when the error was thrown in the program's own files. */
function thrownAt(error: unknown, folder: string): string | undefined {
  const frames = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  const own = frames.find((frame) => frame.includes(folder) && !frame.includes("node_modules"));
  const [, path] = /\(?((?:\/|[A-Za-z]:\\|file:)[^()]+:\d+:\d+)\)?$/.exec(own ?? "") ?? [];
  return path && relative(folder, path.replace(/^file:\/\//, ""));
}

function secretsIn({ config, secretConfigKeys }: StackConfig): string[] {
  return secretConfigKeys.flatMap((key) => config[key] ?? []);
}

/** One message, in the program's words, and where it comes from. */
function explained(error: unknown, { source, settings }: RecordingTask): Error {
  const message = error instanceof Error ? error.message : String(error);
  const advice = stackReferenceAdvice(message);
  const place = thrownAt(error instanceof RecordingError ? error.cause : error, source.directory);
  const more = error instanceof RecordingError ? error.causes.length : 0;
  const lines = [
    // Pulumi keeps a component's issues beside the message, which may name them already.
    ...new Set(`${source.project} ${settings.stack} failed: ${advice ?? message}`.split("\n")),
    ...(place === undefined || advice !== undefined ? [] : [`  at ${place}`]),
    ...(more > 0 ? [`  and ${more} more ${more === 1 ? "error" : "errors"} after it`] : []),
  ];
  return new Error(maskText(lines.join("\n"), secretsIn(settings)), { cause: error });
}

/** Runs the program in this process as the given stack. */
export async function recordTask(
  task: RecordingTask,
  progress: Progress,
  terminal: Terminal,
): Promise<RecordedProgram> {
  const { source, settings, stackReferences } = task;
  const region = settings.config["aws:region"] ?? DEFAULT_REGION;
  const run = () =>
    recordProgram({
      ...settings,
      project: source.project,
      program: source.program,
      account: PLANNED_ACCOUNT,
      region,
      invokes: planInvokes(region),
      stackReferences,
      onResource: ({ type, name, count }) => {
        progress.tick(`${count} resources, ${type} ${name}`);
      },
    });
  try {
    return await withoutStandardOutput(terminal, run);
  } catch (error) {
    throw explained(error, task);
  }
}
