import { type PlatformRef } from "../../components/platform-ref/platform-ref.js";
import { PRIVATE_RANGES } from "../../components/shared/cluster-addresses.js";
import type { AddressFacts } from "../../contract/address-facts.js";
import type { SharedLoadBalancerArgs } from "../../components/shared/shared-load-balancer.js";
import { PLATFORM_REF_VERSION } from "../../contract/formats.js";
import { CLUSTER_NAMESPACES } from "../../contract/names.js";

export const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c", "eu-central-1d"];

/** What lies around the pods of VPC 10.0.0.0/16. */
export function addressFactsOfVpc(overrides: Partial<AddressFacts> = {}): AddressFacts {
  return {
    podCidrBlocks: ["10.0.128.0/17"],
    privateCidrBlocks: [...PRIVATE_RANGES],
    albCidrBlocks: ["10.0.0.0/18"],
    endpointCidrBlocks: ["10.0.96.0/24"],
    dataCidrBlocks: ["10.0.64.0/19"],
    apiServer: { cidrBlocks: ["10.0.97.0/25"], port: 443 },
    podIdentityAgent: true,
    ...overrides,
  };
}

/** A platform on EKS in two zones, as another program reads it. */
export function eksPlatform(overrides: Partial<PlatformRef> = {}): PlatformRef {
  const zones = ZONES.slice(0, 2);
  return {
    formatVersion: PLATFORM_REF_VERSION,
    platform: "prod",
    mode: "enforced",
    systemNamespaces: [...CLUSTER_NAMESPACES],
    addressFacts: addressFactsOfVpc(),
    network: {
      vpcId: "vpc-1",
      albCidrBlock: "10.0.0.0/18",
      availabilityZones: zones,
      publicRouteTableId: "rtb-public",
      databaseSubnetGroupName: "data",
      privateRouteTableIds: Object.fromEntries(
        zones.map((zone) => [zone, `rtb-private-${zone.slice(-1)}`]),
      ),
    },
    eks: {
      clusterName: "prod",
      clusterArn: "arn:aws:eks:eu-central-1:111122223333:cluster/prod",
      securityGroupId: "sg-1",
    },
    ...overrides,
  };
}

/** The same platform with a load balancer that applications may share. */
export function eksPlatformWithSharedAlb(
  overrides: Partial<PlatformRef> = {},
  settings?: SharedLoadBalancerArgs,
): PlatformRef {
  const platform = eksPlatform(overrides);
  const cidrBlocks = ["10.0.0.0/27", "10.0.0.32/27"];
  const subnetIds = ["subnet-shared-a", "subnet-shared-b"];
  const sharedAlb = { subnetIds, cidrBlocks, ...(settings && { settings }) };
  return { ...platform, ...(platform.network && { network: { ...platform.network, sharedAlb } }) };
}

/** A platform on a cluster outside AWS. */
export function plainPlatform(overrides: Partial<PlatformRef> = {}): PlatformRef {
  return {
    formatVersion: PLATFORM_REF_VERSION,
    platform: "local",
    mode: "enforced",
    systemNamespaces: [...CLUSTER_NAMESPACES],
    addressFacts: {
      podCidrBlocks: ["10.244.0.0/16"],
      privateCidrBlocks: [...PRIVATE_RANGES],
      albCidrBlocks: [],
      endpointCidrBlocks: [],
      dataCidrBlocks: [],
      apiServer: { cidrBlocks: [], port: 443 },
      podIdentityAgent: false,
    },
    ...overrides,
  };
}
