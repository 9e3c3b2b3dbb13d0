import { nthSubnet, prefixLengthOf, type Cidr } from "../../basics/cidr.js";
import { cutZoneSubnets, type ZoneSubnet } from "../../contract/alb-slots.js";

/** The subnets of each tier, in the order of the zones. */
export interface TierSubnets {
  workload: ZoneSubnet[];
  data: ZoneSubnet[];
  endpoints: ZoneSubnet[];
  controlPlane: ZoneSubnet[];
  nat: ZoneSubnet[];
}

/** Who has which addresses of a VPC. Each tier's block has room for every zone that may come. */
export interface AddressPlan {
  vpc: Cidr;
  /** First quarter: load balancer subnets, cut into slots. */
  alb: Cidr;
  /** Second quarter: data, endpoints, control plane, NAT, and a reserve. */
  infrastructure: Cidr;
  /** Upper half: nodes and pods. */
  workload: Cidr;
  data: Cidr;
  endpoints: Cidr;
  controlPlane: Cidr;
  nat: Cidr;
  subnets: TierSubnets;
}

/**
 * Cuts a network of /16 to /20 into its tiers. No block depends on the zones, and no zone's subnet on the zones
 * after it.
 */
export function planAddresses(cidrBlock: Cidr, zones: readonly string[]): AddressPlan {
  const length = prefixLengthOf(cidrBlock);
  const infrastructure = nthSubnet(cidrBlock, length + 2, 1);
  const small = nthSubnet(infrastructure, length + 3, 1);
  const blocks = {
    vpc: cidrBlock,
    alb: nthSubnet(cidrBlock, length + 2, 0),
    infrastructure,
    workload: nthSubnet(cidrBlock, length + 1, 1),
    data: nthSubnet(infrastructure, length + 3, 0),
    endpoints: nthSubnet(small, 24, 0),
    controlPlane: nthSubnet(small, 25, 2),
    nat: nthSubnet(small, 26, 6),
  };
  return {
    ...blocks,
    subnets: {
      workload: cutZoneSubnets(blocks.workload, zones),
      data: cutZoneSubnets(blocks.data, zones),
      endpoints: cutZoneSubnets(blocks.endpoints, zones),
      controlPlane: cutZoneSubnets(blocks.controlPlane, zones),
      nat: cutZoneSubnets(blocks.nat, zones),
    },
  };
}
