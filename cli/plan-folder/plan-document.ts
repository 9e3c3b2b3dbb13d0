import type { CostEstimate } from "../plan/cost/estimate.js";
import type { Enforcement } from "../proof/enforce-staged.js";
import type { AddressEntry } from "../../facts/addresses.js";
import type { ApplicationEntry } from "../../facts/applications.js";
import type { Json, JsonObject } from "../../basics/json.js";
import type { GraphResource } from "../../facts/resource-graph.js";
import type { PlanContents } from "../plan/plan-contents.js";
import {
  findingJson,
  invariantJson,
  matrixJson,
  type FindingJson,
  type InvariantJson,
  type MatrixCellJson,
} from "../proof/proof-json.js";
import type { Warning } from "../../checks/resources/warning.js";

/** The format of `plan.json`. It grows by fields; what changes or takes away a field raises it. */
export const PLAN_VERSION = 1;

/** A resource as `plan.json` shows it. */
export interface PlanResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly id: string | null;
  readonly parent: string | null;
  readonly custom: boolean;
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
  readonly dependencies: readonly string[];
  readonly provider: string | null;
  readonly protect: boolean;
  readonly aliases: readonly Json[];
}

/** The content of `plan.json`. */
export interface PlanDocument {
  readonly version: typeof PLAN_VERSION;
  readonly project: string;
  readonly stack: string;
  readonly resources: readonly PlanResource[];
  readonly outputs: JsonObject;
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

function planResourceOf(resource: GraphResource): PlanResource {
  const { urn, type, name, id, parent, custom, inputs, outputs } = resource;
  const { dependencies, provider, protect, aliases } = resource;
  return {
    urn,
    type,
    name,
    id,
    parent,
    custom,
    inputs,
    outputs,
    dependencies,
    provider,
    protect,
    aliases,
  };
}

export function planDocumentOf({ facts, warnings, cost, proof }: PlanContents): PlanDocument {
  const { graph, addresses, applications } = facts;
  return {
    version: PLAN_VERSION,
    project: graph.project,
    stack: graph.stack,
    resources: graph.resources.map(planResourceOf),
    outputs: graph.outputs,
    addresses,
    applications,
    warnings,
    cost,
    matrix: matrixJson(proof?.matrix),
    findings: (proof?.findings ?? []).map(findingJson),
    invariants: (proof?.invariants ?? []).map(invariantJson),
    enforcement: proof?.enforcement ?? { enforced: 0, staged: 0 },
    notModelled: proof?.notModelled ?? [],
  };
}

export function planJsonOf(document: PlanDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
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
