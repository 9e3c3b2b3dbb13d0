import { pause } from "../../../testbed/run/own-process.js";

const POLL_MS = 50;
const DEADLINE = 60;

/** Waits until it is so; what never comes is an error that names it. */
export async function until(
  what: string,
  done: () => boolean | Promise<boolean>,
  seconds = DEADLINE,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`${what}: not after ${seconds} s`);
    await pause(POLL_MS);
  }
}
