import type { Finding } from "../prover/index.js";

/** The head that all checks share. */
export interface CheckHead {
  /** Stable and unique among all checks, in kebab-case. */
  readonly code: string;
  readonly severity: Finding["severity"];
  /** What it finds, or what must hold, as one line without a period. */
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  readonly fix: string;
}
