import type { Policy } from "../model/world.js";
import type { ObjectKind } from "../read/kinds.js";
import type { RawObject } from "../read/read-result.js";
import type { TieBreak } from "./world-options.js";

/** A policy with what Calico knows of its object: the order of equals depends on it. */
export interface BuiltPolicy {
  readonly policy: Policy;
  readonly kind: ObjectKind;
  readonly source: RawObject;
}

/** What decides between policies of one tier that have the same order. */
const TIE_KEYS: Readonly<Record<TieBreak, (policy: BuiltPolicy) => string>> = {
  "v3.31": backendName,
  "v3.32": ({ policy, kind }) => `${policy.object.name}/${policy.object.namespace ?? ""}/${kind}`,
};

/** The order first; policies without one come last. */
export function sortPolicies(policies: readonly BuiltPolicy[], rule: TieBreak): BuiltPolicy[] {
  const tieKey = TIE_KEYS[rule];
  const keyed = policies.map((built) => ({ built, key: tieKey(built) }));
  keyed.sort((left, right) => {
    const [one, other] = [left.built.policy.order, right.built.policy.order];
    if (one !== other) return one < other ? -1 : 1;
    return left.key < right.key ? -1 : Number(left.key > right.key);
  });
  return keyed.map(({ built }) => built);
}

/** Up to 3.31: the name behind the API, with tier and, for namespaced policies, namespace in front. */
function backendName({ policy, kind }: BuiltPolicy): string {
  const { name, namespace } = policy.object;
  const isKubernetes =
    kind === "KubernetesNetworkPolicy" || kind === "StagedKubernetesNetworkPolicy";
  const plain = isKubernetes ? `knp.default.${name}` : inTier(policy.tier, name);
  return namespace === undefined ? plain : `${namespace}/${plain}`;
}

function inTier(tier: string, name: string): string {
  return name.startsWith(`${tier}.`) ? name : `${tier}.${name}`;
}
