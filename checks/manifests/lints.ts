import { type Finding, formatPath } from "../../prover/index.js";
import type { Lint, LintContext } from "./lint.js";
import { POLICY_LINTS } from "./policy-lints.js";
import { RULE_LINTS } from "./rule-lints.js";
import { SELECTOR_LINTS } from "./selector-lints.js";
import { TIER_LINTS } from "./tier-lints.js";
import { WORKLOAD_LINTS } from "./workload-lints.js";

/** Every lint, with what the documentation says of it. */
export const LINTS: readonly Lint[] = [
  ...POLICY_LINTS,
  ...RULE_LINTS,
  ...SELECTOR_LINTS,
  ...TIER_LINTS,
  ...WORKLOAD_LINTS,
];

/** Applies every lint. What the world already tells of, such as ties and unknown tiers, is not told again. */
export function findLints(context: LintContext): Finding[] {
  return LINTS.flatMap(({ code, severity, why, fix, find }) =>
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
