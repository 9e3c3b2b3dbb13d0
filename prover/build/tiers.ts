import type { Policy, Tier } from "../model/world.js";
import type { JsonObject } from "../read/read-result.js";
import type { BuildContext } from "./build-context.js";
import { readOrder } from "./calico-policies.js";
import type { Field } from "./field.js";
import type { TieBreak } from "./world-options.js";

export type TierFacts = Omit<Tier, "policies">;

const NEW_TIERS: readonly TierFacts[] = [
  { name: "kube-admin", order: 1_000, exists: true, defaultAction: "Pass" },
  { name: "default", order: 1_000_000, exists: true, defaultAction: "Deny" },
  { name: "kube-baseline", order: 10_000_000, exists: true, defaultAction: "Pass" },
];

/** The tiers that every cluster has, by the version of Calico. */
const BUILT_IN_TIERS: Readonly<Record<TieBreak, readonly TierFacts[]>> = {
  "v3.32": NEW_TIERS,
  "v3.31": [
    { name: "adminnetworkpolicy", order: 1_000, exists: true, defaultAction: "Pass" },
    { name: "default", order: 1_000_000, exists: true, defaultAction: "Deny" },
    { name: "baselineadminnetworkpolicy", order: 10_000_000, exists: true, defaultAction: "Pass" },
  ],
};

/** Built-in tiers and those of the manifests. */
export function readTiers(context: BuildContext): TierFacts[] {
  const builtIn = BUILT_IN_TIERS[context.options.tieBreak ?? "v3.32"];
  const tiers = new Map(builtIn.map((tier) => [tier.name, tier]));
  for (const object of context.of("Tier")) {
    const tier = readTier(context.open(object));
    const given = tiers.get(tier.name);
    if (given === undefined) tiers.set(tier.name, tier);
    else checkBuiltIn(context.open(object), tier, given);
  }
  return [...tiers.values()];
}

const TIER_NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

function readTier(object: Field): TierFacts {
  const { name } = object.object.ref;
  const spec = object.at("spec");
  spec.only(["order", "defaultAction"]);
  if (!TIER_NAME.test(name)) {
    const message = `${JSON.stringify(name)} is not a valid name of a tier: expected a label without dots.`;
    object.at("metadata").at("name").error("bad-tier-name", message);
  }
  const action = spec.at("defaultAction").text() ?? "Deny";
  if (action !== "Deny" && action !== "Pass") {
    spec
      .at("defaultAction")
      .error("bad-action", "The default action is invalid: expected Deny or Pass.");
  }
  const defaultAction = action === "Pass" ? "Pass" : "Deny";
  return { name, order: readOrder(spec.at("order")), exists: true, defaultAction };
}

/** Calico's API rejects changes of a built-in tier. */
function checkBuiltIn(object: Field, tier: TierFacts, given: TierFacts): void {
  const spec = object.at("spec");
  if (tier.order !== given.order) {
    spec
      .at("order")
      .error("bad-order", `The order of the built-in tier ${tier.name} must be ${given.order}.`);
  }
  if (tier.defaultAction !== given.defaultAction) {
    const message = `The default action of the built-in tier ${tier.name} must be ${given.defaultAction}.`;
    spec.at("defaultAction").error("bad-action", message);
  }
}

/** Tiers that exist first, then the order, tiers without one last, then the name. */
function compareTiers(left: TierFacts, right: TierFacts): number {
  if (left.exists !== right.exists) return left.exists ? -1 : 1;
  if (left.order !== right.order) return left.order < right.order ? -1 : 1;
  return left.name < right.name ? -1 : Number(left.name > right.name);
}

/** The tiers with their policies, in the order of evaluation. A tier that is named by policies but undefined runs last. */
export function assembleTiers(tiers: readonly TierFacts[], policies: readonly Policy[]): Tier[] {
  const known = new Set(tiers.map(({ name }) => name));
  const named = [...new Set(policies.map(({ tier }) => tier))].filter((name) => !known.has(name));
  const missing = named.map((name): TierFacts => ({
    name,
    order: Number.POSITIVE_INFINITY,
    exists: false,
    defaultAction: "Deny",
  }));
  return [...tiers, ...missing].sort(compareTiers).map((tier) => ({
    ...tier,
    policies: policies.filter((policy) => policy.tier === tier.name),
  }));
}

const CALICO_API = "projectcalico.org/v3";

/** The namespaces of Calico itself. */
const CALICO_NAMESPACES =
  'projectcalico.org/name in {"calico-system", "calico-apiserver", "tigera-operator"}';

/**
 * What Calico's operator adds that affects other traffic: a tier before all others, with a policy for the cluster's DNS
 * that allows ingress from Calico's namespaces, passes all other ingress and allows all egress.
 */
export function operatorObjects(tier: string): JsonObject[] {
  const namespaceSelector = CALICO_NAMESPACES;
  return [
    { apiVersion: CALICO_API, kind: "Tier", metadata: { name: tier }, spec: { order: 100 } },
    {
      apiVersion: CALICO_API,
      kind: "NetworkPolicy",
      metadata: { name: `${tier}.cluster-dns`, namespace: "kube-system" },
      spec: {
        tier,
        order: 0,
        selector: "k8s-app == 'kube-dns'",
        types: ["Ingress", "Egress"],
        ingress: [{ action: "Allow", source: { namespaceSelector } }, { action: "Pass" }],
        egress: [{ action: "Allow" }],
      },
    },
  ];
}
