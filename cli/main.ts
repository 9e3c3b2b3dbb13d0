#!/usr/bin/env node
import { runCommandLine } from "./commands.js";
import { processTerminal } from "./terminal.js";

/**
 * Leaves once everything is written. A program may leave timers and connections behind that would keep the
 * process alive, and an exit alone cuts off what a pipe has not taken yet.
 */
function leave(status: number): void {
  process.stdout.write("", () => {
    process.stderr.write("", () => {
      process.exit(status);
    });
  });
}

// A reader such as `head` may close the pipe early; the plan is in its folder all the same.
process.stdout.on("error", () => {
  process.exit();
});

void runCommandLine(process.argv.slice(2), processTerminal(process)).then(leave);
