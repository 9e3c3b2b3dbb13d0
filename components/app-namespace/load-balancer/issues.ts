import { albSlotCount, SHARED_ALB_SLOT } from "../../../contract/alb-slots.js";
import { type NetworkRef } from "../../platform-ref/platform-ref.js";
import { findCidrListIssues } from "../../shared/address-issues.js";
import { findChoiceIssues, issue, issuesWithin, type Issue } from "../../shared/issues.js";
import { findAccessLogIssues } from "../../shared/shared-load-balancer.js";
import type { AppNamespaceArgs } from "../args.js";
import { LoadBalancerPlacement, LoadBalancerScheme } from "../../../contract/load-balancer.js";
import type { LoadBalancerArgs } from "./args.js";
import { findHostIssues } from "./host-issues.js";

function nextFreeSlot(args: AppNamespaceArgs, slots: number): string {
  const taken = new Set((args.platform.applications ?? []).map(({ albSlot }) => albSlot));
  const free = Array.from({ length: slots }, (_, slot) => slot).find(
    (slot) => slot !== SHARED_ALB_SLOT && !taken.has(slot),
  );
  return free === undefined ? `all ${slots - 1} slots are taken` : `the next free slot is ${free}`;
}

function findTakenSlotIssues(args: AppNamespaceArgs, slots: number): Issue[] {
  const owner = (args.platform.applications ?? []).find(({ albSlot }) => albSlot === args.albSlot);
  if (!owner) return [];
  const message = `${String(args.albSlot)} is taken by application "${owner.application}"; ${nextFreeSlot(args, slots)}`;
  return [{ path: "albSlot", message }];
}

function findSlotIssues(args: AppNamespaceArgs, network: NetworkRef): Issue[] {
  const { albSlot, loadBalancer } = args;
  const slots = albSlotCount(network.albCidrBlock);
  const shared = loadBalancer?.placement === LoadBalancerPlacement.Shared;
  if (albSlot === undefined) {
    if (!loadBalancer || shared) return [];
    return [
      issue(
        "albSlot",
        undefined,
        `a slot for the dedicated load balancer; ${nextFreeSlot(args, slots)}`,
      ),
    ];
  }
  if (shared) {
    const message =
      'cannot be combined with placement "shared": the shared load balancer has slot 0; leave albSlot out';
    return [{ path: "albSlot", message }];
  }
  if (!Number.isInteger(albSlot) || albSlot <= SHARED_ALB_SLOT || albSlot >= slots) {
    return [
      issue("albSlot", albSlot, `a slot from 1 to ${slots - 1}; ${nextFreeSlot(args, slots)}`),
    ];
  }
  return findTakenSlotIssues(args, slots);
}

/** Settings that a load balancer has once for all applications behind it. */
const COMMON_SETTINGS = ["inboundCidrs", "wafAclArn", "accessLogs", "deletionProtection"] as const;

function findSharedIssues(loadBalancer: LoadBalancerArgs, network: NetworkRef): Issue[] {
  if (loadBalancer.placement !== LoadBalancerPlacement.Shared) return [];
  const offered = network.sharedAlb
    ? []
    : [
        {
          path: "placement",
          message:
            '"shared" requires a shared load balancer: set network.sharedAlb of the platform, or use "dedicated"',
        },
      ];
  const internal = loadBalancer.scheme === LoadBalancerScheme.Internal;
  return [
    ...offered,
    ...COMMON_SETTINGS.filter((field) => loadBalancer[field] !== undefined).map((field) => ({
      path: field,
      message:
        'cannot be combined with placement "shared": set it in sharedLoadBalancer of the platform, or use a dedicated load balancer',
    })),
    ...(internal
      ? [
          {
            path: "scheme",
            message:
              '"internal" cannot be combined with placement "shared": the shared load balancer is internet-facing; use a dedicated one',
          },
        ]
      : []),
  ];
}

function findPrivateRouteIssues({ scheme }: LoadBalancerArgs, network: NetworkRef): Issue[] {
  const missing = network.availabilityZones.filter((zone) => !network.privateRouteTableIds[zone]);
  if (scheme !== LoadBalancerScheme.Internal || missing.length === 0) return [];
  return [
    issue(
      "scheme",
      scheme,
      `"internet-facing", because the platform has no private route table for ${missing.join(", ")}`,
    ),
  ];
}

/** The load balancer sends from its subnets in the platform's VPC, or from the given addresses. */
function findSourceIssues({ loadBalancer, platform }: AppNamespaceArgs): Issue[] {
  const path = "sourceCidrBlocks";
  const sources = loadBalancer?.sourceCidrBlocks;
  if (platform.network) {
    return sources
      ? [
          {
            path,
            message:
              "cannot be combined with a network: the subnets of the load balancer decide its addresses",
          },
        ]
      : [];
  }
  const pods = {
    cidrBlocks: platform.addressFacts.podCidrBlocks,
    owner: "the addresses of pods; a load balancer has addresses of its own",
  };
  return findCidrListIssues(path, sources ?? [], [pods]);
}

/** Problems of the load balancer and its slot. */
export function findLoadBalancerIssues(args: AppNamespaceArgs): Issue[] {
  const { loadBalancer, platform } = args;
  const slot = platform.network ? findSlotIssues(args, platform.network) : [];
  if (!loadBalancer) return slot;
  const issues = [
    ...findChoiceIssues("placement", loadBalancer.placement, LoadBalancerPlacement),
    ...findChoiceIssues("scheme", loadBalancer.scheme, LoadBalancerScheme),
    ...(loadBalancer.inboundCidrs
      ? findCidrListIssues("inboundCidrs", loadBalancer.inboundCidrs)
      : []),
    ...(platform.network ? findSharedIssues(loadBalancer, platform.network) : []),
    ...(platform.network ? findPrivateRouteIssues(loadBalancer, platform.network) : []),
    ...findHostIssues(args),
    ...findAccessLogIssues(loadBalancer.accessLogs),
    ...findSourceIssues(args),
  ];
  return [...slot, ...issuesWithin("loadBalancer", issues)];
}
