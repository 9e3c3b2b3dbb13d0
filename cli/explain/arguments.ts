import {
  PROOF_HELP,
  PROOF_OPTIONS,
  parseProofOptions,
  type ProofOptions,
} from "../input/proof-options.js";
import { parseOptions } from "../parse-options.js";
import { UsageError } from "../usage-error.js";

/** The command line of `bulkhead explain`. */
export interface ExplainArguments {
  /** Files, folders and plans. Without any, the plan in `.bulkhead`. */
  readonly paths: readonly string[];
  readonly question: ExplainQuestion;
  readonly options: ProofOptions;
}

export type ExplainQuestion =
  | { readonly kind: "flow"; readonly flow: FlowWords; readonly json: boolean }
  | { readonly kind: "batch"; readonly file: string };

export interface FlowWords {
  readonly from: string;
  readonly to: string;
  readonly traffic?: string;
}

const OPTIONS = {
  in: { type: "string", multiple: true },
  batch: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  ...PROOF_OPTIONS,
} as const;

export const EXPLAIN_HELP = `bulkhead explain: which policy and rule decides about a connection, on both sides

Usage: bulkhead explain FROM TO [TRAFFIC] [--in PATH]... [options]
       bulkhead explain PATH... --batch FILE [options]

  FROM, TO                    namespace/pod, namespace/* (any pod that the namespace may yet hold), an
                              address, a network, or a zone such as internet
  TO                          also namespace/service/name, or its ClusterIP: the pods behind a Service
  TRAFFIC                     8080 (TCP), 53/UDP, TCP 8000-8100, ICMP, 8/ICMP (type), 3:4/ICMP (type, code),
                              or a list with commas. More than one packet is answered by its distinct parts;
                              without TRAFFIC the answer is about all traffic between the two
  PATH                        a file or folder of manifests of any origin, the folder of a plan, or - for
                              standard input; several are taken together

      --in PATH               where the manifests are; repeatable (default: the plan in .bulkhead)
      --batch FILE            answer every line of FILE (- for standard input), a JSON object such as
                              {"from": "shop/web", "to": "10.0.0.7", "traffic": "80/TCP"}: the same object
                              comes out with "allowed", "egress" and "ingress", with "parts" where the traffic
                              is more than one packet, or with "error". In place of "traffic" there may be
                              "protocol", "port", "icmpType" and "icmpCode"
      --json                  JSON in place of text
${PROOF_HELP}
  -h, --help                  this text

Exit status: 0 answered, 1 the manifests cannot be judged or a line of the batch is wrong, 2 wrong usage.
`;

function parseFlowWords(words: readonly string[]): FlowWords {
  const [from, to, traffic, ...others] = words;
  if (from === undefined || to === undefined) {
    throw new UsageError("explain takes FROM TO [TRAFFIC], or PATH... with --batch FILE.");
  }
  if (others.length > 0) {
    throw new UsageError(
      `explain takes FROM TO [TRAFFIC]: give "${others[0] ?? ""}" as --in PATH.`,
    );
  }
  return traffic === undefined ? { from, to } : { from, to, traffic };
}

/** @throws UsageError for anything that is not in the help text. Undefined where the help is asked for. */
export function parseExplainArguments(args: readonly string[]): ExplainArguments | undefined {
  const { values, positionals } = parseOptions(args, OPTIONS, "words");
  if (values.help === true) return undefined;
  const options = parseProofOptions(values);
  const { batch, json = false } = values;
  const inside = values.in ?? [];
  if (batch === undefined) {
    const flow = parseFlowWords(positionals);
    return { paths: inside, question: { kind: "flow", flow, json }, options };
  }
  const paths = [...positionals, ...inside];
  if (batch === "-" && paths.includes("-")) {
    throw new UsageError("standard input cannot be both the manifests and the batch.");
  }
  return { paths, question: { kind: "batch", file: batch }, options };
}
