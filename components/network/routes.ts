import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import {
  createEach,
  idAfter,
  requireResource,
  childTags,
  type Keyed,
  type VpcScope,
} from "./scope.js";
import { INTERNET, type RouteTablePlan } from "./route-plan.js";

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
