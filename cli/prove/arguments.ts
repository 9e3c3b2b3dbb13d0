import {
  PROOF_HELP,
  PROOF_OPTIONS,
  parseProofOptions,
  type ProofOptions,
} from "../input/proof-options.js";
import { parseOptions } from "../parse-options.js";
import { UsageError } from "../usage-error.js";

export const FORMATS = ["json", "junit", "sarif", "dot"] as const;
export type Format = (typeof FORMATS)[number] | "text";

/** The command line of `bulkhead prove`. */
export interface ProveArguments {
  readonly paths: readonly string[];
  readonly assert: readonly string[];
  readonly format: Format;
  readonly options: ProofOptions;
}

export const FORMAT_OPTIONS = {
  json: { type: "boolean" },
  junit: { type: "boolean" },
  sarif: { type: "boolean" },
  dot: { type: "boolean" },
} as const;

export const FORMAT_HELP = `      --json, --junit, --sarif, --dot
                              JSON, a JUnit report, SARIF 2.1.0 or a Graphviz graph in place of text`;

const OPTIONS = {
  assert: { type: "string", multiple: true },
  help: { type: "boolean", short: "h" },
  ...FORMAT_OPTIONS,
  ...PROOF_OPTIONS,
} as const;

export const PROVE_HELP = `bulkhead prove: who reaches whom in manifests of any origin, and whether what should hold does

Usage: bulkhead prove PATH... [options]

  PATH                        a file or folder of manifests, such as kubectl get -o yaml prints them, the
                              folder of a plan, or - for standard input; several are taken together.
                              A plan brings its zones and the invariants of its applications

      --assert FILE           what should hold: never, always, only (YAML); repeatable
${FORMAT_HELP}
${PROOF_HELP}
  -h, --help                  this text

Exit status: 0 all holds, 1 something does not or the manifests have errors, 2 wrong usage.
`;

/** @throws UsageError when there is more than one. */
export function chooseFormat(
  values: Readonly<Partial<Record<(typeof FORMATS)[number], boolean>>>,
): Format {
  const [first, second] = FORMATS.filter((format) => values[format] === true);
  if (second === undefined) return first ?? "text";
  throw new UsageError(`--${first ?? ""} and --${second} both claim standard output: choose one.`);
}

/** @throws UsageError for anything that is not in the help text. Undefined where the help is asked for. */
export function parseProveArguments(args: readonly string[]): ProveArguments | undefined {
  const { values, positionals } = parseOptions(args, OPTIONS, "words");
  if (values.help === true) return undefined;
  if (positionals.length === 0) {
    throw new UsageError("prove takes the paths of manifests, or - for standard input.");
  }
  const { assert = [] } = values;
  return {
    paths: positionals,
    assert,
    format: chooseFormat(values),
    options: parseProofOptions(values),
  };
}
