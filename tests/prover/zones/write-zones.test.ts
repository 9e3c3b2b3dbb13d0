import assert from "node:assert/strict";
import fc from "fast-check";
import { readZones } from "../../../prover/zones/read-zones.js";
import { zonesText } from "../../../prover/zones/write-zones.js";
import {
  knownZones,
  type SubnetAddress,
  type ZoneAddressFacts,
  zonesOfAddresses,
} from "../../../prover/zones/zones-of-addresses.js";

const SUBNETS: readonly SubnetAddress[] = [
  { cidr: "10.0.0.0/27", tier: "alb" },
  { cidr: "10.0.0.128/27", tier: "alb", application: "shop" },
  { cidr: "10.0.128.0/19", tier: "workload" },
  { cidr: "2001:db8::/64", tier: "workload" },
];
const SURROUNDINGS: ZoneAddressFacts = {
  vpcCidrBlocks: ["10.0.0.0/17", "10.0.128.0/17"],
  albCidrBlocks: ["10.0.0.0/24"],
  privateCidrBlocks: ["198.18.0.0/15"],
  loadBalancers: { "007": ["10.9.0.1"] },
};

const blocks = fc
  .tuple(fc.nat(3), fc.nat(255), fc.integer({ min: 22, max: 32 }))
  .map(([third, fourth, length]) => `10.0.${third}.${fourth}/${length}`);
const someBlocks = fc.array(fc.oneof(blocks, fc.constantFrom("fd00::/120", "[unknown]", "")), {
  maxLength: 4,
});
const subnets: fc.Arbitrary<SubnetAddress> = fc.record(
  {
    cidr: blocks,
    tier: fc.constantFrom("alb", "data", "workload", "nat", "public"),
    application: fc.constantFrom("shop", "bank", "on"),
  },
  { requiredKeys: ["cidr", "tier"] },
);
const addressFacts: fc.Arbitrary<ZoneAddressFacts> = fc.record({
  vpcCidrBlocks: someBlocks,
  podCidrBlocks: someBlocks,
  privateCidrBlocks: someBlocks,
  albCidrBlocks: someBlocks,
  loadBalancers: fc.record({ shop: someBlocks, true: someBlocks }),
});

/** Everything but the places in the file, and the spelling of networks. */
function told({ zones, findings }: ReturnType<typeof readZones>): unknown {
  const without = (ranges: typeof zones.vpc) => ranges.map((range) => ({ ...range, text: "" }));
  return {
    zones: zones.zones,
    vpc: without(zones.vpc),
    pods: without(zones.pods),
    findings: findings.map(({ code, severity, message }) => ({ code, severity, message })),
  };
}

describe("A file of zones that was written", () => {
  it("is what a person would write", () => {
    assert.equal(
      zonesText(knownZones(SUBNETS, SURROUNDINGS)),
      `# The addresses around the cluster: --zones of bulkhead prove, explain and diff.
vpc:
  - 10.0.0.0/17
  - 10.0.128.0/17
pods:
  - 10.0.128.0/19
  - 2001:db8::/64
private:
  - 198.18.0.0/15
zones:
  alb-shared:
    kind: alb
    cidrs:
      - 10.0.0.0/27
  alb-shop:
    kind: alb
    application: shop
    cidrs:
      - 10.0.0.128/27
  workload:
    kind: workload
    cidrs:
      - 10.0.128.0/19
      - 2001:db8::/64
  alb-007:
    kind: alb
    application: "007"
    cidrs:
      - 10.9.0.1/32
  alb-unassigned:
    kind: alb
    cidrs:
      - 10.0.0.32-10.0.0.127
      - 10.0.0.160-10.0.0.255
unknown: []
`,
    );
  });

  it("names nodes, and says nothing of what is not known", () => {
    const [range] = knownZones([{ cidr: "10.0.0.7/32", tier: "data" }]).zones[0]?.ranges ?? [];
    assert.ok(range);
    const zones = [{ name: "a", kind: "nodes", node: "node-1", ranges: [range] }] as const;
    const text = zonesText({ zones, vpc: [], pods: [] });
    const read = readZones(text, "zones.yaml");
    assert.deepEqual(read.findings, []);
    assert.deepEqual(read.zones.zones[0], zones[0]);
    assert.match(text, /^private: \[\]$/m);
  });

  it("law: is read as what was written, with the same findings", () => {
    const same = fc.property(
      fc.array(subnets, { maxLength: 5 }),
      addressFacts,
      (addresses, around) => {
        const text = zonesText(knownZones(addresses, around));
        assert.deepEqual(
          told(readZones(text, "zones.yaml")),
          told(zonesOfAddresses(addresses, around)),
          text,
        );
      },
    );
    fc.assert(same, { numRuns: 400 });
  });
});
