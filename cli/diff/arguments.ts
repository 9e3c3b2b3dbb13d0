import {
  PROOF_HELP,
  PROOF_OPTIONS,
  parseProofOptions,
  type ProofOptions,
} from "../input/proof-options.js";
import { parseOptions } from "../parse-options.js";
import { FORMAT_HELP, FORMAT_OPTIONS, chooseFormat, type Format } from "../prove/arguments.js";
import { UsageError } from "../usage-error.js";

/** The command line of `bulkhead diff`. */
export interface DiffArguments {
  readonly before: string;
  readonly after: string;
  readonly failOnOpen: boolean;
  readonly format: Format;
  readonly options: ProofOptions;
}

const OPTIONS = {
  "fail-on-open": { type: "boolean" },
  help: { type: "boolean", short: "h" },
  ...FORMAT_OPTIONS,
  ...PROOF_OPTIONS,
} as const;

export const DIFF_HELP = `bulkhead diff: what becomes reachable, what no longer is, and what changes at AWS

Usage: bulkhead diff OLD NEW [options]

  OLD, NEW                    a file or folder of manifests of any origin, the folder of a plan, or - for
                              standard input; a plan brings its zones

      --fail-on-open          exit status 1 when something became reachable
${FORMAT_HELP}
${PROOF_HELP}
  -h, --help                  this text

Exit status: 0 compared, 1 the manifests cannot be judged, or something opened with --fail-on-open, 2 wrong
usage.
`;

/** @throws UsageError for anything that is not in the help text. Undefined where the help is asked for. */
export function parseDiffArguments(args: readonly string[]): DiffArguments | undefined {
  const { values, positionals } = parseOptions(args, OPTIONS, "words");
  if (values.help === true) return undefined;
  const [before, after, ...others] = positionals;
  if (before === undefined || after === undefined || others.length > 0) {
    throw new UsageError(`diff takes OLD and NEW, and not ${positionals.length} paths.`);
  }
  if (before === "-" && after === "-") {
    throw new UsageError("standard input cannot be both OLD and NEW.");
  }
  return {
    before,
    after,
    failOnOpen: values["fail-on-open"] ?? false,
    format: chooseFormat(values),
    options: parseProofOptions(values),
  };
}
