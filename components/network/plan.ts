import type { Cidr } from "../../basics/cidr.js";
import type { ZoneSubnet } from "../../contract/alb-slots.js";
import { albSlotCount, cutAlbSubnets, SHARED_ALB_SLOT } from "../../contract/alb-slots.js";
import type { NetworkFacts } from "../../contract/component-facts.js";
import { TIER_TAG } from "../../contract/names.js";
import {
  formatGatewayEndpointService,
  formatInterfaceEndpointService,
  partitionOf,
  regionOfZone,
} from "../shared/aws/region.js";
import { planAddresses, type AddressPlan } from "./address-plan.js";
import type { NetworkArgs } from "./args.js";
import { NatGatewayMode } from "./args.js";
import {
  ISOLATED_TABLE,
  NAT_TABLE,
  planRoutes,
  privateTableKey,
  PUBLIC_TABLE,
  type RoutePlan,
} from "./route-plan.js";

/** What a subnet is for; the value of its tier tag. */
export type SubnetTier = "alb" | "workload" | "data" | "control-plane" | "endpoints" | "nat";

/** The tag by which AWS load balancers find public subnets. Only load balancer subnets may carry it. */
export const ELB_ROLE_TAG = "kubernetes.io/role/elb";

export interface SubnetPlan {
  /** Tells it from every other subnet, by tier and zone. */
  key: string;
  tier: SubnetTier;
  zone: string;
  cidrBlock: Cidr;
  /** Key of its route table. */
  routeTable: string;
  tags: Record<string, string>;
}

export interface InterfaceEndpointPlan {
  /** The short name. */
  key: string;
  serviceName: string;
}

export interface FlowLogsPlan {
  retentionDays: number;
  /** The ARN of a flow log, up to the account. */
  arnPrefix: string;
}

/** Every resource of a network, before any of them exists. */
export interface NetworkPlan {
  region: string;
  zones: string[];
  addresses: AddressPlan;
  albSlots: number;
  routes: RoutePlan;
  subnets: SubnetPlan[];
  s3ServiceName: string;
  interfaceEndpoints: InterfaceEndpointPlan[];
  flowLogs?: FlowLogsPlan;
}

const DEFAULT_RETENTION_DAYS = 30;

export function formatSubnetKey(tier: SubnetTier, zone: string): string {
  return `${tier}-${zone}`;
}

function planTier(
  tier: SubnetTier,
  zoneSubnets: readonly ZoneSubnet[],
  routeTableKey: (zone: string) => string,
): SubnetPlan[] {
  return zoneSubnets.map(({ zone, cidrBlock }) => ({
    key: formatSubnetKey(tier, zone),
    tier,
    zone,
    cidrBlock,
    routeTable: routeTableKey(zone),
    tags: { [TIER_TAG]: tier },
  }));
}

function planSharedAlb(addresses: AddressPlan, zones: readonly string[]): SubnetPlan[] {
  const subnets = cutAlbSubnets(addresses.alb, zones, SHARED_ALB_SLOT);
  return planTier("alb", subnets, () => PUBLIC_TABLE).map((subnet) => ({
    ...subnet,
    key: `shared-${subnet.key}`,
    tags: { ...subnet.tags, [ELB_ROLE_TAG]: "1" },
  }));
}

function planSubnets(args: NetworkArgs, addresses: AddressPlan, routes: RoutePlan): SubnetPlan[] {
  const { workload, data, controlPlane, endpoints } = addresses.subnets;
  const natZones = routes.natGateways.map(({ zone }) => zone);
  const nat = addresses.subnets.nat.filter(({ zone }) => natZones.includes(zone));
  const isolated = () => ISOLATED_TABLE;
  return [
    ...planTier("workload", workload, privateTableKey),
    ...planTier("data", data, isolated),
    ...planTier("control-plane", controlPlane, isolated),
    ...planTier("endpoints", args.vpcEndpoints?.length ? endpoints : [], isolated),
    ...planTier("nat", nat, () => NAT_TABLE),
    ...(args.sharedAlb ? planSharedAlb(addresses, args.availabilityZones) : []),
  ];
}

/** Decides everything about a network from arguments without issues. */
export function planNetwork(args: NetworkArgs): NetworkPlan {
  const zones = args.availabilityZones;
  const region = regionOfZone(zones[0] ?? "") ?? "";
  const addresses = planAddresses(args.cidrBlock, zones);
  const routes = planRoutes(zones, args.natGateway ?? NatGatewayMode.Regional);
  return {
    region,
    zones,
    addresses,
    albSlots: albSlotCount(addresses.alb),
    routes,
    subnets: planSubnets(args, addresses, routes),
    s3ServiceName: formatGatewayEndpointService(region, "s3"),
    interfaceEndpoints: (args.vpcEndpoints ?? []).map((service) => ({
      key: service,
      serviceName: formatInterfaceEndpointService(region, service),
    })),
    flowLogs: args.flowLogs && {
      retentionDays: args.flowLogs.retentionDays ?? DEFAULT_RETENTION_DAYS,
      arnPrefix: `arn:${partitionOf(region)}:ec2:${region}`,
    },
  };
}

/** What is registered of a network. */
export function describeNetwork({ region, zones, addresses, albSlots }: NetworkPlan): NetworkFacts {
  return {
    region,
    availabilityZones: zones,
    cidrBlock: addresses.vpc,
    albCidrBlock: addresses.alb,
    albSlots,
  };
}
