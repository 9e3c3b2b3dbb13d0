/**
 * Who else stands behind the same load balancer.
 *
 * @enum
 */
export const LoadBalancerPlacement = {
  /** The application has its own load balancer in its own subnets: no other load balancer can reach it. */
  Dedicated: "dedicated",
  /**
   * The application shares the platform's load balancer in slot 0. Cheaper; any namespace that gets past
   * admission could be reached through it (CVE-2021-25740).
   */
  Shared: "shared",
} as const;
export type LoadBalancerPlacement =
  (typeof LoadBalancerPlacement)[keyof typeof LoadBalancerPlacement];

/**
 * Where clients come from.
 *
 * @enum
 */
export const LoadBalancerScheme = {
  /** Subnets with a route to the internet gateway. */
  InternetFacing: "internet-facing",
  /** Private subnets: reached from the VPC and networks connected to it. */
  Internal: "internal",
} as const;
export type LoadBalancerScheme = (typeof LoadBalancerScheme)[keyof typeof LoadBalancerScheme];

export const DEFAULT_PLACEMENT: LoadBalancerPlacement = LoadBalancerPlacement.Dedicated;
export const DEFAULT_SCHEME: LoadBalancerScheme = LoadBalancerScheme.InternetFacing;
