import type { Counterexample, Question } from "../../prover/index.js";
import type { CheckHead } from "../check.js";
import type { InvariantInput } from "./application-facts.js";
import type { CheckContext } from "./check-context.js";
import type { WorldName } from "./worlds.js";

/** Looks at who reaches whom. It must hold on every platform. */
export interface TrafficCheck extends CheckHead {
  readonly severity: "error";
  readonly world: WorldName;
  /** Why the check does not apply; undefined when it does. */
  readonly notApplicable: (input: InvariantInput) => string | undefined;
  /** The questions whose answers show every pair that breaks it. */
  readonly find: (context: CheckContext) => readonly Question[];
}

/** The result of a check that must hold on every platform: of traffic, or of what tenants may write. */
export interface InvariantResult {
  readonly code: string;
  readonly title: string;
  readonly outcome: "holds" | "broken" | "not-applicable";
  /** Why it does not apply, or why nothing could be proved. */
  readonly reason?: string;
  /** How many pairs, writes or objects were checked. */
  readonly pairs: number;
  /** How many of them break it. */
  readonly broken: number;
  /** Some of the pairs, with what decides on both sides. */
  readonly counterexamples: readonly Counterexample[];
  /** Some of the writes or objects, in one sentence each. */
  readonly problems: readonly string[];
}
