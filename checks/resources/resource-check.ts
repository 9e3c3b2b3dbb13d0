import type { PlanFacts } from "../../facts/plan-facts.js";
import type { CheckHead } from "../check.js";

/** Something in a plan that works as written and deserves a look. */
export interface Warning {
  /** Stable: scripts may rely on it. */
  readonly code: string;
  /** `note` for a consequence of a good choice, `warning` for something to reconsider. */
  readonly severity: "warning" | "note";
  /** The application, cluster or stack that it concerns. */
  readonly subject: string;
  /** URN, when it concerns one resource. */
  readonly resource?: string;
  readonly message: string;
  readonly fix: string;
}

/** One place where a check applies. */
export interface ResourceHit extends Pick<Warning, "subject" | "resource" | "message"> {
  /** A more exact fix than that of the check. */
  readonly fix?: string;
}

/** Looks at the AWS resources and the components of a plan. */
export interface ResourceCheck extends CheckHead {
  readonly severity: Warning["severity"];
  readonly find: (facts: PlanFacts) => readonly ResourceHit[];
}
