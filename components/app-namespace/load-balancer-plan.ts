import { albSubnetsOf, SHARED_ALB_SLOT } from "../shared/alb-slots.js";
import { PRIVATE_RANGES } from "../shared/surroundings.js";
import type { ZoneSubnet } from "../shared/zone-subnets.js";
import type { AppNamespaceArgs } from "./app-namespace-args.js";
import { LoadBalancerPlacement, LoadBalancerScheme } from "./load-balancer-args.js";

/** A load balancer in the platform's VPC. */
export interface LoadBalancerPlan {
  /** Ingresses of one group become one load balancer. */
  readonly group: string;
  readonly scheme: LoadBalancerScheme;
  readonly inboundCidrs: readonly string[];
  /** Where its addresses lie, one subnet per zone. */
  readonly subnets: readonly ZoneSubnet[];
  /** Whether the subnets are this application's own. */
  readonly dedicated: boolean;
}

/** No application can have this name, so no dedicated load balancer joins the shared group. */
const SHARED_GROUP = "shared.alb";

/** Clients of an internal load balancer come from any private network; link-local addresses are nobody's. */
const PRIVATE_CLIENTS = PRIVATE_RANGES.filter((range) => !range.startsWith("169.254."));

const DEFAULT_CLIENTS: Readonly<Record<LoadBalancerScheme, readonly string[]>> = {
  [LoadBalancerScheme.InternetFacing]: ["0.0.0.0/0"],
  [LoadBalancerScheme.Internal]: PRIVATE_CLIENTS,
};

/** The application's load balancer; `undefined` without one, and outside AWS. */
export function planLoadBalancer(args: AppNamespaceArgs): LoadBalancerPlan | undefined {
  const { application, loadBalancer, platform } = args;
  const { network } = platform;
  if (!network || !loadBalancer) return undefined;
  const dedicated = loadBalancer.placement !== LoadBalancerPlacement.Shared;
  const slot = dedicated ? args.albSlot : SHARED_ALB_SLOT;
  if (slot === undefined) return undefined;
  const scheme = loadBalancer.scheme ?? LoadBalancerScheme.InternetFacing;
  return {
    group: dedicated ? application : SHARED_GROUP,
    scheme,
    inboundCidrs: loadBalancer.inboundCidrs ?? DEFAULT_CLIENTS[scheme],
    subnets: albSubnetsOf(network.albCidrBlock, network.availabilityZones, slot),
    dedicated,
  };
}
