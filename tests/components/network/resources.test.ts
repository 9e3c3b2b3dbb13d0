import assert from "node:assert/strict";
import { EVERYTHING, one, recordNetwork, subnetsOf, withId } from "./record-network.js";

describe("Resources of a network", () => {
  it("makes a VPC whose hosts have names", async () => {
    const { inputs } = one(await recordNetwork(), "Vpc", "main-vpc");
    assert.deepEqual(inputs, {
      cidrBlock: "10.0.0.0/16",
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: "main" },
    });
  });

  it("places interface endpoints behind that group, under the service's own name", async () => {
    const recorded = await recordNetwork(EVERYTHING);
    const { inputs } = one(recorded, "VpcEndpoint", "main-endpoint-ecr.api");
    assert.deepEqual(inputs, {
      vpcId: one(recorded, "Vpc", "main-vpc").id,
      serviceName: "com.amazonaws.eu-central-1.ecr.api",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: subnetsOf(recorded, "endpoints").map(({ id }) => id),
      securityGroupIds: [one(recorded, "SecurityGroup", "main-endpoints").id],
      tags: { Name: "main-endpoint-ecr.api" },
    });
  });

  it("sends workloads to the interface endpoint of S3 where there is one", async () => {
    const recorded = await recordNetwork({ vpcEndpoints: ["s3", "sts"] });
    const { inputs } = one(recorded, "VpcEndpoint", "main-endpoint-s3");
    assert.equal(inputs.serviceName, "com.amazonaws.eu-central-1.s3");
    assert.equal(inputs.vpcEndpointType, "Interface");
    assert.equal(inputs.privateDnsEnabled, true);
    assert.deepEqual(inputs.dnsOptions, { privateDnsOnlyForInboundResolverEndpoint: false });
    assert.equal(one(recorded, "VpcEndpoint", "main-s3").inputs.vpcEndpointType, "Gateway");
    const { dnsOptions } = one(recorded, "VpcEndpoint", "main-endpoint-sts").inputs;
    assert.equal(dnsOptions, undefined);
  });

  it("leads private and isolated tables to S3, and public ones not", async () => {
    const recorded = await recordNetwork({ natGateway: "zonal" });
    const { inputs } = one(recorded, "VpcEndpoint", "main-s3");
    const { routeTableIds, ...rest } = inputs;
    assert.deepEqual(
      (routeTableIds as string[]).map((id) => withId(recorded, id).name),
      ["main-private-eu-central-1a", "main-private-eu-central-1b", "main-isolated"],
    );
    assert.deepEqual(rest, {
      vpcId: one(recorded, "Vpc", "main-vpc").id,
      serviceName: "com.amazonaws.eu-central-1.s3",
      vpcEndpointType: "Gateway",
      tags: { Name: "main-s3" },
    });
  });

  it("makes a regional NAT gateway without subnet or address", async () => {
    const recorded = await recordNetwork();
    assert.deepEqual(one(recorded, "NatGateway", "main-nat").inputs, {
      vpcId: one(recorded, "Vpc", "main-vpc").id,
      availabilityMode: "regional",
      connectivityType: "public",
      tags: { Name: "main-nat" },
    });
  });

  it("makes zonal NAT gateways with an address, each in its zone's own subnet", async () => {
    const recorded = await recordNetwork({ natGateway: "zonal" });
    for (const zone of ["eu-central-1a", "eu-central-1b"]) {
      const name = `main-nat-${zone}`;
      assert.deepEqual(one(recorded, "NatGateway", name).inputs, {
        subnetId: one(recorded, "Subnet", name).id,
        allocationId: one(recorded, "Eip", name).id,
        connectivityType: "public",
        tags: { Name: name },
      });
      assert.deepEqual(one(recorded, "Eip", name).inputs, { domain: "vpc", tags: { Name: name } });
      assert.equal(one(recorded, "Subnet", name).inputs.availabilityZone, zone);
    }
  });
});
