import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkRef } from "../platform-ref/platform-ref.js";
import type { NetworkPlan } from "./plan.js";
import { type Keyed } from "./scope.js";
import { PUBLIC_TABLE, privateTableKey } from "./route-plan.js";
import { requireRouteTableId, type RoutedTable } from "./routes.js";
import { tierSubnetIds } from "./subnets.js";

/** Every output of a network. */
export interface NetworkOutputs {
  vpcId: pulumi.Output<string>;
  vpcCidrBlock: pulumi.Output<string>;
  albCidrBlock: pulumi.Output<string>;
  workloadCidrBlock: pulumi.Output<string>;
  dataCidrBlock: pulumi.Output<string>;
  endpointsCidrBlock: pulumi.Output<string>;
  controlPlaneCidrBlock: pulumi.Output<string>;
  availabilityZones: pulumi.Output<string[]>;
  region: pulumi.Output<string>;
  workloadSubnetIds: pulumi.Output<string[]>;
  controlPlaneSubnetIds: pulumi.Output<string[]>;
  dataSubnetIds: pulumi.Output<string[]>;
  databaseSubnetGroupName: pulumi.Output<string>;
  sharedAlbSubnetIds: pulumi.Output<string[]>;
  publicRouteTableId: pulumi.Output<string>;
  privateRouteTableIds: pulumi.Output<Record<string, string>>;
  albSlots: pulumi.Output<number>;
}

/** The resources that others refer to. */
export interface NetworkResources {
  vpc: aws.ec2.Vpc;
  tables: Keyed<RoutedTable>;
  subnetIds: Keyed<pulumi.Output<string>>;
  databaseSubnetGroup: aws.rds.SubnetGroup;
}

function listPrivateRouteTableIds(
  plan: NetworkPlan,
  tables: Keyed<RoutedTable>,
): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(
    plan.zones.map((zone) => [zone, requireRouteTableId(tables, privateTableKey(zone))]),
  );
}

export function collectNetworkOutputs(
  plan: NetworkPlan,
  created: NetworkResources,
): NetworkOutputs {
  const { addresses } = plan;
  const { tables, subnetIds } = created;
  return {
    vpcId: created.vpc.id,
    vpcCidrBlock: pulumi.output(addresses.vpc),
    albCidrBlock: pulumi.output(addresses.alb),
    workloadCidrBlock: pulumi.output(addresses.workload),
    dataCidrBlock: pulumi.output(addresses.data),
    endpointsCidrBlock: pulumi.output(addresses.endpoints),
    controlPlaneCidrBlock: pulumi.output(addresses.controlPlane),
    availabilityZones: pulumi.output(plan.zones),
    region: pulumi.output(plan.region),
    workloadSubnetIds: pulumi.all(tierSubnetIds(plan, "workload", subnetIds)),
    controlPlaneSubnetIds: pulumi.all(tierSubnetIds(plan, "control-plane", subnetIds)),
    dataSubnetIds: pulumi.all(tierSubnetIds(plan, "data", subnetIds)),
    databaseSubnetGroupName: created.databaseSubnetGroup.name,
    sharedAlbSubnetIds: pulumi.all(tierSubnetIds(plan, "alb", subnetIds)),
    publicRouteTableId: requireRouteTableId(tables, PUBLIC_TABLE),
    privateRouteTableIds: pulumi.output(listPrivateRouteTableIds(plan, tables)),
    albSlots: pulumi.output(plan.albSlots),
  };
}

/** Plain where it shapes an application's plan, outputs where ids only flow through. */
export function buildNetworkRef(plan: NetworkPlan, created: NetworkResources): NetworkRef {
  const { tables, subnetIds } = created;
  const shared = plan.subnets.filter(({ tier }) => tier === "alb");
  const sharedAlb = {
    subnetIds: tierSubnetIds(plan, "alb", subnetIds),
    cidrBlocks: shared.map(({ cidrBlock }) => cidrBlock),
  };
  return {
    vpcId: created.vpc.id,
    albCidrBlock: plan.addresses.alb,
    availabilityZones: plan.zones,
    publicRouteTableId: requireRouteTableId(tables, PUBLIC_TABLE),
    privateRouteTableIds: listPrivateRouteTableIds(plan, tables),
    databaseSubnetGroupName: created.databaseSubnetGroup.name,
    ...(shared.length > 0 ? { sharedAlb } : {}),
  };
}
