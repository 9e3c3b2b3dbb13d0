import assert from "node:assert/strict";
import fc from "fast-check";
import { planPlatformRef } from "../../../components/platform/plan.js";
import { findPlatformIssues } from "../../../components/platform/issues.js";
import type { PlatformArgs } from "../../../components/platform/args.js";
import { containsCidr, nthSubnet, overlapsCidr } from "../../../basics/cidr.js";
import { awsArgs, ZONES } from "./build.js";

/** Any network that a platform accepts. */
const networks = fc
  .record({
    range: fc.constantFrom("10.0.0.0/8", "192.168.0.0/16", "100.64.0.0/10"),
    length: fc.integer({ min: 16, max: 20 }),
    at: fc.nat(),
    zones: fc.integer({ min: 2, max: 4 }),
    endpoints: fc.boolean(),
  })
  .map(({ range, length, at, zones, endpoints }) => {
    const room = 2 ** (length - Number(range.split("/")[1]));
    return {
      cidrBlock: nthSubnet(range, length, at % room),
      availabilityZones: ZONES.slice(0, zones),
      ...(endpoints && { vpcEndpoints: ["sts"] }),
    };
  });

const platforms = fc
  .record({
    network: networks,
    connected: fc.array(fc.constantFrom("198.51.100.0/24", "203.0.113.0/24", "10.200.0.0/16"), {
      minLength: 0,
      maxLength: 2,
    }),
  })
  .map(({ network, connected }): PlatformArgs => {
    const connectedCidrBlocks = [...new Set(connected)];
    return awsArgs({
      network,
      ...(connectedCidrBlocks.length > 0 && { isolation: { connectedCidrBlocks } }),
    });
  });

function addressFactsOf(args: PlatformArgs) {
  return planPlatformRef("main", args).addressFacts;
}

describe("What surrounds the pods of a VPC", () => {
  it("is accepted in every size, range and number of zones", () => {
    fc.assert(
      fc.property(platforms, (args) => {
        assert.deepEqual(findPlatformIssues("main", args), []);
      }),
    );
  });

  it("lies in the VPC, and no block overlaps another", () => {
    fc.assert(
      fc.property(platforms, (args) => {
        const around = addressFactsOf(args);
        const blocks = [
          ...around.podCidrBlocks,
          ...around.albCidrBlocks,
          ...around.endpointCidrBlocks,
          ...around.dataCidrBlocks,
          ...around.apiServer.cidrBlocks,
        ];
        const vpc = args.network?.cidrBlock ?? "";
        assert.equal(blocks.length, args.network?.vpcEndpoints ? 5 : 4);
        for (const [at, block] of blocks.entries()) {
          assert.ok(containsCidr(vpc, block), `${block} in ${vpc}`);
          for (const other of blocks.slice(at + 1)) {
            assert.ok(!overlapsCidr(block, other), `${block} and ${other}`);
          }
        }
      }),
    );
  });

  it("private addresses cover the VPC and every connected network", () => {
    fc.assert(
      fc.property(platforms, (args) => {
        const { privateCidrBlocks } = addressFactsOf(args);
        const covered = [
          args.network?.cidrBlock ?? "",
          ...(args.isolation?.connectedCidrBlocks ?? []),
        ];
        for (const block of covered) {
          assert.ok(
            privateCidrBlocks.some((range) => containsCidr(range, block)),
            block,
          );
        }
        assert.equal(new Set(privateCidrBlocks).size, privateCidrBlocks.length);
      }),
    );
  });

  it("private addresses would cover a VPC outside the ranges that are accepted today", () => {
    const network = { cidrBlock: "198.18.0.0/16", availabilityZones: ZONES.slice(0, 2) };
    const { privateCidrBlocks } = addressFactsOf(awsArgs({ network }));
    assert.ok(privateCidrBlocks.includes("198.18.0.0/16"));
  });

  it("does not change with another zone", () => {
    fc.assert(
      fc.property(networks, (network) => {
        const more = { ...network, availabilityZones: ZONES };
        assert.deepEqual(
          addressFactsOf(awsArgs({ network: more })),
          addressFactsOf(awsArgs({ network })),
        );
      }),
    );
  });

  it("has no endpoint without an interface endpoint, so that nothing is open towards nothing", () => {
    assert.deepEqual(addressFactsOf(awsArgs()).endpointCidrBlocks, []);
  });
});

describe("What surrounds the pods of an existing cluster", () => {
  it("is what was said, and connected networks are private", () => {
    const around = addressFactsOf({
      existingCluster: {
        podCidrBlocks: ["10.244.0.0/16", "198.18.0.0/16"],
        apiServer: { cidrBlocks: ["172.18.0.0/24"], port: 6443 },
        loadBalancerCidrBlocks: ["172.18.255.0/24"],
      },
      isolation: {
        connectedCidrBlocks: ["203.0.113.0/24"],
        nodeLocalDns: { address: "169.254.20.10", clusterIp: "10.96.0.10" },
      },
    });
    assert.deepEqual(around, {
      podCidrBlocks: ["10.244.0.0/16", "198.18.0.0/16"],
      privateCidrBlocks: [
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "169.254.0.0/16",
        "198.18.0.0/16",
        "203.0.113.0/24",
      ],
      albCidrBlocks: ["172.18.255.0/24"],
      endpointCidrBlocks: [],
      dataCidrBlocks: [],
      apiServer: { cidrBlocks: ["172.18.0.0/24"], port: 6443 },
      podIdentityAgent: false,
      nodeLocalDns: { address: "169.254.20.10", clusterIp: "10.96.0.10" },
    });
  });
});
