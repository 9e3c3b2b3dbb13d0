import { readFileSync } from "node:fs";
import { isRunning, pause, type OwnProcess } from "./own-process.js";

const POLL_MS = 100;

/** The last lines of a log, for a message. */
export function endOf(log: string, lines = 8): string {
  return readFileSync(log, "utf8").trim().split("\n").slice(-lines).join("\n");
}

/** Waits until `ready` answers true. A process that ends meanwhile, and the deadline, are errors that show its log. */
export async function waitFor(
  process: OwnProcess,
  seconds: number,
  ready: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await answersTrue(ready))) {
    const { name, log } = process;
    if (!isRunning(process)) throw new Error(`${name} ended; its log ends:\n${endOf(log)}`);
    if (Date.now() > deadline) {
      throw new Error(`${name} was not ready after ${seconds} s; its log ends:\n${endOf(log)}`);
    }
    await pause(POLL_MS);
  }
}

async function answersTrue(ready: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await ready();
  } catch {
    return false;
  }
}
