import { pause } from "../../../testbed/run/own-process.js";

const POLL_MS = 50;
const DEADLINE_MS = 60_000;

/** Waits until it is so; what never comes is an error that names it. */
export async function until(what: string, done: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`${what}: not after ${DEADLINE_MS / 1000} s`);
    await pause(POLL_MS);
  }
}
