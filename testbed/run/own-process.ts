import { spawn } from "node:child_process";
import { openSync, closeSync, readFileSync } from "node:fs";

/** A process that the testbed started. Its start time tells it from a later one with the same number. */
export interface OwnProcess {
  readonly name: string;
  readonly pid: number;
  readonly startTime: string;
  readonly log: string;
}

export interface Command {
  readonly name: string;
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly log: string;
}

const START_TIME_FIELD = 19;

/** When a process started, in ticks since boot; nothing when there is none, or only its remains. */
function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command in brackets may hold spaces; what follows it has none.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : fields[START_TIME_FIELD];
  } catch {
    return undefined;
  }
}

export function isRunning({ pid, startTime }: OwnProcess): boolean {
  return startTimeOf(pid) === startTime;
}

/** Starts a process in a session of its own, so that it outlives this one. */
export function start({ name, argv, env, cwd, log }: Command): OwnProcess {
  const [file = "", ...args] = argv;
  const output = openSync(log, "a");
  try {
    const stdio = ["ignore", output, output] as const;
    const child = spawn(file, args, { detached: true, stdio: [...stdio], cwd, env });
    child.on("error", () => undefined);
    child.unref();
    const startTime = child.pid === undefined ? undefined : startTimeOf(child.pid);
    if (child.pid === undefined || startTime === undefined) {
      throw new Error(`${name} did not start: ${argv.join(" ")}; see ${log}`);
    }
    return { name, pid: child.pid, startTime, log };
  } finally {
    closeSync(output);
  }
}

const GRACE_MS = 8000;
const POLL_MS = 50;

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function signal(each: OwnProcess, name: NodeJS.Signals): void {
  if (!isRunning(each)) return;
  try {
    process.kill(each.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Ends these processes, the last started first, and comes back when they are gone. */
export async function stop(processes: readonly OwnProcess[]): Promise<void> {
  const all = [...processes].reverse();
  for (const each of all) signal(each, "SIGTERM");
  const deadline = Date.now() + GRACE_MS;
  while (all.some(isRunning) && Date.now() < deadline) await pause(POLL_MS);
  for (const each of all) signal(each, "SIGKILL");
  while (all.some(isRunning)) await pause(POLL_MS);
}
