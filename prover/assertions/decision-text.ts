import { formatPath } from "../model/path.js";
import type { Decision, DirectionVerdict } from "../model/traffic.js";

type Texts = {
  readonly [By in Decision["by"]]: (decision: Extract<Decision, { by: By }>) => string;
};

const NAMED_POLICIES = 3;

/** The deciding rule, without the verdict: `spec.egress[2] of shop/app-isolation.boundary (tier app-isolation)`. */
const DECIDERS: Texts = {
  rule: ({ rule, policy, tier }) =>
    `${formatPath(rule.path)} of ${policy.name} (tier ${tier.name})`,
  "end-of-tier": ({ tier, policies }) => {
    const named = policies.slice(0, NAMED_POLICIES).map(({ name }) => name);
    const more = policies.length - named.length;
    const others = more > 0 ? ` and ${more} more` : "";
    return `the end of tier ${tier.name}: nothing in ${named.join(", ")}${others} allows it`;
  },
  profile: ({ namespace }) => `the profile kns.${namespace}: no policy denies it`,
  "not-policed": ({ reason }) => reason,
  "no-common-family": () => "the two ends have no common address family",
};

export function deciderText(decision: Decision): string {
  return (DECIDERS[decision.by] as (decision: Decision) => string)(decision);
}

/** `allowed by …`, `denied by …`, or `may be allowed by …` where a label or an address is unknown. */
export function directionText({ allowed, must, decision }: DirectionVerdict): string {
  const decider = deciderText(decision);
  if (decision.by === "not-policed") return `not policed: ${decider}`;
  if (!allowed) return `denied by ${decider}`;
  if (must) return `allowed by ${decider}`;
  return `may be allowed by ${decider}, depending on labels or addresses that are unknown`;
}
