import assert from "node:assert/strict";
import { containsCidr, overlapsCidr, prefixLengthOf } from "../../../basics/cidr.js";
import { NatGatewayMode } from "../../../components/network/args.js";
import { ELB_ROLE_TAG } from "../../../components/network/plan.js";
import { TIER_TAG } from "../../../contract/names.js";
import type { RecordedProgram, RecordedResource } from "../../../recorder/index.js";
import {
  classOf,
  EVERYTHING,
  ofClass,
  one,
  recordNetwork,
  subnetsOf,
  tagsOf,
  text,
  withId,
} from "./record-network.js";

const MODES = Object.values(NatGatewayMode);

function cidrOf({ inputs }: RecordedResource): string {
  return text(inputs.cidrBlock);
}

/** Subnets whose route table leads to the internet gateway. */
function publicSubnetsOf(recorded: RecordedProgram): RecordedResource[] {
  const publicTables = ofClass(recorded, "Route")
    .filter(({ inputs }) => inputs.gatewayId !== undefined)
    .map(({ inputs }) => inputs.routeTableId);
  return ofClass(recorded, "RouteTableAssociation")
    .filter(({ inputs }) => publicTables.includes(inputs.routeTableId ?? null))
    .map(({ inputs }) => withId(recorded, inputs.subnetId));
}

describe("Network security", () => {
  for (const natGateway of MODES) {
    describe(`with NAT gateway ${natGateway}`, () => {
      let recorded: RecordedProgram;
      before(async () => {
        recorded = await recordNetwork({ ...EVERYTHING, natGateway });
      });

      it("has public subnets for load balancers, and untagged ones for NAT gateways, only", () => {
        const tiers = publicSubnetsOf(recorded).map((subnet) => tagsOf(subnet)[TIER_TAG]);
        const nat = natGateway === "zonal" ? ["nat", "nat"] : [];
        assert.deepEqual(tiers.sort(), ["alb", "alb", ...nat]);
        for (const subnet of subnetsOf(recorded, "nat")) {
          assert.deepEqual(Object.keys(tagsOf(subnet)).sort(), ["Name", TIER_TAG]);
        }
      });

      it("places endpoints and databases in private subnets", () => {
        const publicIds = publicSubnetsOf(recorded).map(({ id }) => id);
        const users = [...ofClass(recorded, "VpcEndpoint"), ...ofClass(recorded, "SubnetGroup")];
        const used = users.flatMap(({ inputs }) => (inputs.subnetIds ?? []) as string[]);
        assert.equal(used.length, 6);
        assert.deepEqual(
          used.filter((id) => publicIds.includes(id)),
          [],
        );
      });

      it("each subnet has exactly one route table", () => {
        const associated = ofClass(recorded, "RouteTableAssociation").map(
          ({ inputs }) => withId(recorded, inputs.subnetId).name,
        );
        const subnets = ofClass(recorded, "Subnet").map(({ name }) => name);
        assert.deepEqual(associated.sort(), subnets.sort());
      });

      it("gives the shared load balancer tagged /27 subnets of its block in two zones", () => {
        const subnets = subnetsOf(recorded, "alb");
        assert.deepEqual(subnets.map(cidrOf), ["10.0.0.0/27", "10.0.0.32/27"]);
        assert.equal(new Set(subnets.map(({ inputs }) => inputs.availabilityZone)).size, 2);
        for (const subnet of subnets) {
          assert.equal(tagsOf(subnet)[ELB_ROLE_TAG], "1");
          assert.equal(prefixLengthOf(cidrOf(subnet)), 27);
        }
      });

      it("admits only workloads, on port 443, to endpoints", () => {
        const rules = ofClass(recorded, "SecurityGroupIngressRule").map(({ inputs }) => inputs);
        assert.deepEqual(rules, [
          {
            securityGroupId: one(recorded, "SecurityGroup", "main-endpoints").id,
            description: "HTTPS from workloads",
            cidrIpv4: "10.0.128.0/17",
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
            tags: { Name: "main-endpoints-https" },
          },
        ]);
      });

      it("keeps other subnets out of the load balancer block and the workload block", () => {
        const { albCidrBlock, workloadCidrBlock } = one(recorded, "Network", "main").outputs;
        for (const subnet of ofClass(recorded, "Subnet")) {
          const tier = tagsOf(subnet)[TIER_TAG];
          const cidr = cidrOf(subnet);
          assert.equal(overlapsCidr(text(albCidrBlock), cidr), tier === "alb", subnet.name);
          assert.equal(containsCidr(text(workloadCidrBlock), cidr), tier === "workload");
        }
      });

      it("does not assign public addresses in any subnet", () => {
        const subnets = ofClass(recorded, "Subnet");
        assert.equal(subnets.length, natGateway === "zonal" ? 12 : 10);
        for (const { name, inputs } of subnets) {
          assert.equal(inputs.mapPublicIpOnLaunch, false, name);
        }
      });

      it("only load balancer subnets carry a tag that load balancers are placed by", () => {
        const tagged = ofClass(recorded, "Subnet").filter((subnet) =>
          Object.keys(tagsOf(subnet)).some((key) => key.startsWith("kubernetes.io/")),
        );
        assert.deepEqual(tagged, subnetsOf(recorded, "alb"));
      });
    });
  }

  it("closes the default security group", async () => {
    const recorded = await recordNetwork();
    const { inputs } = one(recorded, "DefaultSecurityGroup", "main-default");
    assert.deepEqual(inputs, {
      vpcId: one(recorded, "Vpc", "main-vpc").id,
      ingress: [],
      egress: [],
      tags: { Name: "main-default" },
    });
  });

  it("gives endpoints no way out and no rules that the group hides", async () => {
    const recorded = await recordNetwork(EVERYTHING);
    const groups = ofClass(recorded, "SecurityGroup").map(({ inputs }) =>
      Object.keys(inputs).sort(),
    );
    assert.deepEqual(groups, [["description", "tags", "vpcId"]]);
    assert.deepEqual(ofClass(recorded, "SecurityGroupEgressRule"), []);
  });

  it("keeps the caller's tags on everything that has tags, beside its own", async () => {
    const recorded = await recordNetwork({
      ...EVERYTHING,
      natGateway: "zonal",
      tags: { team: "web" },
    });
    const untagged = recorded.resources
      .filter(({ custom, inputs }) => custom && inputs.tags === undefined)
      .map(classOf);
    assert.deepEqual([...new Set(untagged)].sort(), [
      "RolePolicy",
      "Route",
      "RouteTableAssociation",
    ]);
    for (const resource of recorded.resources.filter(
      ({ inputs, custom }) => custom && inputs.tags,
    )) {
      assert.equal(tagsOf(resource).team, "web", resource.name);
      assert.match(text(tagsOf(resource).Name), /^main/);
    }
  });
});
