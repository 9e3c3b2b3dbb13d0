import type { BaselineFacts } from "../../contract/component-facts.js";
import { ISOLATION_TIER } from "../../contract/names.js";
import { INSTANCE_METADATA_CIDR } from "../../contract/well-known-addresses.js";
import {
  globalPolicy,
  namespacesIn,
  namespacesOutside,
  type CalicoPolicy,
} from "../shared/kubernetes/calico-policy.js";

/** No pod outside the system namespaces reaches the instance metadata, whatever its owner allows. */
export function guardrails({ mode, systemNamespaces }: BaselineFacts): CalicoPolicy {
  return globalPolicy(mode, `${ISOLATION_TIER}.guardrails`, {
    tier: ISOLATION_TIER,
    order: 10,
    namespaceSelector: namespacesOutside(systemNamespaces),
    types: ["Egress"],
    egress: [{ action: "Deny", destination: { nets: [INSTANCE_METADATA_CIDR] } }],
  });
}

/**
 * No load balancer reaches a system pod. System namespaces are left out of the default, so a target
 * that was forged would otherwise answer (CoreDNS metrics, admission webhooks).
 */
export function systemFromAlb(input: BaselineFacts): CalicoPolicy {
  return globalPolicy(input.mode, `${ISOLATION_TIER}.system-from-alb`, {
    tier: ISOLATION_TIER,
    order: 20,
    namespaceSelector: namespacesIn(input.systemNamespaces),
    types: ["Ingress"],
    ingress: [{ action: "Deny", source: { nets: input.albCidrBlocks } }],
  });
}
