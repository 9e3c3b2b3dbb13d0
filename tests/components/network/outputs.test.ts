import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EVERYTHING, one, recordNetwork, recordWith, ZONES } from "./record-network.js";

describe("A network hands out", () => {
  it("its addresses, also in a preview", async () => {
    for (const mode of ["preview", "update"] as const) {
      const { outputs } = one(await recordNetwork({}, { mode }), "Network", "main");
      const plain = {
        vpcCidrBlock: "10.0.0.0/16",
        albCidrBlock: "10.0.0.0/18",
        workloadCidrBlock: "10.0.128.0/17",
        dataCidrBlock: "10.0.64.0/19",
        endpointsCidrBlock: "10.0.96.0/24",
        controlPlaneCidrBlock: "10.0.97.0/25",
        availabilityZones: ["eu-central-1a", "eu-central-1b"],
        region: "eu-central-1",
        albSlots: 128,
        facts: {
          version: 1,
          region: "eu-central-1",
          availabilityZones: ["eu-central-1a", "eu-central-1b"],
          cidrBlock: "10.0.0.0/16",
          albCidrBlock: "10.0.0.0/18",
          albSlots: 128,
        },
      };
      assert.deepEqual(outputs, { ...outputs, ...plain });
    }
  });

  it("the ids of what it made, in the order of the zones", async () => {
    const recorded = await recordNetwork({
      ...EVERYTHING,
      availabilityZones: ["eu-central-1b", "eu-central-1a"],
    });
    const { outputs } = one(recorded, "Network", "main");
    const idOf = (className: string, name: string) => one(recorded, className, name).id;
    const inBothZones = (tier: string) =>
      ["eu-central-1b", "eu-central-1a"].map((zone) => idOf("Subnet", `main-${tier}-${zone}`));
    assert.deepEqual(outputs, {
      ...outputs,
      vpcId: idOf("Vpc", "main-vpc"),
      workloadSubnetIds: inBothZones("workload"),
      controlPlaneSubnetIds: inBothZones("control-plane"),
      dataSubnetIds: inBothZones("data"),
      sharedAlbSubnetIds: inBothZones("shared-alb"),
      databaseSubnetGroupName: one(recorded, "SubnetGroup", "main-data").outputs.name,
      publicRouteTableId: idOf("RouteTable", "main-public"),
      privateRouteTableIds: {
        "eu-central-1a": idOf("RouteTable", "main-private-eu-central-1a"),
        "eu-central-1b": idOf("RouteTable", "main-private-eu-central-1b"),
      },
    });
    assert.equal(Object.keys(outputs).length, 18);
  });

  it("the same as properties, except its facts", async () => {
    let seen: unknown;
    const recorded = await recordWith(EVERYTHING, (network) => {
      const outputs = Object.entries(network).filter(
        ([property, value]) => property !== "urn" && pulumi.Output.isInstance(value),
      );
      pulumi.output(Object.fromEntries(outputs)).apply((values) => (seen = values));
    });
    const { facts, ...outputs } = one(recorded, "Network", "main").outputs;
    assert.ok(facts);
    assert.deepEqual(seen, outputs);
  });

  it("a record for applications, whose addresses are plain", async () => {
    await recordWith(EVERYTHING, (network) => {
      const { albCidrBlock, availabilityZones, privateRouteTableIds, sharedAlb } = network.ref();
      assert.equal(albCidrBlock, "10.0.0.0/18");
      assert.deepEqual(availabilityZones, ZONES.slice(0, 2));
      assert.deepEqual(Object.keys(privateRouteTableIds), ZONES.slice(0, 2));
      assert.deepEqual(sharedAlb?.cidrBlocks, ["10.0.0.0/27", "10.0.0.32/27"]);
    });
  });

  it("a record whose ids are its own", async () => {
    let seen: unknown;
    const recorded = await recordWith(EVERYTHING, (network) => {
      pulumi.output(network.ref()).apply((values) => (seen = values));
    });
    const { outputs } = one(recorded, "Network", "main");
    assert.deepEqual(seen, {
      vpcId: outputs.vpcId,
      albCidrBlock: "10.0.0.0/18",
      availabilityZones: ZONES.slice(0, 2),
      publicRouteTableId: outputs.publicRouteTableId,
      privateRouteTableIds: outputs.privateRouteTableIds,
      databaseSubnetGroupName: outputs.databaseSubnetGroupName,
      sharedAlb: {
        subnetIds: outputs.sharedAlbSubnetIds,
        cidrBlocks: ["10.0.0.0/27", "10.0.0.32/27"],
      },
    });
  });

  it("no shared load balancer in the record of a network without one", async () => {
    await recordWith({}, (network) => {
      assert.ok(!("sharedAlb" in network.ref()));
    });
  });
});
