import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { formatSubnetKey } from "./plan.js";
import { INTERNET, type NatGatewayPlan, type RouteTablePlan } from "./route-plan.js";
import {
  childTags,
  createEach,
  idAfter,
  requireResource,
  type Keyed,
  type VpcScope,
} from "./scope.js";

/** The argument of a route that names where it leads. */
export type RouteTarget = Pick<aws.ec2.RouteArgs, "gatewayId" | "natGatewayId">;

/** A route table with the routes that it is of no use without. */
export interface RoutedTable {
  table: aws.ec2.RouteTable;
  routes: aws.ec2.Route[];
}

const EVERYWHERE = "0.0.0.0/0";

function createDefaultRoute(
  scope: VpcScope,
  name: string,
  table: aws.ec2.RouteTable,
  target: RouteTarget,
): aws.ec2.Route {
  return new aws.ec2.Route(
    name,
    { routeTableId: table.id, destinationCidrBlock: EVERYWHERE, ...target },
    { parent: scope.parent },
  );
}

/** Where routes may lead, by the key that the plan knows it by. */
export function listRouteTargets(
  scope: VpcScope,
  natGateways: Keyed<aws.ec2.NatGateway>,
): Keyed<RouteTarget> {
  return new Map<string, RouteTarget>([
    [INTERNET, { gatewayId: scope.internetGateway.id }],
    ...[...natGateways].map(([key, { id }]): [string, RouteTarget] => [key, { natGatewayId: id }]),
  ]);
}

export function createRouteTables(
  scope: VpcScope,
  plans: readonly RouteTablePlan[],
  targets: Keyed<RouteTarget>,
): Map<string, RoutedTable> {
  return createEach(plans, ({ key, defaultRoute }) => {
    const name = `${scope.name}-${key}`;
    const table = new aws.ec2.RouteTable(
      name,
      { vpcId: scope.vpc.id, tags: childTags(scope, name) },
      { parent: scope.parent },
    );
    const target = defaultRoute && requireResource(targets, defaultRoute);
    return { table, routes: target ? [createDefaultRoute(scope, name, table, target)] : [] };
  });
}

/** Waits for the routes: a load balancer needs its way out, and leaves before it. */
export function requireRouteTableId(
  tables: Keyed<RoutedTable>,
  key: string,
): pulumi.Output<string> {
  const { table, routes } = requireResource(tables, key);
  return idAfter(table, ...routes);
}

/** AWS refuses a public NAT gateway and its address while the VPC has no internet gateway. */
function natGatewayOptions(scope: VpcScope): pulumi.CustomResourceOptions {
  return { parent: scope.parent, dependsOn: [scope.internetGateway] };
}

function createRegionalNatGateway(scope: VpcScope, name: string): aws.ec2.NatGateway {
  return new aws.ec2.NatGateway(
    name,
    {
      vpcId: scope.vpc.id,
      availabilityMode: "regional",
      connectivityType: "public",
      tags: childTags(scope, name),
    },
    natGatewayOptions(scope),
  );
}

function createZonalNatGateway(
  scope: VpcScope,
  name: string,
  subnet: aws.ec2.Subnet,
): aws.ec2.NatGateway {
  const address = new aws.ec2.Eip(
    name,
    { domain: "vpc", tags: childTags(scope, name) },
    natGatewayOptions(scope),
  );
  return new aws.ec2.NatGateway(
    name,
    {
      subnetId: subnet.id,
      allocationId: address.id,
      connectivityType: "public",
      tags: childTags(scope, name),
    },
    natGatewayOptions(scope),
  );
}

export function createNatGateways(
  scope: VpcScope,
  plans: readonly NatGatewayPlan[],
  subnets: Keyed<aws.ec2.Subnet>,
): Map<string, aws.ec2.NatGateway> {
  return createEach(plans, ({ key, zone }) => {
    const name = `${scope.name}-${key}`;
    return zone === undefined
      ? createRegionalNatGateway(scope, name)
      : createZonalNatGateway(scope, name, requireResource(subnets, formatSubnetKey("nat", zone)));
  });
}
