import type { PlatformFacts, PlatformNetworkFacts } from "../../contract/component-facts.js";
import type { NetworkRef, PlatformRef } from "./platform-ref.js";

function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** Ids that the program itself creates are outputs: they are left out. */
function describeNetwork(network: NetworkRef): PlatformNetworkFacts {
  const { albCidrBlock, availabilityZones, publicRouteTableId, sharedAlb } = network;
  const subnetIds: unknown = sharedAlb?.subnetIds;
  return {
    albCidrBlock,
    availabilityZones,
    ...(isText(publicRouteTableId) && { publicRouteTableId }),
    privateRouteTableIds: Object.values(network.privateRouteTableIds).filter(isText),
    ...(sharedAlb && {
      sharedAlb: {
        cidrBlocks: sharedAlb.cidrBlocks,
        subnetIds: Array.isArray(subnetIds) ? subnetIds.filter(isText) : [],
      },
    }),
  };
}

/** What is known of a platform before `up`. */
export function describePlatform(ref: PlatformRef): PlatformFacts {
  const { platform, mode, systemNamespaces, addressFacts, network, applications = [] } = ref;
  return {
    platform,
    mode,
    systemNamespaces,
    addressFacts,
    ...(network && { network: describeNetwork(network) }),
    applications: applications.map(({ application, albSlot }) => ({
      application,
      ...(albSlot !== undefined && { albSlot }),
    })),
  };
}
