import assert from "node:assert/strict";
import { one, recordNetwork, text } from "./record-network.js";

describe("Flow logs of a network", () => {
  it("record all traffic every minute into a group that ends", async () => {
    const recorded = await recordNetwork({ flowLogs: { retentionDays: 90 } });
    const group = one(recorded, "LogGroup", "main-flow-logs");
    assert.equal(group.inputs.retentionInDays, 90);
    assert.deepEqual(one(recorded, "FlowLog", "main-flow-logs").inputs, {
      vpcId: one(recorded, "Vpc", "main-vpc").id,
      trafficType: "ALL",
      maxAggregationInterval: 60,
      logDestinationType: "cloud-watch-logs",
      logDestination: group.outputs.arn,
      iamRoleArn: one(recorded, "Role", "main-flow-logs").outputs.arn,
      tags: { Name: "main-flow-logs" },
    });
  });

  it("end after 30 days when nothing is said", async () => {
    const recorded = await recordNetwork({ flowLogs: {} });
    const { inputs } = one(recorded, "LogGroup", "main-flow-logs");
    assert.equal(inputs.retentionInDays, 30);
  });

  for (const { zones, arn } of [
    {
      zones: ["eu-central-1a", "eu-central-1b"],
      arn: "arn:aws:ec2:eu-central-1:111122223333:vpc-flow-log/*",
    },
    {
      zones: ["cn-north-1a", "cn-north-1b"],
      arn: "arn:aws-cn:ec2:cn-north-1:111122223333:vpc-flow-log/*",
    },
    {
      zones: ["us-gov-west-1a", "us-gov-west-1b"],
      arn: "arn:aws-us-gov:ec2:us-gov-west-1:111122223333:vpc-flow-log/*",
    },
  ]) {
    it(`lend their role to ${arn} only`, async () => {
      const recorded = await recordNetwork({ flowLogs: {}, availabilityZones: zones });
      const { inputs } = one(recorded, "Role", "main-flow-logs");
      assert.deepEqual(JSON.parse(text(inputs.assumeRolePolicy)), {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "vpc-flow-logs.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
              StringEquals: { "aws:SourceAccount": "111122223333" },
              ArnLike: { "aws:SourceArn": arn },
            },
          },
        ],
      });
    });
  }

  it("may write into their own group and nothing else", async () => {
    const recorded = await recordNetwork({ flowLogs: {} });
    const { inputs } = one(recorded, "RolePolicy", "main-flow-logs");
    const group = one(recorded, "LogGroup", "main-flow-logs");
    assert.equal(inputs.role, one(recorded, "Role", "main-flow-logs").outputs.name);
    assert.deepEqual(JSON.parse(text(inputs.policy)), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: [
            "logs:CreateLogStream",
            "logs:DescribeLogGroups",
            "logs:DescribeLogStreams",
            "logs:PutLogEvents",
          ],
          Resource: `${text(group.outputs.arn)}:*`,
        },
      ],
    });
  });
});
