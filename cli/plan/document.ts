import type { Warning } from "../../checks/index.js";
import type { PlanFacts } from "../../facts/plan-facts.js";
import type { MaskedResource } from "../../recorder/index.js";
import type { PlanDocument, PlanResource } from "../plan-folder/document.js";
import { PLAN_VERSION } from "../plan-folder/document.js";
import { findingJson, invariantJson, matrixJson } from "../proof/json.js";
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

function planResource(resource: MaskedResource): PlanResource {
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

export function planDocument({ facts, warnings, cost, proof }: PlanContents): PlanDocument {
  const { graph, addresses, applications } = facts;
  return {
    version: PLAN_VERSION,
    project: graph.project,
    stack: graph.stack,
    resources: graph.resources.map(planResource),
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

export function planJson(document: PlanDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
