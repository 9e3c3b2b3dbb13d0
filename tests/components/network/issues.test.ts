import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import type { NatGatewayMode, NetworkArgs } from "../../../components/network/args.js";
import { findNetworkIssues } from "../../../components/network/issues.js";

const ACCEPTED: NetworkArgs = {
  cidrBlock: "10.0.0.0/16",
  availabilityZones: ["eu-central-1a", "eu-central-1b"],
};

function messagesOf(args: Partial<NetworkArgs>, name = "main"): string[] {
  return findNetworkIssues(name, { ...ACCEPTED, ...args }).map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

const DAYS =
  "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653";
const RANGES = "10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10";

/** What each mistake is answered with. */
const REFUSED: { mistake: string; args: Partial<NetworkArgs>; messages: string[] }[] = [
  {
    mistake: "no network at all",
    args: { cidrBlock: "ten" },
    messages: ['cidrBlock: "ten" is invalid: expected an IPv4 CIDR such as "10.0.0.0/16"'],
  },
  {
    mistake: "an address in place of a network",
    args: { cidrBlock: "10.1.2.3/16" },
    messages: [
      'cidrBlock: "10.1.2.3/16" is invalid: expected an IPv4 CIDR without host bits; did you mean "10.1.0.0/16"?',
    ],
  },
  {
    mistake: "a network that AWS has no VPC for",
    args: { cidrBlock: "10.0.0.0/15" },
    messages: [
      'cidrBlock: "10.0.0.0/15" is invalid: expected a prefix from /16 (the largest VPC) to /20',
    ],
  },
  {
    mistake: "a network without room",
    args: { cidrBlock: "10.0.0.0/21" },
    messages: [
      'cidrBlock: "10.0.0.0/21" is invalid: expected a prefix from /16 (the largest VPC) to /20',
    ],
  },
  {
    mistake: "public addresses",
    args: { cidrBlock: "172.32.0.0/16" },
    messages: [
      `cidrBlock: "172.32.0.0/16" is invalid: expected a block within ${RANGES}, because the internet uses all others`,
    ],
  },
  {
    mistake: "every address there is",
    args: { cidrBlock: "0.0.0.0/0" },
    messages: [
      'cidrBlock: "0.0.0.0/0" is invalid: expected a prefix from /16 (the largest VPC) to /20',
      `cidrBlock: "0.0.0.0/0" is invalid: expected a block within ${RANGES}, because the internet uses all others`,
      'cidrBlock: "0.0.0.0/0" overlaps 172.17.0.0/16, the addresses of Docker on each host; use a block such as "10.0.0.0/16"',
    ],
  },
  {
    mistake: "Docker's own network",
    args: { cidrBlock: "172.17.16.0/20" },
    messages: [
      'cidrBlock: "172.17.16.0/20" overlaps 172.17.0.0/16, the addresses of Docker on each host; use a block such as "10.0.0.0/16"',
    ],
  },
  {
    mistake: "one zone",
    args: { availabilityZones: ["eu-central-1a"] },
    messages: ['availabilityZones: ["eu-central-1a"] is invalid: expected from 2 to 4 zones'],
  },
  {
    mistake: "five zones",
    args: { availabilityZones: ["a", "b", "c", "d", "f"].map((letter) => `us-east-1${letter}`) },
    messages: [
      'availabilityZones: ["us-east-1a","us-east-1b","us-east-1c","us-east-1d","us-east-1f"] is invalid: expected from 2 to 4 zones',
    ],
  },
  {
    mistake: "a zone twice",
    args: { availabilityZones: ["eu-central-1a", "eu-central-1a"] },
    messages: ['availabilityZones[1]: "eu-central-1a" is listed more than once'],
  },
  {
    mistake: "zones of two regions",
    args: { availabilityZones: ["eu-central-1a", "eu-west-1b"] },
    messages: [
      'availabilityZones[1]: "eu-west-1b" is invalid: expected a zone of eu-central-1, the region of the first zone, because a VPC has one region',
    ],
  },
  {
    mistake: "a Local Zone",
    args: { availabilityZones: ["us-west-2a", "us-west-2-lax-1a"] },
    messages: [
      'availabilityZones[1]: "us-west-2-lax-1a" is invalid: expected an availability zone, because a Local Zone has neither EKS control plane nor Multi-AZ RDS',
    ],
  },
  {
    mistake: "a Wavelength Zone",
    args: { availabilityZones: ["us-east-1a", "us-east-1-wl1-bos-wlz-1"] },
    messages: [
      'availabilityZones[1]: "us-east-1-wl1-bos-wlz-1" is invalid: expected an availability zone, because a Wavelength Zone has neither EKS control plane nor NAT gateway',
    ],
  },
  {
    mistake: "the id of a zone",
    args: { availabilityZones: ["euc1-az1", "eu-central-1b"] },
    messages: [
      'availabilityZones[0]: "euc1-az1" is invalid: expected the name of an availability zone instead of its ID, such as "eu-central-1a"',
    ],
  },
  {
    mistake: "a region",
    args: { availabilityZones: ["eu-central-1", "eu-central-1b"] },
    messages: [
      'availabilityZones[0]: "eu-central-1" is invalid: expected an availability zone instead of a region, such as "eu-central-1a"',
    ],
  },
  {
    mistake: "something else in place of a zone",
    args: { availabilityZones: ["Frankfurt", "eu-central-1b"] },
    messages: [
      'availabilityZones[0]: "Frankfurt" is invalid: expected the name of an availability zone, such as "eu-central-1a"',
    ],
  },
  {
    mistake: "a partition of its own",
    args: { availabilityZones: ["us-iso-east-1a", "us-iso-east-1b"] },
    messages: [
      'availabilityZones[0]: "us-iso-east-1a" is invalid: expected a zone of the partitions aws, aws-cn or aws-us-gov',
      'availabilityZones[1]: "us-iso-east-1b" is invalid: expected a zone of the partitions aws, aws-cn or aws-us-gov',
    ],
  },
  {
    mistake: "an unknown kind of NAT gateway",
    args: { natGateway: "single" as NatGatewayMode },
    messages: ['natGateway: "single" is invalid: expected one of "regional", "zonal", "none"'],
  },
  {
    mistake: "the full name of a service",
    args: { vpcEndpoints: ["com.amazonaws.eu-central-1.ecr.api"] },
    messages: [
      'vpcEndpoints[0]: "com.amazonaws.eu-central-1.ecr.api" is invalid: expected the short name of a service; did you mean "ecr.api"?',
    ],
  },
  {
    mistake: "the full name of a service in China",
    args: { vpcEndpoints: ["cn.com.amazonaws.cn-north-1.sts"] },
    messages: [
      'vpcEndpoints[0]: "cn.com.amazonaws.cn-north-1.sts" is invalid: expected the short name of a service; did you mean "sts"?',
    ],
  },
  {
    mistake: "the same service twice",
    args: { vpcEndpoints: ["sts", "ec2", "sts"] },
    messages: ['vpcEndpoints[2]: "sts" is listed more than once'],
  },
  {
    mistake: "something else in place of a service",
    args: { vpcEndpoints: ["ECR api"] },
    messages: [
      'vpcEndpoints[0]: "ECR api" is invalid: expected the short name of a service, such as "ecr.api" or "sts"',
    ],
  },
  {
    mistake: "a retention that CloudWatch does not have",
    args: { flowLogs: { retentionDays: 31 } },
    messages: [
      `flowLogs.retentionDays: 31 is invalid: expected one of ${DAYS} days, which CloudWatch accepts; try 60`,
    ],
  },
  {
    mistake: "logs that never end",
    args: { flowLogs: { retentionDays: 0 } },
    messages: [
      `flowLogs.retentionDays: 0 is invalid: expected one of ${DAYS} days, which CloudWatch accepts; try 1`,
    ],
  },
  {
    mistake: "logs for longer than CloudWatch keeps them",
    args: { flowLogs: { retentionDays: 4000 } },
    messages: [
      `flowLogs.retentionDays: 4000 is invalid: expected one of ${DAYS} days, which CloudWatch accepts; try 3653`,
    ],
  },
  {
    mistake: "tags that would make every subnet a load balancer's",
    args: { tags: { team: "web", "kubernetes.io/role/elb": "1" } },
    messages: ['tags: "kubernetes.io/role/elb" is set by the network itself; leave it out'],
  },
];

describe("Issues of a network's arguments", () => {
  for (const { mistake, args, messages } of REFUSED) {
    it(`answer ${mistake}`, () => {
      assert.deepEqual(messagesOf(args), messages);
    });
  }

  it("answer a name that leaves no room for the role's", () => {
    const name = "n".repeat(47);
    assert.deepEqual(messagesOf({}, name), [
      `name: "${name}" has 47 characters: expected at most 46, because IAM names derived from it have at most 64`,
    ]);
    assert.deepEqual(messagesOf({}, "n".repeat(46)), []);
  });

  it("are found in every argument at once", () => {
    const paths = findNetworkIssues("main", {
      cidrBlock: "8.0.0.0/8",
      availabilityZones: ["nowhere"],
      natGateway: "one" as NatGatewayMode,
      vpcEndpoints: ["S3"],
      flowLogs: { retentionDays: 2 },
      tags: { Name: "mine" },
    }).map(({ path }) => path);
    assert.deepEqual(paths, [
      "cidrBlock",
      "cidrBlock",
      "availabilityZones",
      "availabilityZones[0]",
      "natGateway",
      "vpcEndpoints[0]",
      "flowLogs.retentionDays",
      "tags",
    ]);
  });

  for (const args of [
    {},
    { cidrBlock: "10.0.0.0/20" },
    { cidrBlock: "100.64.0.0/16" },
    { cidrBlock: "172.16.0.0/16" },
    { cidrBlock: "172.18.0.0/16" },
    { cidrBlock: "192.168.0.0/16" },
    { availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1f"] },
    { availabilityZones: ["cn-north-1a", "cn-north-1b"] },
    { natGateway: "zonal" },
    { vpcEndpoints: ["ecr.api", "ecr.dkr", "eks-auth", "sagemaker.runtime-fips"] },
    { flowLogs: {} },
    { flowLogs: { retentionDays: 365 } },
    { tags: { team: "web" } },
    { tags: pulumi.output({ team: "web" }) },
  ] satisfies Partial<NetworkArgs>[]) {
    it(`there are none in ${pulumi.Output.isInstance(args.tags) ? "tags of a later time" : JSON.stringify(args)}`, () => {
      assert.deepEqual(messagesOf(args), []);
    });
  }
});
