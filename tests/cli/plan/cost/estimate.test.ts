import assert from "node:assert/strict";
import { estimateCost, type CostEstimate } from "../../../../cli/plan/cost/estimate.js";
import { LIST_PRICES, type PriceTable } from "../../../../cli/plan/cost/prices.js";
import type { MaskedResource } from "../../../../recorder/index.js";
import { costSection } from "../../../../cli/plan/cost/section.js";
import { createPalette } from "../../../../cli/output/palette.js";
import { application, factsOf, resource, routeTable, subnet, urnOf } from "../../support.js";

/** Prices that are easy to add: an hour costs a cent for each 7.30 a month. */
const TABLE: PriceTable = {
  date: "2026-01-01",
  source: "a table of the test",
  regions: {
    "eu-central-1": {
      controlPlane: 0.1,
      natGateway: 0.05,
      loadBalancer: 0.02,
      interfaceEndpoint: 0.01,
      publicAddress: 0.005,
      volume: 0.1,
      key: 1,
      instances: { "m7i.large": 0.1, "g6.xlarge": 1 },
    },
  },
};

const ZONES = ["eu-central-1a", "eu-central-1b"];

const provider = resource("pulumi:providers:aws", "aws", { region: "eu-central-1" });

function subnets(tier: string, table: string, owner?: string): MaskedResource[] {
  const tags: Record<string, string> =
    owner === undefined ? {} : { "app-isolation/application": owner };
  return ZONES.flatMap((zone, at) =>
    subnet(
      `${owner ?? tier}-${zone}`,
      {
        cidrBlock: `10.0.${at}.0/24`,
        availabilityZone: zone,
        tags: { "bulkhead/tier": tier, ...tags },
      },
      table,
      owner === undefined ? undefined : urnOf("bulkhead:index:AppNamespace", owner),
    ),
  );
}

function withAlb(name: string, loadBalancer: Record<string, string>): MaskedResource[] {
  const own = loadBalancer.placement === "shared" ? [] : subnets("alb", "public", name);
  const args = { loadBalancer, ...(own.length > 0 && { albSlot: 1 }) };
  return [application(name, args, { network: {} }), ...own];
}

function nodeGroup(name: string, inputs: Record<string, unknown>): MaskedResource {
  return resource("aws:eks/nodeGroup:NodeGroup", name, inputs as MaskedResource["inputs"]);
}

function estimate(...resources: MaskedResource[]): CostEstimate | null {
  return estimateCost(factsOf([provider, ...resources]), TABLE);
}

/** `what` with its quantity and price a month. */
function linesOf(of: CostEstimate | null): [string, number, number | null][] {
  return (of?.items ?? []).map(({ what, quantity, monthly }) => [what, quantity, monthly]);
}

const NETWORK = [
  resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }),
  ...routeTable("public", { gatewayId: "igw" }),
  ...routeTable("private", { natGatewayId: "nat" }),
  ...subnets("workload", "private"),
  ...subnets("alb", "public"),
];

describe("estimateCost", () => {
  const CASES: readonly (readonly [string, MaskedResource[], [string, number, number | null][]])[] =
    [
      [
        "a cluster of @pulumi/eks",
        [resource("eks:index:Cluster", "eks")],
        [["control plane of Kubernetes", 1, 73]],
      ],
      [
        "a cluster of @pulumi/aws",
        [resource("aws:eks/cluster:Cluster", "eks")],
        [["control plane of Kubernetes", 1, 73]],
      ],
      [
        "nodes at their minimum, with the disks of their launch template",
        [
          resource(
            "aws:ec2/launchTemplate:LaunchTemplate",
            "template",
            { blockDeviceMappings: [{ ebs: { volumeSize: 50 } }] },
            { id: "lt-1" },
          ),
          nodeGroup("nodes", {
            instanceTypes: ["m7i.large", "m6i.large"],
            scalingConfig: { minSize: 3, maxSize: 9 },
            launchTemplate: { id: "lt-1" },
          }),
        ],
        [
          ["m7i.large nodes", 3, 219],
          ["GiB on volumes of nodes", 150, 15],
        ],
      ],
      [
        "spot nodes, without a launch template",
        [
          nodeGroup("nodes", {
            instanceTypes: ["g6.xlarge"],
            capacityType: "SPOT",
            scalingConfig: { minSize: 1 },
          }),
        ],
        [
          ["g6.xlarge nodes, spot", 1, 730],
          ["GiB on volumes of nodes", 20, 2],
        ],
      ],
      [
        "no nodes where there need be none",
        [nodeGroup("nodes", { instanceTypes: ["m7i.large"], scalingConfig: { minSize: 0 } })],
        [],
      ],
      [
        "nodes of a type without a price",
        [nodeGroup("nodes", { instanceTypes: ["x9.large"], scalingConfig: { minSize: 2 } })],
        [
          ["x9.large nodes", 2, null],
          ["GiB on volumes of nodes", 40, 4],
        ],
      ],
      [
        "a NAT gateway in a zone",
        [resource("aws:ec2/natGateway:NatGateway", "nat", { subnetId: "subnet-1" })],
        [
          ["NAT gateway, for each zone", 1, 36.5],
          ["public addresses of NAT", 1, 3.65],
        ],
      ],
      [
        "a regional NAT gateway in each zone that is routed to it",
        [
          ...NETWORK,
          resource("aws:ec2/natGateway:NatGateway", "nat", { availabilityMode: "regional" }),
        ],
        [
          ["NAT gateway, for each zone", 2, 73],
          ["public addresses of NAT", 2, 7.3],
        ],
      ],
      [
        "interface endpoints in each zone, and no gateway endpoints",
        [
          resource("aws:ec2/vpcEndpoint:VpcEndpoint", "sts", {
            vpcEndpointType: "Interface",
            subnetIds: ["subnet-1", "subnet-2"],
          }),
          resource("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", { vpcEndpointType: "Gateway" }),
        ],
        [["interface endpoints, for each zone", 2, 14.6]],
      ],
      ["keys", [resource("aws:kms/key:Key", "secrets")], [["KMS keys", 1, 1]]],
      [
        "an internet-facing load balancer with its addresses",
        [...NETWORK, ...withAlb("chat", { scheme: "internet-facing" })],
        [
          ["load balancer", 1, 14.6],
          ["its public addresses", 2, 7.3],
        ],
      ],
      [
        "an internal load balancer, whose addresses cost nothing",
        [...NETWORK, ...withAlb("admin", { scheme: "internal" })],
        [["load balancer", 1, 14.6]],
      ],
      [
        "one shared load balancer, however many are behind it",
        [
          ...NETWORK,
          ...withAlb("a", { scheme: "internet-facing", placement: "shared" }),
          ...withAlb("b", { scheme: "internet-facing", placement: "shared" }),
        ],
        [
          ["shared load balancer", 1, 14.6],
          ["its public addresses", 2, 7.3],
        ],
      ],
    ];

  for (const [what, resources, lines] of CASES) {
    it(`counts ${what}`, () => {
      assert.deepEqual(linesOf(estimate(...resources)), lines);
    });
  }

  it("sums up, as a whole and for each application", () => {
    const found = estimate(
      ...NETWORK,
      resource("eks:index:Cluster", "eks"),
      ...withAlb("chat", { scheme: "internet-facing" }),
      ...withAlb("admin", { scheme: "internal" }),
    );
    assert.equal(found?.total, 109.5);
    assert.deepEqual(found.applications, [
      { application: "admin", monthly: 14.6 },
      { application: "chat", monthly: 21.9 },
    ]);
  });

  it("says what shared load balancers would save: all but the dearest, or all where one is shared", () => {
    const chat = withAlb("chat", { scheme: "internet-facing" });
    const admin = withAlb("admin", { scheme: "internal" });
    const shared = withAlb("a", { scheme: "internet-facing", placement: "shared" });
    assert.equal(estimate(...NETWORK, ...chat)?.sharedWouldSave, null);
    assert.equal(estimate(...NETWORK, ...chat, ...admin)?.sharedWouldSave, 14.6);
    assert.equal(estimate(...NETWORK, ...chat, ...admin, ...shared)?.sharedWouldSave, 36.5);
    assert.equal(estimate(...NETWORK, ...shared)?.sharedWouldSave, null);
  });

  it("counts without prices in a region that the table lacks", () => {
    const elsewhere = resource("pulumi:providers:aws", "aws", { region: "ap-south-2" });
    const facts = factsOf([elsewhere, resource("eks:index:Cluster", "eks")]);
    const found = estimateCost(facts, TABLE);
    assert.deepEqual(linesOf(found), [["control plane of Kubernetes", 1, null]]);
    assert.equal(found?.total, 0);
    assert.equal(found.region, "ap-south-2");
  });

  it("is nothing without AWS, and without anything that costs by the hour", () => {
    assert.equal(estimateCost(factsOf([resource("eks:index:Cluster", "eks")]), TABLE), null);
    assert.equal(estimate(resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" })), null);
  });

  it("has positive prices, in every region of the list", () => {
    for (const [region, { instances, ...prices }] of Object.entries(LIST_PRICES.regions)) {
      for (const [what, price] of [...Object.entries(prices), ...Object.entries(instances)]) {
        assert.ok(price > 0 && price < 100, `${region} ${what}`);
      }
    }
  });
});

describe("costSection", () => {
  it("tells what is shared line by line, and applications that cost the same together", () => {
    const found = estimate(
      ...NETWORK,
      nodeGroup("spot", {
        instanceTypes: ["m7i.large"],
        capacityType: "SPOT",
        scalingConfig: { minSize: 2 },
      }),
      nodeGroup("odd", { instanceTypes: ["x9.large"], scalingConfig: { minSize: 1 } }),
      ...withAlb("chat", { scheme: "internet-facing" }),
      ...withAlb("shop", { scheme: "internet-facing" }),
      ...withAlb("admin", { scheme: "internal" }),
    );
    assert.deepEqual(costSection(found, createPalette(false)), [
      "Cost",
      "  Fixed parts in eu-central-1, US dollars a month by list prices.",
      "  x9.large nodes                           1   no price known",
      "  m7i.large nodes, spot                    2   at most $146",
      "  GiB on volumes of nodes                  60  $6",
      "  admin: own load balancer                     $15",
      "  chat, shop: own load balancer, $22 each      $44",
      "  total                                        at most $210",
      "  1 line without a price in the table.",
      "  One shared load balancer for all would save $37, and with it the wall of the network between them.",
      "  a table of the test, 2026-01-01. Not in it: traffic and what load balancers, NAT and endpoints",
      "  charge for it; nodes beyond the minimum; logs and flow logs; buckets and databases; taxes,",
      "  discounts, and extended support of old Kubernetes versions.",
    ]);
  });

  it("is nothing where nothing costs", () => {
    assert.deepEqual(costSection(null, createPalette(false)), []);
  });
});
