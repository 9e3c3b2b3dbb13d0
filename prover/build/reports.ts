import type { Tier } from "../model/world.js";
import { originText } from "../read/identity.js";
import type { UnknownKind } from "../read/read-result.js";
import type { BuildContext } from "./build-context.js";
import type { BuiltPolicy } from "./policy-order.js";

/** Reports policies whose tier is unknown or whose name does not fit their tier. */
export function reportPolicies(
  context: BuildContext,
  policies: readonly BuiltPolicy[],
  tiers: readonly Tier[],
): void {
  const missing = new Set(tiers.filter(({ exists }) => !exists).map(({ name }) => name));
  for (const { policy, kind, source } of policies) {
    const spec = context.open(source).at("spec");
    if (missing.has(policy.tier)) {
      const message = `The Tier ${policy.tier} is missing: its policies run last, and it ends with Deny.`;
      spec.at("tier").warn("unknown-tier", message, "Add the Tier, or correct the name.");
    }
    const isCalico = kind.endsWith("NetworkPolicy") && !kind.includes("Kubernetes");
    if (isCalico && context.options.tieBreak === "v3.31") checkName(context, policy.tier, source);
  }
}

/** Up to 3.31, a policy outside of the tier default carries the name of its tier. */
function checkName(context: BuildContext, tier: string, source: BuiltPolicy["source"]): void {
  if (tier === "default" || source.ref.name.startsWith(`${tier}.`)) return;
  const message = `Up to Calico 3.31, the name of a policy in tier ${tier} must start with ${tier}.`;
  context.open(source).at("metadata").at("name").error("name-without-tier", message);
}

/** Kinds that sound as if they decided about traffic. */
const DECIDES = /Policy|Policies|Profile|AuthorizationPolicy|SecurityGroup/;

/** Policies of the API server: about requests, not about traffic. */
const ADMISSION = "admissionregistration.k8s.io/";

/** Unknown kinds are listed. Those that sound like policies are a warning: they may change what is proved. */
export function reportUnknownKinds(context: BuildContext, unknown: readonly UnknownKind[]): void {
  for (const { apiVersion, kind, count, firstOrigin } of unknown) {
    const objects = count === 1 ? "1 object" : `${count} objects`;
    const message = `Ignored ${objects} of kind ${kind} (${apiVersion}). The first: ${originText(firstOrigin)}.`;
    context.notModelled.push(message);
    if (!DECIDES.test(kind) || apiVersion.startsWith(ADMISSION)) continue;
    context.findings.push({
      code: "unknown-policy-kind",
      severity: "warning",
      origin: firstOrigin,
      path: "kind",
      message,
    });
  }
}
