import assert from "node:assert/strict";
import fc from "fast-check";
import { countAddresses, findAddresses, findBlockIndex, byAddress } from "../../facts/addresses.js";
import { ComponentType } from "../../contract/component-type.js";
import { findAlbSlots } from "../../facts/alb-slots.js";
import {
  application,
  factsOf,
  graphOf,
  registered,
  resource,
  routeTable,
  subnet,
  urnOf,
} from "../cli/support.js";

describe("Addresses of a plan", () => {
  it("gives each subnet its tier, zone, application, routes and URN", () => {
    const entries = findAddresses(
      graphOf([
        ...routeTable("public", { gatewayId: "igw" }),
        ...subnet(
          "web",
          {
            cidrBlock: "10.0.0.32/27",
            availabilityZone: "eu-central-1b",
            tags: { "bulkhead/tier": "alb", "app-isolation/application": "chat" },
          },
          "public",
        ),
      ]),
    );
    assert.deepEqual(entries, [
      {
        cidr: "10.0.0.32/27",
        tier: "alb",
        zone: "eu-central-1b",
        application: "chat",
        routes: [{ destination: "0.0.0.0/0", target: "internet-gateway" }],
        resource: urnOf("aws:ec2/subnet:Subnet", "web"),
      },
    ]);
  });

  it("names the tier of an untagged subnet after its routes", () => {
    const tierBehind = (target: Record<string, string> | undefined) =>
      findAddresses(
        graphOf([
          ...(target ? routeTable("table", target) : []),
          ...subnet("web", { cidrBlock: "10.0.0.0/24" }, target ? "table" : undefined),
        ]),
      )[0]?.tier;
    assert.equal(tierBehind({ gatewayId: "igw" }), "public");
    assert.equal(tierBehind({ natGatewayId: "nat" }), "private");
    assert.equal(tierBehind({ transitGatewayId: "tgw" }), "private");
    assert.equal(tierBehind(undefined), "isolated");
  });

  it("calls a subnet isolated that reaches a gateway endpoint alone", () => {
    const endpoint = resource("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", {
      serviceName: "s3",
      routeTableIds: ["table-id"],
    });
    const table = resource("aws:ec2/routeTable:RouteTable", "table");
    const [entry] = findAddresses(graphOf([...subnet("web", {}, "table"), table, endpoint]));
    assert.equal(entry?.tier, "isolated");
    assert.equal(entry.routes.length, 1);
  });

  it("claims nothing of a subnet whose route table another program made", () => {
    const [entry] = findAddresses(graphOf(subnet("web", {}, "elsewhere")));
    assert.equal(entry?.tier, "unknown");
  });

  it("sorts by address and not by text", () => {
    const blocks = ["10.0.128.0/19", "10.0.9.0/24", "[unknown]", "9.0.0.0/8", "10.0.0.0/16"];
    const subnets = blocks.flatMap((cidrBlock) => subnet(`in-${cidrBlock}`, { cidrBlock }));
    assert.deepEqual(
      findAddresses(graphOf(subnets)).map(({ cidr }) => cidr),
      ["9.0.0.0/8", "10.0.0.0/16", "10.0.9.0/24", "10.0.128.0/19", "[unknown]"],
    );
  });
});

describe("byAddress", () => {
  const cidr = fc
    .tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
    .map(([address, length]) => `${address}/${length}`);
  const text = fc.oneof(cidr, fc.constantFrom("[unknown]", "", "fd00::/64"));

  it("is an order", () => {
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        assert.equal(Math.sign(byAddress(a, b)), -Math.sign(byAddress(b, a)) + 0);
        if (byAddress(a, b) <= 0 && byAddress(b, c) <= 0) assert.ok(byAddress(a, c) <= 0);
      }),
    );
  });
});

describe("blocks", () => {
  it("counts addresses", () => {
    assert.equal(countAddresses("10.0.0.0/27"), 32);
    assert.equal(countAddresses("[unknown]"), 0);
  });

  it("numbers blocks within a block", () => {
    assert.equal(findBlockIndex("10.0.0.0/18", "10.0.0.128/27", 25), 1);
    assert.equal(findBlockIndex("10.0.0.0/18", "10.0.63.224/27", 25), 127);
    assert.equal(findBlockIndex("10.0.0.0/18", "10.0.64.0/27", 25), undefined);
  });
});

describe("Slots of load balancers in a plan", () => {
  const network = registered(ComponentType.Network, "network", { albCidrBlock: "10.0.0.0/22" });
  const slotsOf = (...resources: Parameters<typeof factsOf>[0]) => factsOf(resources).albSlots;

  it("keeps slot 0 and counts what subnets and applications take", () => {
    const slots = slotsOf(
      network,
      ...subnet("chat", { cidrBlock: "10.0.0.128/27" }),
      ...subnet("workload", { cidrBlock: "10.0.128.0/19" }),
      application("search", { albSlot: 3 }),
    );
    assert.deepEqual(slots, { block: "10.0.0.0/22", total: 8, used: [0, 1, 3], next: 2 });
  });

  it("counts the applications that the platform's record names", () => {
    const platform = {
      network: { albCidrBlock: "10.0.0.0/24" },
      applications: [{ application: "chat", albSlot: 1 }],
    };
    const slots = slotsOf(application("search", {}, platform));
    assert.deepEqual(slots, { block: "10.0.0.0/24", total: 2, used: [0, 1], next: null });
  });

  it("is nothing without a block", () => {
    assert.equal(findAlbSlots(graphOf([application("chat")]), []), undefined);
  });
});
