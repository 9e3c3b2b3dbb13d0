import { readdirSync, readFileSync } from "node:fs";
import type { ChildProcess } from "node:child_process";
import { eventsOf } from "../../../testbed/engine/engine-events.js";
import type { Outcome, Workspace } from "../../../testbed/engine/workspace.js";
import { pause } from "../../../testbed/run/own-process.js";

const POLL_MS = 15;

/** The parent of each process that runs. */
function parents(): Map<number, number> {
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  const pairs = pids.flatMap((pid): [number, number][] => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      return [[pid, Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])]];
    } catch {
      return [];
    }
  });
  return new Map(pairs);
}

function family(pid: number, parentOf: ReadonlyMap<number, number>): number[] {
  const children = [...parentOf].filter(([, parent]) => parent === pid).map(([child]) => child);
  return [pid, ...children.flatMap((child) => family(child, parentOf))];
}

/** The engine dies at once, as when its machine does; what it started dies with it. */
export function killNow({ pid }: ChildProcess): void {
  for (const each of pid === undefined ? [] : family(pid, parents())) {
    try {
      process.kill(each, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

export interface Killed {
  /** Whether it was still running when it was to die. */
  readonly interrupted: boolean;
  /** What it had done to resources by then. */
  readonly steps: number;
  readonly outcome: Outcome;
}

/** Runs a command and kills it as soon as that many resources were changed. */
export async function killAfter(
  workspace: Workspace,
  count: number,
  ...args: readonly string[]
): Promise<Killed> {
  const { child, ended, events } = workspace.start(...args);
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  const done = (): number => eventsOf(events).steps.filter(({ op }) => op !== "same").length;
  // The process may end between two looks.
  while (running() && done() < count) await pause(POLL_MS);
  const interrupted = running();
  if (interrupted) killNow(child);
  const outcome = await ended;
  return { interrupted, steps: done(), outcome };
}
