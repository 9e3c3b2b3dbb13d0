import type { ZoneSubnet } from "../../../contract/alb-slots.js";
import { cutAlbSubnets, SHARED_ALB_SLOT } from "../../../contract/alb-slots.js";
import { PRIVATE_RANGES } from "../../shared/cluster-addresses.js";
import type { SharedLoadBalancerArgs } from "../../shared/shared-load-balancer.js";
import type { AppNamespaceArgs } from "../args.js";
import {
  DEFAULT_PLACEMENT,
  DEFAULT_SCHEME,
  LoadBalancerPlacement,
  LoadBalancerScheme,
} from "../../../contract/load-balancer.js";

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
  /** Where access logs are written in their bucket. */
  readonly accessLogPrefix: string;
  readonly deletionProtection: boolean;
}

/** No application can have this name, so no dedicated load balancer joins the shared group. */
const SHARED_GROUP = "shared.alb";

/** Clients of an internal load balancer come from any private network, but never from link-local addresses. */
const PRIVATE_CLIENTS = PRIVATE_RANGES.filter((range) => !range.startsWith("169.254."));

const DEFAULT_CLIENTS: Readonly<Record<LoadBalancerScheme, readonly string[]>> = {
  [LoadBalancerScheme.InternetFacing]: ["0.0.0.0/0"],
  [LoadBalancerScheme.Internal]: PRIVATE_CLIENTS,
};

/** What one load balancer has once: the application's own settings, or those of all who share. */
export function effectiveSettings({
  loadBalancer = {},
  platform,
}: AppNamespaceArgs): SharedLoadBalancerArgs {
  if (loadBalancer.placement !== LoadBalancerPlacement.Shared) return loadBalancer;
  return platform.network?.sharedAlb?.settings ?? {};
}

/** The application's load balancer; `undefined` without one, and outside AWS. */
export function planLoadBalancer(args: AppNamespaceArgs): LoadBalancerPlan | undefined {
  const { loadBalancer, platform } = args;
  const { network } = platform;
  if (!network || !loadBalancer) return undefined;
  const placement = loadBalancer.placement ?? DEFAULT_PLACEMENT;
  const dedicated = placement === LoadBalancerPlacement.Dedicated;
  const slot = dedicated ? args.albSlot : SHARED_ALB_SLOT;
  if (slot === undefined) return undefined;
  return {
    ...planSettings(args, dedicated),
    group: dedicated ? args.application : SHARED_GROUP,
    subnets: cutAlbSubnets(network.albCidrBlock, network.availabilityZones, slot),
    dedicated,
  };
}

function planSettings(
  args: AppNamespaceArgs,
  dedicated: boolean,
): Pick<LoadBalancerPlan, "scheme" | "inboundCidrs" | "accessLogPrefix" | "deletionProtection"> {
  const scheme = args.loadBalancer?.scheme ?? DEFAULT_SCHEME;
  const { inboundCidrs, accessLogs, deletionProtection } = effectiveSettings(args);
  return {
    scheme,
    inboundCidrs: inboundCidrs ?? DEFAULT_CLIENTS[scheme],
    accessLogPrefix: accessLogs?.prefix ?? (dedicated ? args.application : "shared"),
    deletionProtection: deletionProtection ?? false,
  };
}
