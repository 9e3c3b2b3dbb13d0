import type { BaselineFacts } from "../../contract/component-facts.js";
import { ISOLATION_TIER, ISOLATION_TIER_SPEC } from "../../contract/names.js";
import { CALICO_API_VERSION, type CalicoPolicy } from "../shared/kubernetes/calico-policy.js";
import type { TypedManifest } from "../shared/kubernetes/manifest.js";
import { admissionPolicies, type AdmissionPolicy } from "./admission.js";
import { defaultIsolation, unmanagedNamespaces } from "./default-isolation.js";
import { guardrails, systemFromAlb } from "./guardrails.js";

export interface TierSpec {
  readonly order: number;
  readonly defaultAction: "Pass" | "Deny";
}

export interface BaselinePlan {
  readonly tier: TypedManifest<TierSpec>;
  /** Keyed by the name that the child resource carries. */
  readonly policies: Readonly<Record<string, CalicoPolicy>>;
  readonly admission: readonly AdmissionPolicy[];
}

const tier: TypedManifest<TierSpec> = {
  apiVersion: CALICO_API_VERSION,
  kind: "Tier",
  metadata: { name: ISOLATION_TIER },
  spec: ISOLATION_TIER_SPEC,
};

export function planBaseline(input: BaselineFacts): BaselinePlan {
  return {
    tier,
    policies: {
      guardrails: guardrails(input),
      ...(input.albCidrBlocks.length > 0 && { "system-from-alb": systemFromAlb(input) }),
      ...(input.closeUnmanagedNamespaces && { unmanaged: unmanagedNamespaces(input) }),
      default: defaultIsolation(input),
    },
    admission: admissionPolicies(input),
  };
}
