import assert from "node:assert/strict";
import { findRoutes } from "../../facts/routes.js";
import { application, graphOf, resource, routeTable, subnet, urnOf } from "../cli/support.js";
import type { MaskedResource } from "../../recorder/index.js";

const SUBNET = "aws:ec2/subnet:Subnet";
const NAT = { destination: "0.0.0.0/0", target: "nat-gateway" };

/** The routes of the subnet that is called `web`. */
function routesOfWeb(resources: readonly MaskedResource[]) {
  const graph = graphOf(resources);
  const web = graph.ofType(SUBNET).find(({ name }) => name === "web");
  assert.ok(web);
  return findRoutes(graph, web);
}

describe("Routes of a subnet", () => {
  it("follows the association to the table's routes", () => {
    const other = routeTable("other", { gatewayId: "igw" });
    const routes = routesOfWeb([
      ...subnet("web", {}, "private"),
      ...routeTable("private", { natGatewayId: "nat" }),
      ...other,
    ]);
    assert.deepEqual(routes, [NAT]);
  });

  it("reads routes that stand inside the table", () => {
    const table = resource("aws:ec2/routeTable:RouteTable", "public", {
      routes: [
        { cidrBlock: "192.168.0.0/16", gatewayId: "vgw-1" },
        { cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" },
      ],
    });
    assert.deepEqual(routesOfWeb([...subnet("web", {}, "public"), table]), [
      { destination: "0.0.0.0/0", target: "internet-gateway" },
      { destination: "192.168.0.0/16", target: "vpn-gateway" },
    ]);
  });

  it("tells a VPN gateway from an internet gateway", () => {
    const gateway = resource("aws:ec2/vpnGateway:VpnGateway", "office");
    const routes = routesOfWeb([
      ...subnet("web", {}, "table"),
      ...routeTable("table", { gatewayId: "office-id" }),
      gateway,
    ]);
    assert.deepEqual(routes, [{ destination: "0.0.0.0/0", target: "vpn-gateway" }]);
  });

  it("counts gateway endpoints of the table, and no interface endpoints", () => {
    const endpoint = (name: string, type: string) =>
      resource("aws:ec2/vpcEndpoint:VpcEndpoint", name, {
        serviceName: name,
        vpcEndpointType: type,
        routeTableIds: ["private-id"],
      });
    const routes = routesOfWeb([
      ...subnet("web", {}, "private"),
      ...routeTable("private", { natGatewayId: "nat" }),
      endpoint("s3", "Gateway"),
      endpoint("sts", "Interface"),
    ]);
    assert.deepEqual(routes, [NAT, { destination: "s3", target: "gateway-endpoint" }]);
  });

  it("follows what an input was computed from while ids are unknown", () => {
    const unknown = "[unknown]";
    const from = (property: string, type: string, name: string) => ({
      [property]: [urnOf(type, name)],
    });
    const association = resource(
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      "web",
      { subnetId: unknown, routeTableId: unknown },
      {
        propertyDependencies: {
          ...from("subnetId", SUBNET, "web"),
          routeTableId: [
            urnOf("aws:ec2/routeTable:RouteTable", "private"),
            urnOf("aws:ec2/vpc:Vpc", "vpc"),
          ],
        },
      },
    );
    const route = resource(
      "aws:ec2/route:Route",
      "private",
      { routeTableId: unknown, destinationCidrBlock: "0.0.0.0/0", natGatewayId: unknown },
      { propertyDependencies: from("routeTableId", "aws:ec2/routeTable:RouteTable", "private") },
    );
    const table = resource("aws:ec2/routeTable:RouteTable", "private");
    const other = resource("aws:ec2/routeTable:RouteTable", "other");
    const vpc = resource("aws:ec2/vpc:Vpc", "vpc");
    assert.deepEqual(routesOfWeb([vpc, ...subnet("web", {}), association, table, other, route]), [
      NAT,
    ]);
  });

  it("falls back to the main route table of the VPC", () => {
    const main = resource("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", "main", {
      vpcId: "vpc-id",
      routeTableId: "main-id",
    });
    const routes = routesOfWeb([
      resource("aws:ec2/vpc:Vpc", "vpc"),
      ...subnet("web", { vpcId: "vpc-id" }),
      ...routeTable("main", { natGatewayId: "nat" }),
      main,
    ]);
    assert.deepEqual(routes, [NAT]);
  });

  it("is empty without any route", () => {
    assert.deepEqual(routesOfWeb(subnet("web", {})), []);
  });

  it("names route tables of the platform by its record, and others by nothing", () => {
    const network = {
      publicRouteTableId: "public-id",
      privateRouteTableIds: { "eu-central-1a": "private-id" },
    };
    const targetOf = (table: string) =>
      routesOfWeb([...subnet("web", {}, table), application("chat", {}, { network })])[0]?.target;
    assert.equal(targetOf("public"), "public-route-table-of-the-platform");
    assert.equal(targetOf("private"), "private-route-table-of-the-platform");
    assert.equal(targetOf("elsewhere"), "route-table-of-another-program");
  });
});
