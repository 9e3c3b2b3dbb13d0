import type { Input } from "@pulumi/pulumi";

/**
 * How workload subnets reach the internet.
 *
 * @enum
 */
export const NatGatewayMode = {
  /** One NAT gateway that AWS spreads over the zones; it needs no public subnet. */
  Regional: "regional",
  /** One NAT gateway in each zone, each in a public /28 of its own. */
  Zonal: "zonal",
  /** No NAT gateway: workloads reach VPC endpoints only. */
  None: "none",
} as const;

export type NatGatewayMode = (typeof NatGatewayMode)[keyof typeof NatGatewayMode];

/** A record of every connection, accepted and refused. */
export interface FlowLogsArgs {
  /**
   * Days after which CloudWatch Logs deletes the records. Default: 30. CloudWatch accepts only certain
   * values: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
   * 3288 and 3653 (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html).
   */
  retentionDays?: number;
}

/** Arguments of Network. */
export interface NetworkArgs {
  /**
   * The VPC's addresses: a private network from /16 to /20, such as `10.0.0.0/16`. The first quarter is for
   * load balancers, the second for databases and other infrastructure, the upper half for nodes and pods. A /16
   * has room for 127 applications and 32,000 pods, a /20 for 7 and 2,000. Changing it replaces everything.
   */
  cidrBlock: string;
  /**
   * Two to four zones of one region, such as `eu-central-1a`. The position of a zone decides its addresses: append
   * zones, never insert, remove or reorder them, because that replaces subnets and everything in them.
   */
  availabilityZones: string[];
  /**
   * How workloads reach the internet. Default: `regional`. `regional` is one gateway that AWS spreads over the
   * zones, so that public subnets hold load balancers and nothing else. Where AWS does not offer it, `zonal`
   * puts one gateway into a public /28 of each zone. With `none` nodes reach AWS only through `vpcEndpoints`, which must
   * then name every service that the cluster uses.
   */
  natGateway?: NatGatewayMode;
  /**
   * Services to reach without leaving the VPC, by short name: `ecr.api`, `ecr.dkr`, `sts`, `ec2`,
   * `elasticloadbalancing`, `logs`, `eks-auth`, … Default: none. Each costs per hour and zone, resolves by the
   * service's usual host name, and answers workloads on 443 only. S3 is always there as a gateway endpoint,
   * which is free but has public addresses; `s3` in this list adds one with addresses of the VPC, for applications that
   * use S3 and do not reach the internet. All traffic to S3 then goes through it and costs by volume.
   */
  vpcEndpoints?: string[];
  /** Records of all traffic in CloudWatch Logs. Default: none, because they cost by volume. */
  flowLogs?: FlowLogsArgs;
  /**
   * Whether to create the subnets of one internet-facing load balancer that applications may share. Default:
   * false. An application behind it can be reached by anyone who may write an Ingress for that load balancer.
   */
  sharedAlb?: boolean;
  /**
   * Tags of every resource that takes tags. Default: none. The network's own (`Name`, the tier, and the tags that
   * load balancers are placed by) win, and may not be set here.
   */
  tags?: Input<Record<string, Input<string>>>;
}
