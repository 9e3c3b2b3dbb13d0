import type { AddressRange } from "./address-range.js";
import type { Endpoint, Policy, Rule, Tier } from "./world.js";

/**
 * Addresses outside this cluster's pods. A known pod address inside a range of several addresses is not part of the
 * peer.
 */
export interface AddressPeer {
  readonly kind: "network";
  /** Its name, such as `alb-shop` or `internet`. */
  readonly name: string;
  readonly range: AddressRange;
  /** For addresses of a node: traffic from the node to its own pods is not policed. */
  readonly nodeName?: string;
}

/** One end of a connection: a pod, or addresses outside this cluster's pods. */
export type Peer = { readonly kind: "endpoint"; readonly endpoint: Endpoint } | AddressPeer;

/**
 * One connection attempt. A port is absent for protocols without ports, or where it may be any; so are the type and
 * code of ICMP.
 */
export interface Flow {
  readonly from: Peer;
  readonly to: Peer;
  readonly protocol: number;
  readonly sourcePort?: number;
  readonly port?: number;
  readonly icmpType?: number;
  readonly icmpCode?: number;
}

/** What of a connection attempt does not depend on its ends. */
export type PacketHeader = Pick<Flow, "protocol" | "port" | "icmpType" | "icmpCode">;

/** What decides one direction. */
export type Decision =
  | { readonly by: "rule"; readonly tier: Tier; readonly policy: Policy; readonly rule: Rule }
  | { readonly by: "end-of-tier"; readonly tier: Tier; readonly policies: readonly Policy[] }
  | { readonly by: "profile"; readonly namespace: string }
  /** Calico polices pods only; the other end is not one. */
  | { readonly by: "not-policed"; readonly reason: string }
  /** One end has IPv4 addresses only, the other IPv6 addresses only. */
  | { readonly by: "no-common-family" };

/**
 * One step on the way to the decision; without a policy the end of a tier, without a rule a tier that is skipped.
 */
export interface TraceStep {
  readonly tier: Tier;
  readonly policy?: Policy;
  readonly rule?: Rule;
  /**
   * `skipped`: no policy of the tier selects the endpoint in this direction. `maybe`: the rule denies or passes what
   * it matches, and it depends on unknown facts whether it matches.
   */
  readonly outcome: "skipped" | "no-match" | "maybe" | "log" | "pass" | "allow" | "deny";
}

export interface DirectionVerdict {
  /** False is a proof: with any value of the unknown facts, the direction is denied. */
  readonly allowed: boolean;
  /** True is a proof: with any value of the unknown facts, the direction is allowed. */
  readonly must: boolean;
  /** The first decision that allows, or else the first that denies for certain. */
  readonly decision: Decision;
  readonly trace: readonly TraceStep[];
}

/**
 * A connection needs both directions. With unknown facts, `allowed` means that it may pass, so a denial is a
 * proof; `must` means that it passes with any value of those facts.
 */
export interface FlowVerdict {
  readonly allowed: boolean;
  readonly must: boolean;
  readonly egress: DirectionVerdict;
  readonly ingress: DirectionVerdict;
}
