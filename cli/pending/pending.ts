import { readFileSync } from "node:fs";
import { parseOptions } from "../parse-options.js";
import type { Terminal } from "../terminal.js";
import { UsageError } from "../usage-error.js";
import { readExport, type ExportedState } from "./exported-state.js";
import { pendingText } from "./text.js";
import { takeOver, type Existing } from "./take-over.js";

const STANDARD_INPUT = "-";

const OPTIONS = {
  exists: { type: "string", multiple: true },
  help: { type: "boolean", short: "h" },
} as const;

const PENDING_HELP = `bulkhead pending: what an interrupted command was creating

Usage: bulkhead pending [FILE] [options]

  FILE                        what "pulumi stack export" wrote; without it, or with -, standard input

      --exists RESOURCE=ID    it exists, with this id; RESOURCE is its name or its URN. May be given more than
                              once. Prints the state that has these as resources, for "pulumi stack import"
  -h, --help                  this text

Without --exists it lists what may exist, and how to find its id. Everything else that is pending stays so.

Exit status: 0 done, 1 the state does not fit, 2 wrong usage.
`;

function parseExisting(text: string): Existing {
  const at = text.indexOf("=");
  if (at <= 0 || at === text.length - 1) {
    throw new UsageError(`--exists takes RESOURCE=ID, and not "${text}".`);
  }
  return { resource: text.slice(0, at), id: text.slice(at + 1) };
}

function readState(file: string, terminal: Terminal): ExportedState {
  const name = file === STANDARD_INPUT ? "standard input" : file;
  try {
    return readExport(file === STANDARD_INPUT ? terminal.input() : readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
  }
}

/** `bulkhead pending`. */
export function runPending(args: readonly string[], terminal: Terminal): number {
  const { values, positionals } = parseOptions(args, OPTIONS, "words");
  if (values.help === true) {
    terminal.out(PENDING_HELP);
    return 0;
  }
  const [file = STANDARD_INPUT, ...others] = positionals;
  if (others.length > 0)
    throw new UsageError(`pending takes one FILE, and not ${positionals.length}.`);
  const existing = (values.exists ?? []).map(parseExisting);
  const state = readState(file, terminal);
  terminal.out(existing.length === 0 ? pendingText(state) : takeOver(state, existing));
  return 0;
}
