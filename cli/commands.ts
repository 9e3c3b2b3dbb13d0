import { suggestion } from "../basics/nearest.js";
import type { Terminal } from "./terminal.js";
import { UsageError } from "./usage-error.js";

export interface Command {
  /** One line of the general help. */
  readonly summary: string;
  /** Returns the exit status. */
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<number>;
}

/** A command is loaded when it is asked for: only `plan` needs Pulumi. */
const COMMANDS: Readonly<Record<string, Command>> = {
  plan: {
    summary: "what a program would create: resources, addresses, applications, warnings",
    run: async (args, terminal) => (await import("./plan/plan.js")).runPlan(args, terminal),
  },
  prove: {
    summary: "who reaches whom in manifests of any origin, and whether what should hold does",
    run: async (args, terminal) => (await import("./prove/prove.js")).runProve(args, terminal),
  },
  explain: {
    summary: "which policy and rule decides about a connection, on both sides",
    run: async (args, terminal) =>
      (await import("./explain/explain.js")).runExplain(args, terminal),
  },
  diff: {
    summary:
      "what becomes reachable between two plans or folders, what no longer is, what changes at AWS",
    run: async (args, terminal) => (await import("./diff/diff.js")).runDiff(args, terminal),
  },
  pending: {
    summary: "what an interrupted command was creating, and how to keep what exists of it",
    run: async (args, terminal) =>
      (await import("./pending/pending.js")).runPending(args, terminal),
  },
};

const FAILED = 1;
const WRONG_USAGE = 2;

function generalHelp(): string {
  const lines = Object.entries(COMMANDS).map(
    ([name, { summary }]) => `  ${name.padEnd(8)}  ${summary}`,
  );
  return [
    "Usage: bulkhead COMMAND [options]",
    "",
    ...lines,
    "",
    "bulkhead COMMAND --help",
    "",
  ].join("\n");
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--help" || name === "-h" || name === "help") {
    terminal.out(generalHelp());
    return 0;
  }
  if (name === undefined) throw new UsageError(`no command given.\n\n${generalHelp().trimEnd()}`);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    const meant = suggestion(name, Object.keys(COMMANDS));
    throw new UsageError(`unknown command "${name}".${meant}\n\n${generalHelp().trimEnd()}`);
  }
  return command.run(rest, terminal);
}

/** Runs a command line and returns its exit status; what went wrong is one message on standard error. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    terminal.err(`bulkhead: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof UsageError ? WRONG_USAGE : FAILED;
  }
}
