#!/usr/bin/env node
import { runCommandLine } from "./commands.js";
import { terminalOf } from "./terminal.js";

void runCommandLine(process.argv.slice(2), terminalOf(process)).then((status) => {
  // A program may leave timers and connections behind that would keep the process alive.
  process.exit(status);
});
