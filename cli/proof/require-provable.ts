import type { Finding } from "../../prover/index.js";
import type { Terminal } from "../terminal.js";
import { findingLines, InputError } from "./finding-text.js";

/** Policies of equal order that decide differently. */
function isTie({ code }: Finding): boolean {
  return code === "tied-order";
}

function stops(finding: Finding): boolean {
  return finding.severity === "error" && !isTie(finding);
}

export function isJudgeable(findings: readonly Finding[]): boolean {
  return !findings.some(stops);
}

/**
 * Ties are reported and do not stop the command: `--tie-break` decides them.
 *
 * @throws InputError for every other error.
 */
export function requireJudgeable(
  findings: readonly Finding[],
  { err }: Pick<Terminal, "err">,
): void {
  const errors = findings.filter(stops);
  if (errors.length > 0) throw new InputError(errors);
  const ties = findings.filter(isTie);
  if (ties.length > 0) err(`${ties.flatMap(findingLines).join("\n")}\n`);
}
