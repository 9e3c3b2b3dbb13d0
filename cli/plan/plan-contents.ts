import type { Warning } from "../../checks/index.js";
import type { PlanFacts } from "../../facts/plan-facts.js";
import type { Proof } from "../proof/proof.js";
import type { CostEstimate } from "./cost/estimate.js";

/** Everything that a plan tells. */
export interface PlanContents {
  readonly facts: PlanFacts;
  readonly warnings: readonly Warning[];
  /** Null for a program without anything in AWS. */
  readonly cost: CostEstimate | null;
  /** Nothing for a program without Kubernetes objects. */
  readonly proof: Proof | undefined;
}
