import fc from "fast-check";
import assert from "node:assert/strict";
import { overlapsCidr } from "../../../basics/cidr.js";
import type { NetworkArgs } from "../../../components/network/args.js";
import { NatGatewayMode } from "../../../components/network/args.js";
import { planNetwork } from "../../../components/network/plan.js";
import { ZONES } from "./record-network.js";

/** The arguments of a network that has no issues, with all zones. */
const everyArgs: fc.Arbitrary<NetworkArgs> = fc.record({
  cidrBlock: fc.constantFrom("10.0.0.0/16", "10.7.128.0/17", "172.20.64.0/18", "192.168.16.0/20"),
  availabilityZones: fc.shuffledSubarray(ZONES, { minLength: 4 }),
  natGateway: fc.constantFrom(undefined, ...Object.values(NatGatewayMode)),
  vpcEndpoints: fc.subarray(["ecr.api", "sts", "ec2"]),
  sharedAlb: fc.boolean(),
});

function inZones(args: NetworkArgs, count: number): NetworkArgs {
  return { ...args, availabilityZones: args.availabilityZones.slice(0, count) };
}

describe("Network plan", () => {
  it("law: no two subnets overlap or share a key", () => {
    fc.assert(
      fc.property(everyArgs, fc.integer({ min: 2, max: 4 }), (args, count) => {
        const { subnets } = planNetwork(inZones(args, count));
        subnets.forEach((one, index) => {
          for (const other of subnets.slice(index + 1)) {
            assert.notEqual(one.key, other.key);
            assert.ok(!overlapsCidr(one.cidrBlock, other.cidrBlock));
          }
        });
      }),
    );
  });

  it("law: every subnet has a table, and every default route a gateway", () => {
    fc.assert(
      fc.property(everyArgs, (args) => {
        const { routes, subnets } = planNetwork(args);
        const tables = routes.tables.map(({ key }) => key);
        const gateways = ["internet", ...routes.natGateways.map(({ key }) => key)];
        for (const { routeTable } of subnets) assert.ok(tables.includes(routeTable));
        for (const { defaultRoute } of routes.tables) {
          assert.ok(defaultRoute === undefined || gateways.includes(defaultRoute));
        }
      }),
    );
  });

  it("law: only load balancer and NAT subnets lead to the internet gateway", () => {
    fc.assert(
      fc.property(everyArgs, (args) => {
        const { routes, subnets } = planNetwork(args);
        const open = routes.tables.filter((table) => table.defaultRoute === "internet");
        const inside = subnets.filter(({ tier }) => tier !== "alb" && tier !== "nat");
        for (const { key } of open) {
          assert.ok(inside.every(({ routeTable }) => routeTable !== key));
        }
      }),
    );
  });

  it("law: appending a zone keeps every subnet, table and NAT gateway as it is", () => {
    fc.assert(
      fc.property(everyArgs, fc.integer({ min: 2, max: 3 }), (args, count) => {
        const before = planNetwork(inZones(args, count));
        const after = planNetwork(inZones(args, count + 1));
        const pairs = [
          [before.subnets, after.subnets],
          [before.routes.tables, after.routes.tables],
          [before.routes.natGateways, after.routes.natGateways],
        ] as const;
        for (const [were, are] of pairs) {
          for (const was of were) {
            assert.deepEqual(
              [...are].filter(({ key }) => key === was.key),
              [was],
            );
          }
        }
      }),
    );
  });
});
