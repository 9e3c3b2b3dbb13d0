import { containsCidr } from "../../basics/cidr.js";
import type { AddressFacts } from "../../contract/address-facts.js";
import { cutAlbSubnets, SHARED_ALB_SLOT } from "../../contract/alb-slots.js";
import { PLATFORM_REF_VERSION } from "../../contract/formats.js";
import { IsolationMode } from "../../contract/isolation-mode.js";
import { CLUSTER_NAMESPACES } from "../../contract/names.js";
import { CalicoCni, type CalicoArgs } from "../calico/args.js";
import type { IsolationBaselineArgs } from "../isolation/args.js";
import { planAddresses } from "../network/address-plan.js";
import type { NetworkArgs } from "../network/args.js";
import { type EksRef, type NetworkRef, type PlatformRef } from "../platform-ref/platform-ref.js";
import { regionOfZone } from "../shared/aws/region.js";
import { PRIVATE_RANGES } from "../shared/cluster-addresses.js";
import type { SharedLoadBalancerArgs } from "../shared/shared-load-balancer.js";
import { DEFAULT_KUBERNETES_VERSION } from "../shared/versions.js";
import type { ExistingClusterArgs, PlatformArgs, PlatformIsolationArgs } from "./args.js";

/** Blocks of this list that no private range covers yet are private as well. */
function privateCidrBlocks(more: readonly string[]): string[] {
  const uncovered = more.filter(
    (block) => !PRIVATE_RANGES.some((range) => containsCidr(range, block)),
  );
  return [...PRIVATE_RANGES, ...uncovered];
}

function planVpcAddressFacts(network: NetworkArgs, connected: readonly string[]): AddressFacts {
  const addresses = planAddresses(network.cidrBlock, network.availabilityZones);
  const endpoints = network.vpcEndpoints ?? [];
  return {
    podCidrBlocks: [addresses.workload],
    privateCidrBlocks: privateCidrBlocks([network.cidrBlock, ...connected]),
    albCidrBlocks: [addresses.alb],
    endpointCidrBlocks: endpoints.length > 0 ? [addresses.endpoints] : [],
    ...(endpoints.includes("s3") && { s3Endpoint: true }),
    dataCidrBlocks: [addresses.data],
    apiServer: { cidrBlocks: [addresses.controlPlane], port: 443 },
    podIdentityAgent: true,
  };
}

function planExistingAddressFacts(
  cluster: ExistingClusterArgs,
  connected: readonly string[],
): AddressFacts {
  const { podCidrBlocks, loadBalancerCidrBlocks = [], apiServer } = cluster;
  return {
    podCidrBlocks,
    privateCidrBlocks: privateCidrBlocks([...podCidrBlocks, ...connected]),
    albCidrBlocks: loadBalancerCidrBlocks,
    endpointCidrBlocks: [],
    dataCidrBlocks: [],
    apiServer: apiServer ?? { cidrBlocks: [], port: 443 },
    podIdentityAgent: false,
  };
}

function planAddressFacts(args: PlatformArgs): AddressFacts {
  const { nodeLocalDns, connectedCidrBlocks = [] } = args.isolation ?? {};
  const around = args.network
    ? planVpcAddressFacts(args.network, connectedCidrBlocks)
    : planExistingAddressFacts(args.existingCluster ?? { podCidrBlocks: [] }, connectedCidrBlocks);
  return { ...around, ...(nodeLocalDns && { nodeLocalDns }) };
}

function planSystemNamespaces({ systemNamespaces = [] }: PlatformIsolationArgs): string[] {
  return [...CLUSTER_NAMESPACES, ...systemNamespaces];
}

/** Calico's own CNI plugin writes pod addresses where it, and not the AWS VPC CNI, gives them out. */
const CALICO_CNI_USERS = [
  "system:serviceaccount:calico-system:calico-cni-plugin",
  "system:serviceaccount:calico-system:calico-node",
];

/** The region of the network's zones, which were found to be of one region. */
export function networkRegion(network: NetworkArgs | undefined): string {
  return regionOfZone(network?.availabilityZones[0] ?? "") ?? "";
}

/** Who gives pods their addresses. */
export function chooseCni({ calico, existingCluster }: PlatformArgs): CalicoCni {
  return calico?.cni ?? (existingCluster ? CalicoCni.Calico : CalicoCni.AmazonVPC);
}

export function planCalicoArgs(args: PlatformArgs): CalicoArgs {
  const { version, api, charts, registry, nodeResources } = args.calico ?? {};
  const { cluster, existingCluster } = args;
  const cni = chooseCni(args);
  const { kubernetesVersion } = existingCluster ?? {
    kubernetesVersion: cluster?.kubernetesVersion ?? DEFAULT_KUBERNETES_VERSION,
  };
  const podCidrBlocks = cni === CalicoCni.Calico ? existingCluster?.podCidrBlocks : undefined;
  const startupTaint = cluster?.startupTaint;
  const chosen = { version, api, charts, registry, nodeResources };
  return { ...chosen, cni, kubernetesVersion, podCidrBlocks, startupTaint };
}

export function planBaselineArgs(args: PlatformArgs, ref: PlatformRef): IsolationBaselineArgs {
  const { systemNamespaces, closeUnmanagedNamespaces, nodeLocalDns } = args.isolation ?? {};
  return {
    mode: ref.mode,
    albCidrBlocks: ref.addressFacts.albCidrBlocks,
    systemNamespaces,
    closeUnmanagedNamespaces,
    nodeLocalDns,
    startupTaint: args.cluster?.startupTaint,
    ...(chooseCni(args) === CalicoCni.Calico && { cniUsers: CALICO_CNI_USERS }),
  };
}

/** The part of the record that is known before anything exists. */
export function planPlatformRef(platform: string, args: PlatformArgs): PlatformRef {
  const isolation = args.isolation ?? {};
  return {
    formatVersion: PLATFORM_REF_VERSION,
    platform,
    mode: isolation.mode ?? IsolationMode.Enforced,
    systemNamespaces: planSystemNamespaces(isolation),
    addressFacts: planAddressFacts(args),
  };
}

/** The network's record with what its shared load balancer is set to. */
export function withSharedSettings(
  network: NetworkRef,
  settings: SharedLoadBalancerArgs | undefined,
): NetworkRef {
  const { sharedAlb } = network;
  return sharedAlb && settings ? { ...network, sharedAlb: { ...sharedAlb, settings } } : network;
}

/** Who has an access entry of the cluster; EKS takes one for each principal. */
export function listAccessPrincipals({
  cluster,
}: PlatformArgs): Pick<EksRef, "accessPrincipalArns"> {
  const entries = Object.values(cluster?.accessEntries ?? {});
  if (entries.length === 0) return {};
  return { accessPrincipalArns: entries.map(({ principalArn }) => principalArn) };
}

/** Stands for the id of something that is yet to be created. */
const NOT_YET = "not-yet-created";

function outlineNetwork(network: NetworkArgs): Pick<NetworkRef, "albCidrBlock" | "sharedAlb"> {
  const albCidrBlock = planAddresses(network.cidrBlock, network.availabilityZones).alb;
  if (!network.sharedAlb) return { albCidrBlock };
  const subnets = cutAlbSubnets(albCidrBlock, network.availabilityZones, SHARED_ALB_SLOT);
  const cidrBlocks = subnets.map(({ cidrBlock }) => cidrBlock);
  return { albCidrBlock, sharedAlb: { subnetIds: cidrBlocks.map(() => NOT_YET), cidrBlocks } };
}

/**
 * The record with the addresses of the network to come and no ids, for checking applications before anything
 * exists.
 */
export function outlinePlatformRef(platform: string, args: PlatformArgs): PlatformRef {
  const ref = planPlatformRef(platform, args);
  const { network } = args;
  if (!network) return ref;
  const { albCidrBlock, sharedAlb } = outlineNetwork(network);
  const zones = network.availabilityZones;
  return {
    ...ref,
    eks: {
      clusterName: NOT_YET,
      clusterArn: NOT_YET,
      securityGroupId: NOT_YET,
      ...listAccessPrincipals(args),
    },
    network: {
      vpcId: NOT_YET,
      albCidrBlock,
      availabilityZones: zones,
      publicRouteTableId: NOT_YET,
      privateRouteTableIds: Object.fromEntries(zones.map((zone) => [zone, NOT_YET])),
      databaseSubnetGroupName: NOT_YET,
      ...(sharedAlb && { sharedAlb }),
    },
  };
}
