import type { AddressRange } from "./address-range.js";
import type { Endpoint, Policy, Rule, Tier } from "./world.js";

/** One end of a connection: a pod, or an address that is no pod of this cluster. */
export type Party =
  | { readonly kind: "endpoint"; readonly endpoint: Endpoint }
  | {
      readonly kind: "network";
      /** What people call it, such as `alb-shop` or `internet`. */
      readonly name: string;
      readonly range: AddressRange;
    };

/** One connection attempt. Ports are absent for protocols without ports. */
export interface Flow {
  readonly from: Party;
  readonly to: Party;
  readonly protocol: number;
  readonly sourcePort?: number;
  readonly port?: number;
  readonly icmpType?: number;
  readonly icmpCode?: number;
}

/** What decided in one direction. */
export type Decision =
  | { readonly by: "rule"; readonly tier: Tier; readonly policy: Policy; readonly rule: Rule }
  | { readonly by: "end-of-tier"; readonly tier: Tier; readonly policies: readonly Policy[] }
  | { readonly by: "profile"; readonly namespace: string }
  /** Calico polices pods only; the other end is not one. */
  | { readonly by: "not-policed"; readonly reason: string };

/** One step on the way to the decision. */
export interface TraceStep {
  readonly tier: Tier;
  readonly policy?: Policy;
  readonly rule?: Rule;
  /** `skipped`: no policy of the tier selects the endpoint in this direction. */
  readonly outcome: "skipped" | "no-match" | "maybe" | "log" | "pass" | "allow" | "deny";
}

export interface DirectionVerdict {
  readonly allowed: boolean;
  readonly decision: Decision;
  readonly trace: readonly TraceStep[];
}

/**
 * A connection needs both directions. With unknown facts `allowed` means "cannot be excluded", so a refusal is a
 * proof.
 */
export interface FlowVerdict {
  readonly allowed: boolean;
  readonly egress: DirectionVerdict;
  readonly ingress: DirectionVerdict;
}
