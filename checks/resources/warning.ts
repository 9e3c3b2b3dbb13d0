import type { PlanFacts } from "../../facts/plan-facts.js";

/** Something that works as written and that whoever reads the plan should know. */
export interface Warning {
  /** Stable: scripts may rely on it. */
  readonly code: string;
  /** `note` for a consequence of a good choice, `warning` for something to reconsider. */
  readonly level: "warning" | "note";
  /** What it is about: an application, a cluster, a stack. */
  readonly subject: string;
  /** URN, when it is about one resource. */
  readonly resource?: string;
  readonly message: string;
  readonly fix: string;
}

/** One place where a rule applies. */
export type Finding = Pick<Warning, "subject" | "resource" | "message" | "fix">;

/** One kind of warning. */
export interface WarningRule {
  readonly code: string;
  readonly level: Warning["level"];
  readonly find: (facts: PlanFacts) => Finding[];
}
