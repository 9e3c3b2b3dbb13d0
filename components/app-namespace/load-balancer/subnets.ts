import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ZoneSubnet } from "../../../contract/alb-slots.js";
import { APPLICATION_TAG, TIER_TAG } from "../../../contract/names.js";
import { LoadBalancerScheme } from "../../../contract/load-balancer.js";
import type { NetworkRef } from "../../platform-ref/platform-ref.js";
import type { LoadBalancerPlan } from "./plan.js";

/** Subnets and what a load balancer in them needs besides. */
export interface AlbSubnets {
  readonly ids: pulumi.Output<string>[];
  /** A load balancer needs its subnets associated with their route table first. */
  readonly associations: pulumi.Resource[];
}

interface AlbSubnetsInput {
  /** Name of the component: children are named after it. */
  readonly name: string;
  readonly application: string;
  readonly network: NetworkRef;
  readonly plan: LoadBalancerPlan;
}

/** The tag by which the AWS Load Balancer Controller accepts a subnet for each scheme. */
const ROLE_TAGS: Readonly<Record<LoadBalancerScheme, string>> = {
  [LoadBalancerScheme.InternetFacing]: "kubernetes.io/role/elb",
  [LoadBalancerScheme.Internal]: "kubernetes.io/role/internal-elb",
};

/** Internal load balancers use the zone's private route table; arguments without one were refused. */
function chooseRouteTable({ network, plan }: AlbSubnetsInput, zone: string): pulumi.Input<string> {
  const privateId = network.privateRouteTableIds[zone];
  return plan.scheme === LoadBalancerScheme.Internal && privateId
    ? privateId
    : network.publicRouteTableId;
}

function createSubnet(
  parent: pulumi.ComponentResource,
  input: AlbSubnetsInput,
  { zone, cidrBlock }: ZoneSubnet,
): aws.ec2.Subnet {
  const tags = {
    Name: `${input.application}-alb-${zone}`,
    [TIER_TAG]: "alb",
    [APPLICATION_TAG]: input.application,
    [ROLE_TAGS[input.plan.scheme]]: "1",
  };
  return new aws.ec2.Subnet(
    `${input.name}-alb-${zone}`,
    {
      vpcId: input.network.vpcId,
      availabilityZone: zone,
      cidrBlock,
      mapPublicIpOnLaunch: false,
      tags,
    },
    { parent },
  );
}

/** One subnet per zone, for this application's load balancer and nothing else. */
export function createAlbSubnets(
  parent: pulumi.ComponentResource,
  input: AlbSubnetsInput,
): AlbSubnets {
  const created = input.plan.subnets.map((planned) => {
    const { id } = createSubnet(parent, input, planned);
    const association = new aws.ec2.RouteTableAssociation(
      `${input.name}-alb-${planned.zone}`,
      { subnetId: id, routeTableId: chooseRouteTable(input, planned.zone) },
      { parent },
    );
    return { id, association };
  });
  return {
    ids: created.map(({ id }) => id),
    associations: created.map(({ association }) => association),
  };
}
