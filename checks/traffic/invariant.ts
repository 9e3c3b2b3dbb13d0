import type { Counterexample, Question } from "../../prover/index.js";
import type { InvariantInput } from "./application-facts.js";
import type { CheckContext } from "./check-context.js";
import type { WorldName } from "./worlds.js";

/** Something that holds for every platform, or the platform is broken. */
export interface Invariant {
  /** Stable, kebab-case. */
  readonly id: string;
  /** What holds, as people read it. */
  readonly sentence: string;
  readonly world: WorldName;
  /** Why there is nothing to judge; undefined when there is. */
  readonly notApplicable: (input: InvariantInput) => string | undefined;
  readonly questions: (setting: CheckContext) => readonly Question[];
}

export interface InvariantResult {
  readonly id: string;
  readonly sentence: string;
  readonly outcome: "holds" | "broken" | "not-applicable";
  /** Why it is not applicable, or why nothing could be proved. */
  readonly reason?: string;
  /** Pairs, writes or objects that were looked at. */
  readonly pairs: number;
  /** How many of them break it. */
  readonly broken: number;
  /** Some of them, with what decides on both sides. */
  readonly counterexamples: readonly Counterexample[];
  /** Some of those that are no traffic, in a sentence each. */
  readonly problems: readonly string[];
}
