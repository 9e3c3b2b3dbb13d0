import assert from "node:assert/strict";
import {
  dnsSuffixOf,
  formatGatewayEndpointService,
  formatInterfaceEndpointService,
  isKnownPartition,
  partitionOf,
  regionOfZone,
} from "../../../../components/shared/aws/region.js";

describe("regionOfZone", () => {
  for (const [zone, region] of [
    ["eu-central-1a", "eu-central-1"],
    ["us-east-1f", "us-east-1"],
    ["ap-southeast-5c", "ap-southeast-5"],
    ["us-gov-west-1b", "us-gov-west-1"],
    ["cn-northwest-1a", "cn-northwest-1"],
    ["us-west-2-lax-1a", undefined],
    ["us-east-1-wl1-bos-wlz-1", undefined],
    ["euc1-az1", undefined],
    ["eu-central-1", undefined],
    ["eu-central-1ab", undefined],
    ["", undefined],
  ] as const) {
    it(`of "${zone}" is ${region ?? "unknown"}`, () => {
      assert.equal(regionOfZone(zone), region);
    });
  }
});

describe("Partitions", () => {
  for (const [region, partition, dnsSuffix] of [
    ["eu-central-1", "aws", "amazonaws.com"],
    ["us-east-1", "aws", "amazonaws.com"],
    ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
    ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
  ] as const) {
    it(`${region} lies in ${partition}`, () => {
      assert.equal(partitionOf(region), partition);
      assert.equal(dnsSuffixOf(region), dnsSuffix);
      assert.ok(isKnownPartition(region));
    });
  }

  for (const region of ["us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "eusc-de-east-1"]) {
    it(`${region} lies in none that is known`, () => {
      assert.ok(!isKnownPartition(region));
    });
  }
});

describe("Services behind endpoints", () => {
  for (const [region, service, expected] of [
    ["eu-central-1", "ecr.api", "com.amazonaws.eu-central-1.ecr.api"],
    ["us-gov-west-1", "sts", "com.amazonaws.us-gov-west-1.sts"],
    ["cn-north-1", "ecr.api", "cn.com.amazonaws.cn-north-1.ecr.api"],
    ["cn-north-1", "logs", "com.amazonaws.cn-north-1.logs"],
  ] as const) {
    it(`${service} in ${region} is ${expected}`, () => {
      assert.equal(formatInterfaceEndpointService(region, service), expected);
    });
  }

  it("S3's gateway has the same name everywhere", () => {
    assert.equal(formatGatewayEndpointService("cn-north-1", "s3"), "com.amazonaws.cn-north-1.s3");
    assert.equal(
      formatGatewayEndpointService("eu-central-1", "s3"),
      "com.amazonaws.eu-central-1.s3",
    );
  });
});
