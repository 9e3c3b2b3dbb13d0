import type { Tier, World } from "../../prover/index.js";
import { type Lint, type LintHit, pathOf, peerOf, rulesOf } from "./lint.js";

function isEnforced({ policies }: Tier): boolean {
  return policies.some(({ staged }) => !staged);
}

/** The tiers that have an enforced policy, in the order of evaluation. */
function busyTiers({ tiers }: World): Tier[] {
  return tiers.filter(isEnforced);
}

const passInLastTier: Lint = {
  code: "pass-in-last-tier",
  severity: "warning",
  title: "Pass where no tier comes after",
  why: "What leaves the last tier ends in the profile of the namespace, which allows everything.",
  fix: "Write Allow if that is meant, or keep a default in the tier `default` behind it.",
  find: (context) => {
    const last = busyTiers(context.world).at(-1);
    if (last === undefined) return [];
    const rules = rulesOf(context)
      .filter(
        ({ policy, rule }) => policy.tier === last.name && !policy.staged && rule.action === "Pass",
      )
      .map(({ object, rule }): LintHit => ({
        object,
        path: pathOf(rule.path),
        message: `Pass leaves the tier ${last.name}, and no policy comes after it.`,
      }));
    const tiers = context.objects
      .filter(
        ({ kind, ref }) =>
          kind === "Tier" && ref.name === last.name && last.defaultAction === "Pass",
      )
      .map((object): LintHit => ({
        object,
        path: ["spec", "defaultAction"],
        message: `The tier ${last.name} ends in Pass, and no policy comes after it.`,
      }));
    return [...rules, ...tiers];
  },
};

const allowBeforeTenants: Lint = {
  code: "allow-before-tenants",
  severity: "warning",
  title: "An Allow (Accept) in a cluster-wide policy of a tier before `default`",
  why:
    "It ends the evaluation: neither the NetworkPolicies of a namespace nor the platform's default can " +
    "take back what it allows, also between namespaces.",
  fix: "Write Pass, so that the tiers behind it decide.",
  find: (context) => {
    const names = context.world.tiers.map(({ name }) => name);
    const early = new Set(names.slice(0, names.indexOf("default")));
    return rulesOf(context)
      .filter(({ policy, rule }) => early.has(policy.tier) && rule.action === "Allow")
      .filter(({ policy }) => policy.object.namespace === undefined && !policy.staged)
      .map((placed): LintHit => {
        const peers =
          peerOf(placed).selector === undefined ? "addresses" : "pods of other namespaces";
        return {
          object: placed.object,
          path: pathOf(placed.rule.path),
          message: `The rule allows ${peers} in the tier ${placed.policy.tier}.`,
        };
      });
  },
};

/** Lints about tiers and what their order means. */
export const TIER_LINTS: readonly Lint[] = [passInLastTier, allowBeforeTenants];
