import { nthSubnet, prefixLengthOf, subnetCount, type Cidr } from "../basics/cidr.js";

/** Every block has room for this many zones from the start, so that a zone added later moves nothing. */
export const ZONE_LIMIT = 4;

/** The bits that number `ZONE_LIMIT` zones. */
const ZONE_BITS = Math.log2(ZONE_LIMIT);

/** One subnet of a block that has a subnet in each zone. */
export interface ZoneSubnet {
  /** Name of the availability zone. */
  zone: string;
  /** Its addresses. */
  cidrBlock: Cidr;
}

/**
 * Cuts `block` into quarters and gives the first to the first zone, and so on. Throws a RangeError when
 * there are more than `ZONE_LIMIT` zones.
 */
export function cutZoneSubnets(block: Cidr, zones: readonly string[]): ZoneSubnet[] {
  const prefixLength = prefixLengthOf(block) + ZONE_BITS;
  return zones.map((zone, index) => ({ zone, cidrBlock: nthSubnet(block, prefixLength, index) }));
}

/**
 * A slot holds one /27 for each zone, the smallest subnet that AWS accepts for an ALB.
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
 */
export const SLOT_PREFIX_LENGTH = 25;

/** The slot of the load balancer that applications may share. It belongs to the network, also while unused. */
export const SHARED_ALB_SLOT = 0;

/** How many slots the block of load balancer subnets has, the shared one included: 128 in a /18. */
export function albSlotCount(albCidrBlock: Cidr): number {
  return subnetCount(albCidrBlock, SLOT_PREFIX_LENGTH);
}

/**
 * The load balancer subnets of one slot: slot `s` has number `4s + z` of the block's /27s in the zone at
 * position `z`. Throws a RangeError when the block has no such slot.
 */
export function cutAlbSubnets(
  albCidrBlock: Cidr,
  zones: readonly string[],
  slot: number,
): ZoneSubnet[] {
  return cutZoneSubnets(nthSubnet(albCidrBlock, SLOT_PREFIX_LENGTH, slot), zones);
}
