import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { dependsTransitively } from "../../../recorder/index.js";
import { ofClass, one, recordNetwork, recordWith } from "./record-network.js";

describe("Order of a network", () => {
  it("NAT gateways and their addresses come after the internet gateway, and go before it", async () => {
    const recorded = await recordNetwork({ natGateway: "zonal" });
    const internet = one(recorded, "InternetGateway", "main-internet").urn;
    for (const resource of [...ofClass(recorded, "NatGateway"), ...ofClass(recorded, "Eip")]) {
      assert.ok(resource.dependencies.includes(internet), resource.name);
    }
    const regional = await recordNetwork();
    const [nat] = ofClass(regional, "NatGateway");
    assert.ok(nat?.dependencies.includes(internet));
  });

  it("flow logs begin when their role may write", async () => {
    const recorded = await recordNetwork({ flowLogs: {} });
    const { dependencies } = one(recorded, "FlowLog", "main-flow-logs");
    assert.ok(dependencies.includes(one(recorded, "RolePolicy", "main-flow-logs").urn));
  });

  it("nodes come into subnets that have their way out, and leave before it", async () => {
    const recorded = await recordWith({}, ({ workloadSubnetIds }) => {
      const subnetId = workloadSubnetIds.apply(([first = ""]) => first);
      new aws.ec2.NetworkInterface("node", { subnetId });
    });
    const node = one(recorded, "NetworkInterface", "node").urn;
    for (const [className, name] of [
      ["Subnet", "main-workload-eu-central-1a"],
      ["RouteTableAssociation", "main-workload-eu-central-1a"],
      ["Route", "main-private-eu-central-1a"],
      ["NatGateway", "main-nat"],
      ["InternetGateway", "main-internet"],
    ] as const) {
      const { urn } = one(recorded, className, name);
      assert.ok(dependsTransitively(recorded, node, urn), `${className} ${name}`);
    }
  });

  it("what uses the public route table waits for the internet", async () => {
    const recorded = await recordWith({}, (network) => {
      new aws.ec2.RouteTableAssociation("alb", {
        subnetId: "subnet-1",
        routeTableId: network.ref().publicRouteTableId,
      });
    });
    const { dependencies } = one(recorded, "RouteTableAssociation", "alb");
    assert.ok(dependencies.includes(one(recorded, "Route", "main-public").urn));
  });
});
