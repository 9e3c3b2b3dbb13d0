import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Cidr } from "../../basics/cidr.js";
import type { NetworkPlan } from "./plan.js";
import { requireResource, childTags, type Keyed, type VpcScope } from "./scope.js";
import type { RoutedTable } from "./routes.js";
import { tierSubnetIds } from "./subnets.js";

/** Reaches S3 without a NAT gateway from every table that leads to it. */
export function createS3Endpoint(
  scope: VpcScope,
  plan: NetworkPlan,
  tables: Keyed<RoutedTable>,
): void {
  const name = `${scope.name}-s3`;
  new aws.ec2.VpcEndpoint(
    name,
    {
      vpcId: scope.vpc.id,
      serviceName: plan.s3ServiceName,
      vpcEndpointType: "Gateway",
      routeTableIds: plan.routes.tables
        .filter(({ s3 }) => s3)
        .map(({ key }) => requireResource(tables, key).table.id),
      tags: childTags(scope, name),
    },
    { parent: scope.parent },
  );
}

/** Admits HTTPS from the workloads. Without egress rules nothing begins here. */
function createEndpointSecurityGroup(scope: VpcScope, client: Cidr): aws.ec2.SecurityGroup {
  const name = `${scope.name}-endpoints`;
  const group = new aws.ec2.SecurityGroup(
    name,
    {
      vpcId: scope.vpc.id,
      description: "Interface VPC endpoints: HTTPS from workloads",
      tags: childTags(scope, name),
    },
    { parent: scope.parent },
  );
  new aws.vpc.SecurityGroupIngressRule(
    `${name}-https`,
    {
      securityGroupId: group.id,
      description: "HTTPS from workloads",
      cidrIpv4: client,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      tags: childTags(scope, `${name}-https`),
    },
    { parent: scope.parent },
  );
  return group;
}

/** One endpoint for each service; they share a security group, and nothing is created without services. */
export function createInterfaceEndpoints(
  scope: VpcScope,
  plan: NetworkPlan,
  subnets: Keyed<pulumi.Output<string>>,
): void {
  if (plan.interfaceEndpoints.length === 0) return;
  const group = createEndpointSecurityGroup(scope, plan.addresses.workload);
  const subnetIds = tierSubnetIds(plan, "endpoints", subnets);
  for (const { key, serviceName } of plan.interfaceEndpoints) {
    const name = `${scope.name}-endpoint-${key}`;
    new aws.ec2.VpcEndpoint(
      name,
      {
        vpcId: scope.vpc.id,
        serviceName,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        // For S3 the default leaves workloads with the gateway endpoint.
        ...(key === "s3" && { dnsOptions: { privateDnsOnlyForInboundResolverEndpoint: false } }),
        subnetIds,
        securityGroupIds: [group.id],
        tags: childTags(scope, name),
      },
      { parent: scope.parent },
    );
  }
}
