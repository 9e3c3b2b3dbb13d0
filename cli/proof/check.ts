import type { InvariantResult } from "../../checks/index.js";
import type { AssertionResult, Counterexample } from "../../prover/index.js";
import type { Proof } from "./proof.js";

/** Something that was looked at and holds or does not, for reports of every format. */
export interface Check {
  readonly group: "invariant" | "assertion" | "difference";
  /** Stable, for programs. */
  readonly id: string;
  /** What should hold, for people. */
  readonly sentence: string;
  readonly status: "holds" | "broken" | "not-applicable";
  /** Why it is not so, in lines. */
  readonly details: readonly string[];
  readonly file?: string;
  readonly line?: number;
}

/** `shop/* → internet: 443/TCP`, with what decides on both sides. */
function counterexampleLines({ text, egress, ingress }: Counterexample): string[] {
  return [text, `  egress ${egress}`, `  ingress ${ingress}`];
}

type Judged = Pick<InvariantResult, "broken" | "counterexamples"> &
  Partial<Pick<InvariantResult, "problems">>;

function brokenLines({ broken, counterexamples, problems = [] }: Judged): string[] {
  const more = broken - counterexamples.length - problems.length;
  return [
    ...problems,
    ...counterexamples.flatMap(counterexampleLines),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

function invariantCheck(result: InvariantResult): Check {
  const { code, title, outcome, reason } = result;
  return {
    group: "invariant",
    id: code,
    sentence: title,
    status: outcome,
    details: [...(reason === undefined ? [] : [reason]), ...brokenLines(result)],
  };
}

function assertionCheck(result: AssertionResult): Check {
  const { assertion, holds, problems } = result;
  const { name, kind, origin } = assertion;
  return {
    group: "assertion",
    id: kind,
    sentence: name,
    status: holds ? "holds" : "broken",
    details: [...problems, ...brokenLines({ ...result, problems: [] })],
    file: origin.file,
    ...(origin.line === undefined ? {} : { line: origin.line }),
  };
}

export function listChecks({ invariants, assertions }: Proof): Check[] {
  return [...invariants.map(invariantCheck), ...assertions.map(assertionCheck)];
}
