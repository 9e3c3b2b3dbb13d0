import type { ReadResult } from "../../prover/index.js";
import type { InvariantInput } from "../traffic/application-facts.js";
import type { InvariantResult } from "../traffic/invariant.js";
import { ADMISSION_CHECKS } from "./admission-checks.js";
import { LOAD_BALANCER_CHECKS } from "./load-balancer-checks.js";
import { NAMESPACE_CHECKS } from "./namespace-checks.js";
import { ROLE_CHECKS } from "./role-checks.js";
import {
  type TenantWriteCheck,
  type TenantWriteContext,
  openTenantWriteContext,
} from "./tenant-write-check.js";

/** Problems that are told of one guard. */
const MOST_PROBLEMS = 5;

/** What must hold beside the policies: what they stand on, and what would lead past them. */
export const TENANT_WRITE_CHECKS: readonly TenantWriteCheck[] = [
  ...ADMISSION_CHECKS,
  ...LOAD_BALANCER_CHECKS,
  ...NAMESPACE_CHECKS,
  ...ROLE_CHECKS,
];

function resultOf(guard: TenantWriteCheck, scene: TenantWriteContext): InvariantResult {
  const { id, sentence, notApplicable, judge } = guard;
  const nothing = { id, sentence, pairs: 0, broken: 0, counterexamples: [], problems: [] };
  const reason = notApplicable(scene.input);
  if (reason !== undefined) return { ...nothing, outcome: "not-applicable", reason };
  const { looked, problems } = judge(scene);
  return {
    ...nothing,
    outcome: problems.length === 0 ? "holds" : "broken",
    pairs: looked,
    broken: problems.length,
    problems: problems.slice(0, MOST_PROBLEMS),
  };
}

/** Judges everything beside the policies that holds for every platform, over the manifests as rendered. */
export function checkTenantWrites(read: ReadResult, input: InvariantInput): InvariantResult[] {
  const scene = openTenantWriteContext(read, input);
  return TENANT_WRITE_CHECKS.map((guard) => resultOf(guard, scene));
}
