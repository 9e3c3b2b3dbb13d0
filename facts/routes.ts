import {
  byText,
  listOf,
  objectOf,
  textOf,
  textsOf,
  UNKNOWN_MARK,
  type JsonMap,
} from "../basics/json.js";
import { ComponentType } from "../contract/component-type.js";
import { findRegistered } from "./registered.js";
import type { MaskedResource, ResourceGraph } from "./resource-graph.js";
import { Aws } from "./type-tokens.js";

/** Where a subnet sends what is not local to its VPC. */
export interface RouteEntry {
  /** A CIDR block, a prefix list, or the service of a gateway endpoint. */
  readonly destination: string;
  /** `internet-gateway`, `nat-gateway`, `gateway-endpoint`, `transit-gateway`, … */
  readonly target: string;
}

/** Route tables that this program only names, because another program made them. */
const FOREIGN_TABLE = "route-table-of-another-program";
const PLATFORM_TABLES = {
  public: "public-route-table-of-the-platform",
  private: "private-route-table-of-the-platform",
} as const;

/** Whether where a route goes is another program's business. */
export function isForeign({ target }: RouteEntry): boolean {
  return target === FOREIGN_TABLE || Object.values<string>(PLATFORM_TABLES).includes(target);
}

/** The properties of a route that name its target, and what each of them means. */
const TARGETS: readonly (readonly [property: string, target: string])[] = [
  ["gatewayId", "internet-gateway"],
  ["natGatewayId", "nat-gateway"],
  ["transitGatewayId", "transit-gateway"],
  ["vpcPeeringConnectionId", "vpc-peering"],
  ["vpcEndpointId", "vpc-endpoint"],
  ["egressOnlyGatewayId", "egress-only-internet-gateway"],
  ["networkInterfaceId", "network-interface"],
  ["carrierGatewayId", "carrier-gateway"],
  ["localGatewayId", "local-gateway"],
  ["coreNetworkArn", "core-network"],
];

const DESTINATIONS = [
  "destinationCidrBlock",
  "destinationIpv6CidrBlock",
  "destinationPrefixListId",
  "cidrBlock",
  "ipv6CidrBlock",
];

const VPN_GATEWAY = "aws:ec2/vpnGateway:VpnGateway";
const TABLES = [Aws.RouteTable, Aws.DefaultRouteTable];

function readRouteEntry(route: JsonMap, viaVpnGateway: boolean): RouteEntry {
  const destination = DESTINATIONS.map((property) => textOf(route[property])).find(Boolean);
  const named = TARGETS.find(([property]) => textOf(route[property]));
  const target = named?.[0] === "gatewayId" && viaVpnGateway ? "vpn-gateway" : named?.[1];
  return { destination: destination ?? UNKNOWN_MARK, target: target ?? UNKNOWN_MARK };
}

function separateRoutes(graph: ResourceGraph, table: MaskedResource): RouteEntry[] {
  return graph
    .ofType(Aws.Route)
    .filter((route) => graph.referenced(route, "routeTableId", TABLES) === table)
    .map((route) =>
      readRouteEntry(
        route.inputs,
        graph.referenced(route, "gatewayId", [VPN_GATEWAY]) !== undefined,
      ),
    );
}

function inlineRoutes(table: MaskedResource): RouteEntry[] {
  return listOf(table.inputs.routes).map((entry) => {
    const route = objectOf(entry);
    return readRouteEntry(route, textOf(route.gatewayId)?.startsWith("vgw-") ?? false);
  });
}

function isAttached(
  graph: ResourceGraph,
  endpoint: MaskedResource,
  table: MaskedResource,
): boolean {
  if (table.id !== null && textsOf(endpoint.inputs.routeTableIds).includes(table.id)) return true;
  return graph.sourcesOf(endpoint, "routeTableIds").includes(table);
}

function isAssociated(
  graph: ResourceGraph,
  endpoint: MaskedResource,
  table: MaskedResource,
): boolean {
  return graph
    .ofType(Aws.VpcEndpointRouteTableAssociation)
    .some(
      (association) =>
        graph.referenced(association, "vpcEndpointId", [Aws.VpcEndpoint]) === endpoint &&
        graph.referenced(association, "routeTableId", TABLES) === table,
    );
}

function gatewayEndpointRoutes(graph: ResourceGraph, table: MaskedResource): RouteEntry[] {
  return graph
    .ofType(Aws.VpcEndpoint)
    .filter(({ inputs }) => (inputs.vpcEndpointType ?? "Gateway") === "Gateway")
    .filter(
      (endpoint) => isAttached(graph, endpoint, table) || isAssociated(graph, endpoint, table),
    )
    .map(({ inputs }) => ({
      destination: textOf(inputs.serviceName) ?? UNKNOWN_MARK,
      target: "gateway-endpoint",
    }));
}

function isMainTable(graph: ResourceGraph, table: MaskedResource, vpc: MaskedResource): boolean {
  if (table.type === Aws.DefaultRouteTable) {
    return graph.sourcesOf(table, "defaultRouteTableId").includes(vpc);
  }
  return graph
    .ofType(Aws.MainRouteTableAssociation)
    .some(
      (main) =>
        graph.referenced(main, "vpcId", [Aws.Vpc]) === vpc &&
        graph.referenced(main, "routeTableId", TABLES) === table,
    );
}

function findMainTable(graph: ResourceGraph, subnet: MaskedResource): MaskedResource | undefined {
  const vpc = graph.referenced(subnet, "vpcId", [Aws.Vpc]);
  if (vpc === undefined) return undefined;
  return TABLES.flatMap((type) => graph.ofType(type)).find((table) =>
    isMainTable(graph, table, vpc),
  );
}

function routesOfTable(graph: ResourceGraph, table: MaskedResource): RouteEntry[] {
  const routes = [
    ...separateRoutes(graph, table),
    ...inlineRoutes(table),
    ...gatewayEndpointRoutes(graph, table),
  ];
  return routes.sort(
    (left, right) =>
      byText(left.destination, right.destination) || byText(left.target, right.target),
  );
}

/** What the platform's record says about a route table. */
function findForeignTable(graph: ResourceGraph, id: string | undefined): string {
  const networks = findRegistered(graph.resources, ComponentType.AppNamespace).flatMap(
    ({ facts }) => facts.platform.network ?? [],
  );
  if (id === undefined || id === UNKNOWN_MARK) return FOREIGN_TABLE;
  if (networks.some((network) => network.publicRouteTableId === id)) return PLATFORM_TABLES.public;
  const isPrivate = networks.some((network) => network.privateRouteTableIds.includes(id));
  return isPrivate ? PLATFORM_TABLES.private : FOREIGN_TABLE;
}

/**
 * What leaves a subnet, and where to. Empty for a subnet whose route table knows the VPC alone, which is
 * what a VPC's main route table is by default.
 */
export function findRoutes(graph: ResourceGraph, subnet: MaskedResource): RouteEntry[] {
  const association = graph
    .ofType(Aws.RouteTableAssociation)
    .find((candidate) => graph.referenced(candidate, "subnetId", [Aws.Subnet]) === subnet);
  if (association === undefined) {
    const main = findMainTable(graph, subnet);
    return main ? routesOfTable(graph, main) : [];
  }
  const table = graph.referenced(association, "routeTableId", TABLES);
  if (table) return routesOfTable(graph, table);
  const target = findForeignTable(graph, textOf(association.inputs.routeTableId));
  return [{ destination: UNKNOWN_MARK, target }];
}
