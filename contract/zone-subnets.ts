import { nthSubnet, prefixLengthOf, type Cidr } from "../basics/cidr.js";

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
