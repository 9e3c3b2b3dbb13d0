import { type Finding, formatPath } from "../../prover/index.js";
import type { ManifestCheck, ManifestContext } from "./manifest-check.js";
import { POLICY_CHECKS } from "./policy-checks.js";
import { RULE_CHECKS } from "./rule-checks.js";
import { SELECTOR_CHECKS } from "./selector-checks.js";
import { TIER_CHECKS } from "./tier-checks.js";
import { WORKLOAD_CHECKS } from "./workload-checks.js";

export const MANIFEST_CHECKS: readonly ManifestCheck[] = [
  ...POLICY_CHECKS,
  ...RULE_CHECKS,
  ...SELECTOR_CHECKS,
  ...TIER_CHECKS,
  ...WORKLOAD_CHECKS,
];

/** Runs every check. What the prover reports itself, such as ties and unknown tiers, is not repeated. */
export function checkManifests(context: ManifestContext): Finding[] {
  return MANIFEST_CHECKS.flatMap(({ code, severity, why, fix, find }) =>
    find(context).map(({ object, path, message }) => ({
      code,
      severity,
      object: object.ref,
      origin: { ...object.ref.origin, line: object.findLine(path) },
      path: formatPath(path),
      message: `${message} ${why}`,
      fix,
    })),
  );
}
