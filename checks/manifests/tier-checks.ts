import type { Tier, World } from "../../prover/index.js";
import { type ManifestCheck, type ManifestHit, peerSide, rulesIn } from "./manifest-check.js";

function isEnforced({ policies }: Tier): boolean {
  return policies.some(({ staged }) => !staged);
}

/** The tiers with an enforced policy, in the order of evaluation. */
function enforcedTiers({ tiers }: World): Tier[] {
  return tiers.filter(isEnforced);
}

const passInLastTier: ManifestCheck = {
  code: "pass-in-last-tier",
  severity: "warning",
  title: "Pass in the last tier",
  why: "Traffic that leaves the last tier is decided by the profile of the namespace, which allows everything.",
  fix: "Write Allow if that is intended, or keep a default in the tier `default` after it.",
  find: (context) => {
    const last = enforcedTiers(context.world).at(-1);
    if (last === undefined) return [];
    const rules = rulesIn(context)
      .filter(
        ({ policy, rule }) => policy.tier === last.name && !policy.staged && rule.action === "Pass",
      )
      .map(({ object, rule }): ManifestHit => ({
        object,
        path: rule.path,
        message: `Pass leaves the tier ${last.name}, the last one with policies.`,
      }));
    const tiers = context.objects
      .filter(
        ({ kind, ref }) =>
          kind === "Tier" && ref.name === last.name && last.defaultAction === "Pass",
      )
      .map((object): ManifestHit => ({
        object,
        path: ["spec", "defaultAction"],
        message: `The tier ${last.name}, the last one with policies, ends in Pass.`,
      }));
    return [...rules, ...tiers];
  },
};

const allowBeforeTenants: ManifestCheck = {
  code: "allow-before-tenants",
  severity: "warning",
  title: "An Allow (Accept) in a cluster-wide policy of a tier before `default`",
  why:
    "It ends the evaluation: neither the NetworkPolicies of a namespace nor the platform's default can " +
    "deny what it allows, even between namespaces.",
  fix: "Write Pass, so that the tiers after it decide.",
  find: (context) => {
    const names = context.world.tiers.map(({ name }) => name);
    const early = new Set(names.slice(0, names.indexOf("default")));
    return rulesIn(context)
      .filter(({ policy, rule }) => early.has(policy.tier) && rule.action === "Allow")
      .filter(({ policy }) => policy.object.namespace === undefined && !policy.staged)
      .map((placed): ManifestHit => {
        const peers =
          peerSide(placed).selector === undefined ? "addresses" : "pods of other namespaces";
        return {
          object: placed.object,
          path: placed.rule.path,
          message: `The rule allows ${peers} in the tier ${placed.policy.tier}.`,
        };
      });
  },
};

/** Checks of tiers and their order. */
export const TIER_CHECKS: readonly ManifestCheck[] = [passInLastTier, allowBeforeTenants];
