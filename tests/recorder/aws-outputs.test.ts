import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import type { RecordOptions } from "../../recorder/index.js";
import { record, resourceOf, TestProvider, text, Typed } from "./programs.js";

const EC2_IDS: [type: string, id: RegExp, arn?: RegExp][] = [
  ["aws:ec2/vpc:Vpc", /^vpc-0[0-9a-f]{16}$/, /^arn:aws:ec2:us-east-1:123456789012:vpc\/vpc-0/],
  ["aws:ec2/subnet:Subnet", /^subnet-0[0-9a-f]{16}$/, /:subnet\/subnet-0/],
  ["aws:ec2/routeTable:RouteTable", /^rtb-0[0-9a-f]{16}$/, /:route-table\/rtb-0/],
  ["aws:ec2/internetGateway:InternetGateway", /^igw-0[0-9a-f]{16}$/, /:internet-gateway\/igw-0/],
  ["aws:ec2/natGateway:NatGateway", /^nat-0[0-9a-f]{16}$/],
  ["aws:ec2/eip:Eip", /^eipalloc-0[0-9a-f]{16}$/, /:elastic-ip\/eipalloc-0/],
  ["aws:ec2/securityGroup:SecurityGroup", /^sg-0[0-9a-f]{16}$/, /:security-group\/sg-0/],
  ["aws:ec2/launchTemplate:LaunchTemplate", /^lt-0[0-9a-f]{16}$/, /:launch-template\/lt-0/],
  ["aws:ec2/flowLog:FlowLog", /^fl-0[0-9a-f]{16}$/, /:vpc-flow-log\/fl-0/],
  ["aws:ec2/vpcEndpoint:VpcEndpoint", /^vpce-0[0-9a-f]{16}$/, /:vpc-endpoint\/vpce-0/],
  ["aws:iam/role:Role", /^x-[0-9a-f]{7}$/, /^arn:aws:iam::123456789012:role\/x-[0-9a-f]{7}$/],
  ["aws:iam/policy:Policy", /^arn:aws:iam::123456789012:policy\/x-/, /:policy\/x-/],
  [
    "aws:kms/key:Key",
    /^[0-9a-f]{8}-[0-9a-f]{4}-4/,
    /^arn:aws:kms:us-east-1:123456789012:key\/[0-9a-f]{8}-/,
  ],
  ["aws:cloudwatch/logGroup:LogGroup", /^x-/, /^arn:aws:logs:us-east-1:123456789012:log-group:x-/],
  ["aws:rds/subnetGroup:SubnetGroup", /^x-/, /^arn:aws:rds:us-east-1:123456789012:subgrp:x-/],
  ["aws:eks/cluster:Cluster", /^x-/, /^arn:aws:eks:us-east-1:123456789012:cluster\/x-/],
  ["aws:eks/addon:Addon", /^cluster:x$/, /^arn:aws:eks:us-east-1:123456789012:addon\/cluster\/x\//],
  ["aws:eks/nodeGroup:NodeGroup", /^cluster:x-/, /:nodegroup\/cluster\/x-/],
  ["aws:made/up:Up", /^x-[0-9a-f]{7}$/, /^arn:aws:made:us-east-1:123456789012:x-/],
  ["random:index:Up", /^x-[0-9a-f]{7}$/],
];

async function typed(
  type: string,
  inputs: pulumi.Inputs = {},
  options: Partial<RecordOptions> = {},
): Promise<ReturnType<typeof resourceOf>> {
  return resourceOf(
    await record(() => {
      new Typed(type, "x", inputs);
    }, options),
    "x",
  );
}

describe("outputs of AWS resources", () => {
  for (const [type, id, arn] of EC2_IDS) {
    it(`${type} looks like itself`, async () => {
      const resource = await typed(type);
      assert.match(resource.id ?? "", id);
      if (arn !== undefined) {
        assert.match(text(resource.outputs.arn), arn);
      }
    });
  }

  it("depend on the URN alone: other resources differ, other runs do not", async () => {
    const program = (): undefined => {
      ["a", "b"].forEach((name) => new Typed("aws:ec2/vpc:Vpc", name));
    };
    const [one, two] = [await record(program), await record(program)];
    const other = await record(program, { stack: "prod" });
    const ids = (recorded: typeof one): unknown[] => recorded.resources.map(({ id }) => id);
    assert.deepEqual(ids(one), ids(two));
    assert.equal(new Set([...ids(one), ...ids(other)].filter(Boolean)).size, 4);
  });

  it("follow account and region, the provider's region first, and the region's partition", async () => {
    const chosen = await typed("aws:sqs/queue:Queue", {}, { account: "1", region: "eu-west-1" });
    assert.match(text(chosen.outputs.arn), /^arn:aws:sqs:eu-west-1:1:/);
    const configured = await typed(
      "aws:sqs/queue:Queue",
      {},
      { config: { "aws:region": "cn-north-1" } },
    );
    assert.match(text(configured.outputs.arn), /^arn:aws-cn:sqs:cn-north-1:/);
    const explicit = await record(() => {
      const provider = new TestProvider("p", { region: "us-gov-west-1" }, "aws");
      new Typed("aws:ec2/vpc:Vpc", "x", {}, { provider });
    });
    assert.match(text(resourceOf(explicit, "x").outputs.arn), /^arn:aws-us-gov:ec2:us-gov-west-1:/);
  });

  it("take the name given, the prefix given, else the logical name; known in a preview", async () => {
    const mode = "preview";
    const nameOf = async (inputs: object): Promise<unknown> =>
      (await typed("aws:iam/role:Role", inputs, { mode })).outputs.name;
    assert.equal(await nameOf({ name: "mine" }), "mine");
    assert.match(String(await nameOf({ namePrefix: "pre-" })), /^pre-[0-9a-f]{7}$/);
    assert.match(String(await nameOf({})), /^x-[0-9a-f]{7}$/);
  });

  it("give addresses, versions and default tags", async () => {
    const eip = await typed("aws:ec2/eip:Eip");
    assert.match(text(eip.outputs.publicIp), /^54(\.\d{1,3}){3}$/);
    assert.equal((await typed("aws:ec2/launchTemplate:LaunchTemplate")).outputs.latestVersion, 1);
    const recorded = await record(() => {
      const provider = new TestProvider("p", { defaultTags: { tags: { owner: "me" } } }, "aws");
      new Typed("aws:ec2/vpc:Vpc", "x", { tags: { Name: "n" } }, { provider });
    });
    assert.deepEqual(resourceOf(recorded, "x").outputs.tagsAll, { Name: "n", owner: "me" });
  });

  it("keep the id of what is imported", async () => {
    const recorded = await record(() => {
      new Typed("aws:ec2/vpc:Vpc", "x", {}, { import: "vpc-7" });
    });
    const { id, outputs } = resourceOf(recorded, "x");
    assert.deepEqual([id, text(outputs.arn).split("/")[1]], ["vpc-7", "vpc-7"]);
  });
});
