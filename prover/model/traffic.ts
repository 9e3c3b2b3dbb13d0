import type { AddressRange } from "./address-range.js";
import type { Endpoint, Policy, Rule, Tier } from "./world.js";

/**
 * Addresses that are no pods of this cluster. Where a pod's known address lies in a range of several addresses, that
 * address is not part of the party.
 */
export interface AddressPeer {
  readonly kind: "network";
  /** What people call it, such as `alb-shop` or `internet`. */
  readonly name: string;
  readonly range: AddressRange;
  /** Given for the addresses of a node: what the node sends to its own pods is not policed. */
  readonly nodeName?: string;
}

/** One end of a connection: a pod, or an address that is no pod of this cluster. */
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

/** What decided in one direction. */
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
  /** False is a proof: whatever the unknown facts are, the direction is refused. */
  readonly allowed: boolean;
  /** True is a proof: whatever the unknown facts are, the direction is allowed. */
  readonly must: boolean;
  /** The first that allows, or else the first that refuses for certain. */
  readonly decision: Decision;
  readonly trace: readonly TraceStep[];
}

/**
 * A connection needs both directions. With unknown facts `allowed` means "cannot be excluded", so a refusal is a
 * proof; `must` means "allowed whatever they are".
 */
export interface FlowVerdict {
  readonly allowed: boolean;
  readonly must: boolean;
  readonly egress: DirectionVerdict;
  readonly ingress: DirectionVerdict;
}
