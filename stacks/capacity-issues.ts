import { LoadBalancerPlacement } from "../contract/load-balancer.js";
import type { NetworkRef } from "../components/platform-ref/platform-ref.js";
import { albSlotCount } from "../contract/alb-slots.js";
import { prefixLengthOf } from "../basics/cidr.js";
import type { Issue } from "../components/shared/issues.js";
import type { SettingsFile } from "./settings-schema.js";

type Application = SettingsFile["applications"][string];

/** The load balancer block is a quarter of the network, and AWS ends at /16. */
const QUARTER = 2;
const LARGEST_NETWORK = 16;

function hasOwnLoadBalancer({ albSlot, loadBalancer }: Application): boolean {
  const shared = loadBalancer?.placement === LoadBalancerPlacement.Shared;
  return !shared && (loadBalancer !== undefined || albSlot !== undefined);
}

/** `/17 has room for 63, /16 for 127`; nothing for the largest network. */
function largerNetworks(length: number, room: number): string[] {
  const lengths = Array.from({ length: length - LARGEST_NETWORK }, (_, at) => length - 1 - at);
  return lengths.map((each) => `/${each} has room for ${(room + 1) * 2 ** (length - each) - 1}`);
}

/** More applications with load balancers of their own than the network has slots. */
export function findCapacityIssues(
  applications: SettingsFile["applications"],
  network: Pick<NetworkRef, "albCidrBlock"> | undefined,
): Issue[] {
  if (network === undefined) return [];
  const wanted = Object.values(applications).filter(hasOwnLoadBalancer).length;
  const room = albSlotCount(network.albCidrBlock) - 1;
  if (wanted <= room) return [];
  const length = prefixLengthOf(network.albCidrBlock) - QUARTER;
  const larger = largerNetworks(length, room);
  const ways = [
    ...(larger.length > 0 ? [`a larger network (${larger.join(", ")})`] : []),
    "`loadBalancer.placement: shared` for applications of no value to an attacker",
    "a second platform",
  ];
  const message = `${wanted} applications have a load balancer of their own: expected at most ${room} in a /${length} network; choose ${ways.join(", or ")}`;
  return [{ path: "applications", message }];
}
