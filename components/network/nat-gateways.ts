import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { createEach, requireResource, childTags, type Keyed, type VpcScope } from "./scope.js";
import { formatSubnetKey } from "./plan.js";
import type { NatGatewayPlan } from "./route-plan.js";

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
