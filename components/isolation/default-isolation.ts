import type { BaselineFacts } from "../../contract/component-facts.js";
import { ISOLATION_TIER, MANAGED_LABEL, STAGED_LABEL } from "../../contract/names.js";
import {
  DEFAULT_TIER,
  globalPolicy,
  namespacesOutside,
  type CalicoPolicy,
} from "../shared/kubernetes/calico-policy.js";
import { dnsRules } from "../shared/kubernetes/dns-rules.js";

/**
 * The default of an unmanaged namespace: DNS and nothing else.
 *
 * Kubernetes NetworkPolicies are consulted first (they sit at order 1000), so an owner may open it.
 * It needs no Deny rule: it selects the pods, and the end of the tier drops the rest. Whatever
 * is allowed here no owner can narrow, so it stays at DNS. Applications that are staged are left out: their policies
 * are tried on traffic that nothing else stops.
 */
export function defaultIsolation(input: BaselineFacts): CalicoPolicy {
  return globalPolicy(input.mode, "default-isolation", {
    tier: DEFAULT_TIER,
    order: 2000,
    namespaceSelector: `${namespacesOutside(input.systemNamespaces)} && !has(${STAGED_LABEL})`,
    types: ["Ingress", "Egress"],
    egress: dnsRules("Allow", input.nodeLocalDns),
  });
}

/** Closes unmanaged namespaces above their owners too: an allow-all NetworkPolicy in one opens nothing. */
export function unmanagedNamespaces(input: BaselineFacts): CalicoPolicy {
  return globalPolicy(input.mode, `${ISOLATION_TIER}.unmanaged`, {
    tier: ISOLATION_TIER,
    order: 900,
    namespaceSelector: `${namespacesOutside(input.systemNamespaces)} && !has(${MANAGED_LABEL})`,
    types: ["Ingress", "Egress"],
    ingress: [{ action: "Deny" }],
    egress: [...dnsRules("Pass", input.nodeLocalDns), { action: "Deny" }],
  });
}
