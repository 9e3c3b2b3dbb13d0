import { AsyncLocalStorage } from "node:async_hooks";
import { dirname } from "node:path";
import { setImmediate, setTimeout } from "node:timers/promises";
import { SECRET_MARK } from "../basics/json.js";
import { callbacks, RecordingEngine } from "./engine.js";
import { FailureCollector } from "./failures.js";
import { RecordingMonitor } from "./monitor.js";
import type { Invoke } from "./monitor.js";
import type { Mode, RecordedProgram } from "./recorded.js";
import { loadRuntime, stackForgetter, withoutPromiseStacks } from "./runtime.js";
import type { PulumiRuntime } from "./runtime.js";
import { setSourceMaps } from "./source-maps.js";
import type { StackReferences } from "./stack-references.js";

type ProgramOutputs = Record<string, unknown> | undefined;

export interface Program {
  (): Promise<ProgramOutputs> | ProgramOutputs;
  /** A file beside the program: its copy of the SDK is driven, and its directory is the working one. */
  readonly entry?: string;
}

export interface RecordOptions {
  /** Run fresh each time. */
  program: Program | (() => Promise<ProgramOutputs> | ProgramOutputs);
  project: string;
  stack: string;
  /** Default `"organization"`, as on a self-managed backend. */
  organization?: string;
  /** Default `"update"`: everything exists and is known. */
  mode?: Mode;
  /** Full keys, `"aws:region"`; objects as JSON. */
  config?: Record<string, string>;
  secretConfigKeys?: string[];
  /** Answers to invokes and to methods of remote components, by token. A token not listed fails the run. */
  invokes?: Record<string, Invoke>;
  /** Outputs by `"organization/project/stack"`; another recording's `outputs` will do. */
  stackReferences?: StackReferences;
  /** Default `"123456789012"`. */
  account?: string;
  /** Default: `aws:region` of the configuration, else `"us-east-1"`. An explicit provider's region goes first. */
  region?: string;
  /** Called for each resource as it is registered. */
  onResource?: (resource: { type: string; name: string; count: number }) => void;
}

const DEFAULT_ACCOUNT = "123456789012";
const DEFAULT_REGION = "us-east-1";

let previous: Promise<unknown> = Promise.resolve();
const recording = new AsyncLocalStorage<true>();

/**
 * Runs a program in this process and returns the resources it registered. One program runs at a time; a
 * second call waits for the first. Rejects with a `RecordingError`.
 */
export function recordProgram(options: RecordOptions): Promise<RecordedProgram> {
  if (recording.getStore() === true) {
    return Promise.reject(new Error("a program that is being recorded cannot record another one"));
  }
  const run = (): Promise<RecordedProgram> => recording.run(true, () => record(options));
  const result = previous.then(run);
  const forget = (): void => undefined;
  previous = result.then(forget, forget);
  return result;
}

async function record(options: RecordOptions): Promise<RecordedProgram> {
  const runtime = loadRuntime(programEntry(options));
  const failures = new FailureCollector();
  const monitor = monitorFor(options);
  const engine = new RecordingEngine();
  const leave = enter(programEntry(options));
  const restoreSourceMaps = setSourceMaps(false);
  const restorePromiseStacks = withoutPromiseStacks(runtime);
  try {
    const session = { options, runtime, monitor, engine, failures };
    await runtime.state.withLocalStorage(() => runAndForget(session));
  } finally {
    monitor.finished = true;
    restorePromiseStacks();
    restoreSourceMaps();
    leave();
    failures.release();
  }
  const error = failures.error();
  if (error !== undefined) {
    throw error;
  }
  return recordedProgram(options, monitor, engine);
}

/** The SDK keeps the stack, and with it all resources and outputs, for as long as the process lives. */
async function runAndForget(session: Session): Promise<void> {
  const forgetStack = stackForgetter(session.runtime);
  try {
    await runToTheEnd(session);
  } finally {
    forgetStack();
  }
}

interface Session {
  options: RecordOptions;
  runtime: PulumiRuntime;
  monitor: RecordingMonitor;
  engine: RecordingEngine;
  failures: FailureCollector;
}

/** Ends when every request is answered; after a failure, when nothing stirs any more. */
async function runToTheEnd(session: Session): Promise<void> {
  const { options, runtime, failures } = session;
  install(session);
  const outputs = runtime.sdk.runtime.runInPulumiStack(() => Promise.resolve(options.program()));
  const finished = outputs
    .catch((error: unknown) => {
      failures.add(error);
    })
    .then(() => drained(session));
  const stuck = stuckPromise();
  try {
    await Promise.race([finished, failures.first.then(() => quiet(session)), stuck.promise]);
  } finally {
    stuck.release();
  }
}

function install({ options, runtime, monitor, engine }: Session): void {
  const { project, stack, mode, organization = "organization" } = options;
  const { sdk, state } = runtime;
  sdk.runtime.setMockOptions(monitor, project, stack, mode === "preview", organization);
  sdk.runtime.setAllConfig(options.config ?? {}, options.secretConfigKeys ?? []);
  Object.assign(state.getStore().settings, { engine });
  Object.assign(state.getStore(), { callbacks });
}

/** An apply may make resources after the last answer, so drain until a round brings nothing new. */
async function drained({ runtime, monitor, failures }: Session): Promise<void> {
  let seen = -1;
  while (seen !== monitor.requests + failures.count) {
    seen = monitor.requests + failures.count;
    await runtime.sdk.runtime.disconnect();
    Object.assign(runtime.state.getStore(), { callbacks });
    await turns(5);
  }
}

/** What depended on the failure waits for ever; what did not still gets its turn. */
async function quiet({ monitor, failures }: Session): Promise<void> {
  let seen = -1;
  while (seen !== monitor.requests + failures.count) {
    seen = monitor.requests + failures.count;
    await turns(20);
    await setTimeout(20);
  }
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    await setImmediate();
  }
}

/** Node leaves when nothing is pending; a promise that never resolves would end the process without a message. */
function stuckPromise(): { promise: Promise<never>; release: () => void } {
  let listener = (): void => undefined;
  const promise = new Promise<never>((_resolve, reject) => {
    listener = (): void => {
      reject(
        new Error(
          "the program waits for something that never comes: do two resources wait for each other?",
        ),
      );
    };
  });
  process.once("beforeExit", listener);
  return { promise, release: () => process.off("beforeExit", listener) };
}

/** A program from a directory runs inside it, as under the engine. */
function enter(entry: string | undefined): () => void {
  if (entry === undefined) {
    return () => undefined;
  }
  const before = process.cwd();
  process.chdir(dirname(entry));
  return () => {
    process.chdir(before);
  };
}

function programEntry({ program }: RecordOptions): string | undefined {
  return "entry" in program ? program.entry : undefined;
}

function monitorFor(options: RecordOptions): RecordingMonitor {
  const { project, stack, mode = "update", account = DEFAULT_ACCOUNT } = options;
  const region = options.region ?? options.config?.["aws:region"] ?? DEFAULT_REGION;
  return new RecordingMonitor({
    deployment: { project, stack, mode, account, region },
    invokes: options.invokes ?? {},
    stackReferences: options.stackReferences ?? {},
    ...(options.onResource === undefined ? {} : { onResource: options.onResource }),
  });
}

function recordedProgram(
  { project, stack, mode = "update", config = {}, secretConfigKeys = [] }: RecordOptions,
  { registry: { resources } }: RecordingMonitor,
  { logs }: RecordingEngine,
): RecordedProgram {
  const shown = Object.entries(config).map(([key, value]): [string, string] => [
    key,
    secretConfigKeys.includes(key) ? SECRET_MARK : value,
  ]);
  return {
    project,
    stack,
    mode,
    config: Object.fromEntries(shown.sort(([left], [right]) => (left < right ? -1 : 1))),
    resources,
    outputs: resources[0]?.outputs ?? {},
    logs,
  };
}
