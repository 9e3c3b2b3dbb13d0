import assert from "node:assert/strict";
import { planInvokes } from "../../../cli/plan/invokes.js";

function answer(token: string, args: Record<string, unknown>, region = "eu-central-1") {
  return planInvokes(region)[token]?.(args) as Record<string, unknown>;
}

describe("planInvokes", () => {
  it("knows the partition of a region", () => {
    const partition = (region: string) => answer("aws:index/getPartition:getPartition", {}, region);
    assert.equal(partition("eu-central-1").partition, "aws");
    assert.equal(partition("us-gov-west-1").partition, "aws-us-gov");
    assert.deepEqual(partition("cn-north-1"), {
      id: "aws-cn",
      partition: "aws-cn",
      dnsSuffix: "amazonaws.com.cn",
      reverseDnsPrefix: "cn.com.amazonaws",
    });
  });

  it("answers for the region that is asked for, else for the configured one", () => {
    const token = "aws:index/getRegion:getRegion";
    assert.equal(answer(token, {}).name, "eu-central-1");
    assert.equal(answer(token, { region: "us-west-2" }).name, "us-west-2");
  });

  it("writes policy documents in the words of IAM", () => {
    const { json } = answer("aws:iam/getPolicyDocument:getPolicyDocument", {
      statements: [
        {
          sid: "Assume",
          actions: ["sts:AssumeRole", "sts:TagSession"],
          principals: [{ type: "Service", identifiers: ["pods.eks.amazonaws.com"] }],
          conditions: [
            { test: "StringEquals", variable: "aws:SourceAccount", values: ["1"] },
            { test: "StringEquals", variable: "aws:PrincipalTag/team", values: ["a", "b"] },
          ],
        },
        { effect: "Deny", actions: ["s3:*"], resources: ["*"] },
        { actions: ["kms:*"], principals: [{ type: "*", identifiers: ["*"] }] },
      ],
    });
    assert.deepEqual(JSON.parse(json as string), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Assume",
          Effect: "Allow",
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Principal: { Service: "pods.eks.amazonaws.com" },
          Condition: {
            StringEquals: { "aws:SourceAccount": "1", "aws:PrincipalTag/team": ["a", "b"] },
          },
        },
        { Effect: "Deny", Action: "s3:*", Resource: "*" },
        { Effect: "Allow", Action: "kms:*", Principal: "*" },
      ],
    });
  });
});
