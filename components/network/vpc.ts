import * as aws from "@pulumi/aws";
import type { Cidr } from "../../basics/cidr.js";
import { childTags, type NetworkScope, type VpcScope } from "./scope.js";

function createVpc(scope: NetworkScope, cidrBlock: Cidr): aws.ec2.Vpc {
  return new aws.ec2.Vpc(
    `${scope.name}-vpc`,
    {
      cidrBlock,
      // EKS nodes register by name, and interface endpoints answer by the service's name.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: childTags(scope, scope.name),
    },
    { parent: scope.parent },
  );
}

/** Takes over the default security group and empties it: what names no group must not reach anything. */
function closeDefaultSecurityGroup(scope: NetworkScope, vpc: aws.ec2.Vpc): void {
  const name = `${scope.name}-default`;
  new aws.ec2.DefaultSecurityGroup(
    name,
    { vpcId: vpc.id, ingress: [], egress: [], tags: childTags(scope, name) },
    { parent: scope.parent },
  );
}

function createInternetGateway(scope: NetworkScope, vpc: aws.ec2.Vpc): aws.ec2.InternetGateway {
  const name = `${scope.name}-internet`;
  return new aws.ec2.InternetGateway(
    name,
    { vpcId: vpc.id, tags: childTags(scope, name) },
    { parent: scope.parent },
  );
}

/** The VPC, closed by default, and its way to the internet. */
export function openVpc(scope: NetworkScope, cidrBlock: Cidr): VpcScope {
  const vpc = createVpc(scope, cidrBlock);
  closeDefaultSecurityGroup(scope, vpc);
  return { ...scope, vpc, internetGateway: createInternetGateway(scope, vpc) };
}
