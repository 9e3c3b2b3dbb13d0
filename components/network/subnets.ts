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
import type { NetworkPlan, SubnetPlan, SubnetTier } from "./plan.js";
import type { RoutedTable } from "./routes.js";

export function createSubnets(
  scope: VpcScope,
  plans: readonly SubnetPlan[],
): Map<string, aws.ec2.Subnet> {
  return createEach(plans, ({ key, zone, cidrBlock, tags }) => {
    const name = `${scope.name}-${key}`;
    return new aws.ec2.Subnet(
      name,
      {
        vpcId: scope.vpc.id,
        availabilityZone: zone,
        cidrBlock,
        mapPublicIpOnLaunch: false,
        tags: childTags(scope, name, tags),
      },
      { parent: scope.parent },
    );
  });
}

/** Connects each subnet with its route table, and gives the ids of subnets whose traffic finds its way. */
export function connectSubnets(
  scope: VpcScope,
  plans: readonly SubnetPlan[],
  subnets: Keyed<aws.ec2.Subnet>,
  tables: Keyed<RoutedTable>,
): Map<string, pulumi.Output<string>> {
  return createEach(plans, ({ key, routeTable }) => {
    const subnet = requireResource(subnets, key);
    const { table, routes } = requireResource(tables, routeTable);
    const association = new aws.ec2.RouteTableAssociation(
      `${scope.name}-${key}`,
      { subnetId: subnet.id, routeTableId: table.id },
      { parent: scope.parent },
    );
    return idAfter(subnet, association, ...routes);
  });
}

/** The ids of one tier's subnets, in the order of the zones. */
export function tierSubnetIds(
  plan: NetworkPlan,
  tier: SubnetTier,
  subnetIds: Keyed<pulumi.Output<string>>,
): pulumi.Output<string>[] {
  return plan.subnets
    .filter((subnet) => subnet.tier === tier)
    .map(({ key }) => requireResource(subnetIds, key));
}

export function createDatabaseSubnetGroup(
  scope: VpcScope,
  plan: NetworkPlan,
  subnetIds: Keyed<pulumi.Output<string>>,
): aws.rds.SubnetGroup {
  const name = `${scope.name}-data`;
  return new aws.rds.SubnetGroup(
    name,
    {
      description: "Databases of the platform's applications",
      subnetIds: tierSubnetIds(plan, "data", subnetIds),
      tags: childTags(scope, name),
    },
    { parent: scope.parent },
  );
}
