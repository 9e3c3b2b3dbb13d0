import type { ReadResult } from "../../prover/index.js";
import type { InvariantInput } from "../traffic/application-facts.js";
import type { InvariantResult } from "../traffic/traffic-check.js";
import { ADMISSION_CHECKS } from "./admission-checks.js";
import { LOAD_BALANCER_CHECKS } from "./load-balancer-checks.js";
import { NAMESPACE_CHECKS } from "./namespace-checks.js";
import { ROLE_CHECKS } from "./role-checks.js";
import {
  type TenantWriteCheck,
  type TenantWriteContext,
  openTenantWriteContext,
} from "./tenant-write-check.js";

/** Problems that one result shows. */
const MOST_PROBLEMS = 5;

export const TENANT_WRITE_CHECKS: readonly TenantWriteCheck[] = [
  ...ADMISSION_CHECKS,
  ...LOAD_BALANCER_CHECKS,
  ...NAMESPACE_CHECKS,
  ...ROLE_CHECKS,
];

function run(check: TenantWriteCheck, context: TenantWriteContext): InvariantResult {
  const { code, title, notApplicable, find } = check;
  const nothing = { code, title, pairs: 0, broken: 0, counterexamples: [], problems: [] };
  const reason = notApplicable(context.input);
  if (reason !== undefined) return { ...nothing, outcome: "not-applicable", reason };
  const { checked, problems } = find(context);
  return {
    ...nothing,
    outcome: problems.length === 0 ? "holds" : "broken",
    pairs: checked,
    broken: problems.length,
    problems: problems.slice(0, MOST_PROBLEMS),
  };
}

/** Checks authorization and admission over the rendered manifests: what policies rely on, and what leads around them. */
export function checkTenantWrites(read: ReadResult, input: InvariantInput): InvariantResult[] {
  const context = openTenantWriteContext(read, input);
  return TENANT_WRITE_CHECKS.map((check) => run(check, context));
}
