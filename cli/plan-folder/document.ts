import type { JsonMap } from "../../basics/json.js";
import type { Warning } from "../../checks/index.js";
import type { AddressEntry } from "../../facts/addresses.js";
import type { ApplicationEntry } from "../../facts/applications.js";
import type { MaskedResource } from "../../recorder/index.js";
import type { CostEstimate } from "../plan/cost/estimate.js";
import type { Enforcement } from "../proof/enforce-staged.js";
import { type FindingJson, type InvariantJson, type MatrixCellJson } from "../proof/json.js";

/** The format of `plan.json`. It grows by fields; what changes or takes away a field raises it. */
export const PLAN_VERSION = 1;

type ShownField =
  | "urn"
  | "type"
  | "name"
  | "id"
  | "parent"
  | "custom"
  | "inputs"
  | "outputs"
  | "dependencies"
  | "provider"
  | "protect"
  | "aliases";

/** What `plan.json` shows of a recorded resource. */
export type PlanResource = Pick<MaskedResource, ShownField>;

/** The content of `plan.json`. */
export interface PlanDocument {
  readonly version: typeof PLAN_VERSION;
  readonly project: string;
  readonly stack: string;
  readonly resources: readonly PlanResource[];
  readonly outputs: Readonly<JsonMap>;
  readonly addresses: readonly AddressEntry[];
  readonly applications: readonly ApplicationEntry[];
  readonly warnings: readonly Warning[];
  /** What the fixed parts cost; null for a program without any in AWS. */
  readonly cost: CostEstimate | null;
  /** What is open; a cell that is not there is closed. Empty as well where nothing could be proved. */
  readonly matrix: readonly MatrixCellJson[];
  readonly findings: readonly FindingJson[];
  readonly invariants: readonly InvariantJson[];
  /** Policies that act, and policies that are evaluated and logged only: invariants count them as enforced. */
  readonly enforcement: Enforcement;
  /** Facts that matrix and invariants do not cover, in sentences. */
  readonly notModelled: readonly string[];
}

/** Whether `value` was read from a `plan.json` of this format. */
export function isPlanDocument(value: unknown): value is PlanDocument {
  if (typeof value !== "object" || value === null) return false;
  const { version, project, stack, resources, outputs } = value as Partial<PlanDocument>;
  return (
    version === PLAN_VERSION &&
    typeof project === "string" &&
    typeof stack === "string" &&
    Array.isArray(resources) &&
    typeof outputs === "object"
  );
}
