import { parseOptions } from "../parse-options.js";
import { UsageError } from "../usage-error.js";

/** The command line of `bulkhead plan`. */
export interface PlanArguments {
  readonly stack?: string;
  readonly settings?: string;
  readonly program?: string;
  readonly out?: string;
  /** Files with the outputs of other stacks, by the name that the program refers to. */
  readonly stackOutputs: Readonly<Record<string, string>>;
  readonly json: boolean;
  readonly help: boolean;
}

const OPTIONS = {
  stack: { type: "string", short: "s" },
  settings: { type: "string" },
  program: { type: "string" },
  out: { type: "string" },
  "stack-outputs": { type: "string", multiple: true },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export const PLAN_HELP = `bulkhead plan: what a Pulumi program would create, without an account, a cluster or the Pulumi CLI

Usage: bulkhead plan [options]

  -s, --stack S               stack to plan (default: dev, or the stack that --settings is named after)
      --settings FILE         settings in the form of Pulumi.<stack>.yaml, in place of the stack's own
      --program DIR           folder with Pulumi.yaml (default: the nearest one upwards)
      --out DIR               where plan.json and manifests/ go (default: .bulkhead/<project>-<stack>)
      --stack-outputs NAME=FILE
                              answers stack reference NAME from the plan.json of that stack, or from a
                              JSON object of outputs; repeatable
      --json                  print plan.json on standard output, and nothing else there
  -h, --help                  this text

Exit status: 0 planned, 1 the program failed or an invariant is broken, 2 wrong usage.
`;

function parseStackOutputs(pairs: readonly string[]): Record<string, string> {
  const entries = pairs.map((pair) => {
    const [, name, file] = /^([^=]+)=(.+)$/s.exec(pair) ?? [];
    if (name === undefined || file === undefined) {
      throw new UsageError(`--stack-outputs takes NAME=FILE, and "${pair}" is not of that form.`);
    }
    return [name, file] as const;
  });
  return Object.fromEntries(entries);
}

/** @throws UsageError for anything that is not in the help text. */
export function parsePlanArguments(args: readonly string[]): PlanArguments {
  const { values: parsed } = parseOptions(args, OPTIONS, "no-words");
  const { "stack-outputs": pairs = [], json = false, help = false, ...values } = parsed;
  return { ...values, stackOutputs: parseStackOutputs(pairs), json, help };
}
