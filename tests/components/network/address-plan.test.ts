import assert from "node:assert/strict";
import fc from "fast-check";
import {
  planAddresses,
  type AddressPlan,
  type TierSubnets,
} from "../../../components/network/address-plan.js";
import { containsCidr, networkAround, overlapsCidr, prefixLengthOf } from "../../../basics/cidr.js";

const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c", "eu-central-1d"];
const TIERS = ["workload", "data", "endpoints", "controlPlane", "nat"] as const;

/** The addresses of each zone, the way a person would write the table down. */
const LAYOUTS: {
  blocks: Omit<AddressPlan, "subnets">;
  subnets: Record<keyof TierSubnets, string[]>;
}[] = [
  {
    blocks: {
      vpc: "10.0.0.0/16",
      alb: "10.0.0.0/18",
      infrastructure: "10.0.64.0/18",
      workload: "10.0.128.0/17",
      data: "10.0.64.0/19",
      endpoints: "10.0.96.0/24",
      controlPlane: "10.0.97.0/25",
      nat: "10.0.97.128/26",
    },
    subnets: {
      workload: ["10.0.128.0/19", "10.0.160.0/19", "10.0.192.0/19", "10.0.224.0/19"],
      data: ["10.0.64.0/21", "10.0.72.0/21", "10.0.80.0/21", "10.0.88.0/21"],
      endpoints: ["10.0.96.0/26", "10.0.96.64/26", "10.0.96.128/26", "10.0.96.192/26"],
      controlPlane: ["10.0.97.0/27", "10.0.97.32/27", "10.0.97.64/27", "10.0.97.96/27"],
      nat: ["10.0.97.128/28", "10.0.97.144/28", "10.0.97.160/28", "10.0.97.176/28"],
    },
  },
  {
    blocks: {
      vpc: "172.20.64.0/18",
      alb: "172.20.64.0/20",
      infrastructure: "172.20.80.0/20",
      workload: "172.20.96.0/19",
      data: "172.20.80.0/21",
      endpoints: "172.20.88.0/24",
      controlPlane: "172.20.89.0/25",
      nat: "172.20.89.128/26",
    },
    subnets: {
      workload: ["172.20.96.0/21", "172.20.104.0/21", "172.20.112.0/21", "172.20.120.0/21"],
      data: ["172.20.80.0/23", "172.20.82.0/23", "172.20.84.0/23", "172.20.86.0/23"],
      endpoints: ["172.20.88.0/26", "172.20.88.64/26", "172.20.88.128/26", "172.20.88.192/26"],
      controlPlane: ["172.20.89.0/27", "172.20.89.32/27", "172.20.89.64/27", "172.20.89.96/27"],
      nat: ["172.20.89.128/28", "172.20.89.144/28", "172.20.89.160/28", "172.20.89.176/28"],
    },
  },
  {
    blocks: {
      vpc: "192.168.16.0/20",
      alb: "192.168.16.0/22",
      infrastructure: "192.168.20.0/22",
      workload: "192.168.24.0/21",
      data: "192.168.20.0/23",
      endpoints: "192.168.22.0/24",
      controlPlane: "192.168.23.0/25",
      nat: "192.168.23.128/26",
    },
    subnets: {
      workload: ["192.168.24.0/23", "192.168.26.0/23", "192.168.28.0/23", "192.168.30.0/23"],
      data: ["192.168.20.0/25", "192.168.20.128/25", "192.168.21.0/25", "192.168.21.128/25"],
      endpoints: ["192.168.22.0/26", "192.168.22.64/26", "192.168.22.128/26", "192.168.22.192/26"],
      controlPlane: ["192.168.23.0/27", "192.168.23.32/27", "192.168.23.64/27", "192.168.23.96/27"],
      nat: ["192.168.23.128/28", "192.168.23.144/28", "192.168.23.160/28", "192.168.23.176/28"],
    },
  },
];

/** Any network that a Network accepts by its size. */
const networks = fc
  .record({
    third: fc.nat(255),
    second: fc.nat(255),
    prefixLength: fc.integer({ min: 16, max: 20 }),
  })
  .map(({ second, third, prefixLength }) =>
    String(networkAround(`10.${second}.${third}.0/${prefixLength}`)),
  );
const zoneLists = fc.integer({ min: 2, max: 4 }).map((count) => ZONES.slice(0, count));

function subnetsOf({ alb, subnets }: AddressPlan): string[] {
  const cut = TIERS.flatMap((tier) => subnets[tier].map(({ cidrBlock }) => cidrBlock));
  return [alb, ...cut];
}

describe("Address plan", () => {
  for (const { blocks, subnets } of LAYOUTS) {
    describe(`of ${blocks.vpc}`, () => {
      it("has the blocks that people know", () => {
        const { subnets: ignored, ...seen } = planAddresses(blocks.vpc, ZONES);
        assert.deepEqual(seen, blocks);
        assert.equal(ignored.workload.length, ZONES.length);
      });

      for (const tier of TIERS) {
        it(`gives each zone its ${tier} subnet`, () => {
          const expected = ZONES.map((zone, index) => ({ zone, cidrBlock: subnets[tier][index] }));
          assert.deepEqual(planAddresses(blocks.vpc, ZONES).subnets[tier], expected);
        });
      }
    });
  }

  it("law: no two subnets overlap, and none overlaps the load balancer block", () => {
    fc.assert(
      fc.property(networks, zoneLists, (network, zones) => {
        const all = subnetsOf(planAddresses(network, zones));
        all.forEach((one, index) => {
          for (const other of all.slice(index + 1)) assert.ok(!overlapsCidr(one, other));
        });
      }),
    );
  });

  it("law: every subnet lies within its tier's block, and every block within the VPC", () => {
    fc.assert(
      fc.property(networks, zoneLists, (network, zones) => {
        const plan = planAddresses(network, zones);
        for (const tier of TIERS) {
          assert.ok(containsCidr(network, plan[tier]));
          for (const { cidrBlock } of plan.subnets[tier]) {
            assert.ok(containsCidr(plan[tier], cidrBlock));
          }
        }
        for (const tier of ["data", "endpoints", "controlPlane", "nat"] as const) {
          assert.ok(containsCidr(plan.infrastructure, plan[tier]));
        }
      }),
    );
  });

  it("law: the shares are a quarter, a quarter and a half", () => {
    fc.assert(
      fc.property(networks, zoneLists, (network, zones) => {
        const plan = planAddresses(network, zones);
        const length = prefixLengthOf(network);
        assert.equal(prefixLengthOf(plan.alb), length + 2);
        assert.equal(prefixLengthOf(plan.infrastructure), length + 2);
        assert.equal(prefixLengthOf(plan.workload), length + 1);
      }),
    );
  });

  it("law: appending a zone moves no block and no subnet", () => {
    fc.assert(
      fc.property(networks, fc.integer({ min: 2, max: 3 }), (network, count) => {
        const before = planAddresses(network, ZONES.slice(0, count));
        const after = planAddresses(network, ZONES.slice(0, count + 1));
        for (const tier of TIERS) {
          assert.deepEqual(after.subnets[tier].slice(0, count), before.subnets[tier]);
        }
        assert.deepEqual({ ...after, subnets: before.subnets }, before);
      }),
    );
  });
});
