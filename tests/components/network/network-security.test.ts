import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { NatGatewayMode } from "../../../components/network/nat-gateway-mode.js";
import { ELB_ROLE_TAG } from "../../../components/network/network-plan.js";
import { containsCidr, overlapsCidr, prefixLengthOf } from "../../../components/shared/cidr.js";
import { TIER_TAG } from "../../../components/shared/names.js";
import {
  dependsTransitively,
  type PropertyMap,
  type RecordedProgram,
  type RecordedResource,
} from "../../../recorder/index.js";
import { classOf, EVERYTHING, ofClass, one, recordNetwork, withId } from "./record-network.js";

const MODES = Object.values(NatGatewayMode);

function tagsOf(resource: RecordedResource): PropertyMap {
  return resource.inputs["tags"] as PropertyMap;
}

function cidrOf(resource: RecordedResource): string {
  return resource.inputs["cidrBlock"] as string;
}

function tierOf(recorded: RecordedProgram, tier: string): RecordedResource[] {
  return ofClass(recorded, "Subnet").filter((subnet) => tagsOf(subnet)[TIER_TAG] === tier);
}

/** Subnets whose route table leads to the internet gateway. */
function publicSubnetsOf(recorded: RecordedProgram): RecordedResource[] {
  const publicTables = ofClass(recorded, "Route")
    .filter(({ inputs }) => inputs["gatewayId"] !== undefined)
    .map(({ inputs }) => inputs["routeTableId"]);
  return ofClass(recorded, "RouteTableAssociation")
    .filter(({ inputs }) => publicTables.includes(inputs["routeTableId"] ?? null))
    .map(({ inputs }) => withId(recorded, inputs["subnetId"]));
}

describe("Network security", () => {
  for (const natGateway of MODES) {
    describe(`with NAT gateway ${natGateway}`, () => {
      let recorded: RecordedProgram;
      before(async () => {
        recorded = await recordNetwork({ ...EVERYTHING, natGateway });
      });

      it("I1: public subnets are load balancers', or NAT gateways' without a tag", () => {
        const tiers = publicSubnetsOf(recorded).map((subnet) => tagsOf(subnet)[TIER_TAG]);
        const nat = natGateway === "zonal" ? ["nat", "nat"] : [];
        assert.deepEqual(tiers.sort(), ["alb", "alb", ...nat]);
        for (const subnet of tierOf(recorded, "nat")) {
          assert.deepEqual(Object.keys(tagsOf(subnet)).sort(), ["Name", TIER_TAG]);
        }
      });

      it("I1: no endpoint and no database stands in a public subnet", () => {
        const publicIds = publicSubnetsOf(recorded).map(({ id }) => id);
        const users = [...ofClass(recorded, "VpcEndpoint"), ...ofClass(recorded, "SubnetGroup")];
        const used = users.flatMap(({ inputs }) => (inputs["subnetIds"] ?? []) as string[]);
        assert.equal(used.length, 6);
        assert.deepEqual(
          used.filter((id) => publicIds.includes(id)),
          [],
        );
      });

      it("each subnet has exactly one route table", () => {
        const associated = ofClass(recorded, "RouteTableAssociation").map(
          ({ inputs }) => withId(recorded, inputs["subnetId"]).name,
        );
        const subnets = ofClass(recorded, "Subnet").map(({ name }) => name);
        assert.deepEqual(associated.sort(), subnets.sort());
      });

      it("I2: the shared load balancer's subnets are /27s of its block, in two zones, and tagged", () => {
        const subnets = tierOf(recorded, "alb");
        assert.deepEqual(subnets.map(cidrOf), ["10.0.0.0/27", "10.0.0.32/27"]);
        assert.equal(new Set(subnets.map(({ inputs }) => inputs["availabilityZone"])).size, 2);
        for (const subnet of subnets) {
          assert.equal(tagsOf(subnet)[ELB_ROLE_TAG], "1");
          assert.equal(prefixLengthOf(cidrOf(subnet)), 27);
        }
      });

      it("I3: nothing but workloads is admitted, on 443, to endpoints only", () => {
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

      it("I3: the load balancer block holds no subnet of another tier, the workload block none but workloads", () => {
        const { albCidrBlock, workloadCidrBlock } = one(recorded, "Network", "main").outputs;
        for (const subnet of ofClass(recorded, "Subnet")) {
          const tier = tagsOf(subnet)[TIER_TAG];
          const cidr = cidrOf(subnet);
          assert.equal(overlapsCidr(String(albCidrBlock), cidr), tier === "alb", subnet.name);
          assert.equal(containsCidr(String(workloadCidrBlock), cidr), tier === "workload");
        }
      });

      it("I4: no subnet gives out public addresses", () => {
        const subnets = ofClass(recorded, "Subnet");
        assert.equal(subnets.length, natGateway === "zonal" ? 12 : 10);
        for (const { name, inputs } of subnets) {
          assert.equal(inputs["mapPublicIpOnLaunch"], false, name);
        }
      });

      it("only load balancer subnets carry a tag that load balancers are placed by", () => {
        const tagged = ofClass(recorded, "Subnet").filter((subnet) =>
          Object.keys(tagsOf(subnet)).some((key) => key.startsWith("kubernetes.io/")),
        );
        assert.deepEqual(tagged, tierOf(recorded, "alb"));
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

  it("makes a VPC whose hosts have names", async () => {
    const { inputs } = one(await recordNetwork(), "Vpc", "main-vpc");
    assert.deepEqual(inputs, {
      cidrBlock: "10.0.0.0/16",
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: "main" },
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

  it("places interface endpoints behind that group, under the service's own name", async () => {
    const recorded = await recordNetwork(EVERYTHING);
    const { inputs } = one(recorded, "VpcEndpoint", "main-endpoint-ecr.api");
    assert.deepEqual(inputs, {
      vpcId: one(recorded, "Vpc", "main-vpc").id,
      serviceName: "com.amazonaws.eu-central-1.ecr.api",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: tierOf(recorded, "endpoints").map(({ id }) => id),
      securityGroupIds: [one(recorded, "SecurityGroup", "main-endpoints").id],
      tags: { Name: "main-endpoint-ecr.api" },
    });
  });

  it("leads private and isolated tables to S3, and public ones not", async () => {
    const recorded = await recordNetwork({ natGateway: "zonal" });
    const { inputs } = one(recorded, "VpcEndpoint", "main-s3");
    const { routeTableIds, ...rest } = inputs;
    assert.deepEqual(
      (routeTableIds as string[]).map((id) => withId(recorded, id).name),
      ["main-private-eu-central-1a", "main-private-eu-central-1b", "main-isolated"],
    );
    assert.deepEqual(rest, {
      vpcId: one(recorded, "Vpc", "main-vpc").id,
      serviceName: "com.amazonaws.eu-central-1.s3",
      vpcEndpointType: "Gateway",
      tags: { Name: "main-s3" },
    });
  });

  it("makes a regional NAT gateway without subnet or address", async () => {
    const recorded = await recordNetwork();
    assert.deepEqual(one(recorded, "NatGateway", "main-nat").inputs, {
      vpcId: one(recorded, "Vpc", "main-vpc").id,
      availabilityMode: "regional",
      connectivityType: "public",
      tags: { Name: "main-nat" },
    });
  });

  it("makes zonal NAT gateways with an address, each in its zone's own subnet", async () => {
    const recorded = await recordNetwork({ natGateway: "zonal" });
    for (const zone of ["eu-central-1a", "eu-central-1b"]) {
      const name = `main-nat-${zone}`;
      assert.deepEqual(one(recorded, "NatGateway", name).inputs, {
        subnetId: one(recorded, "Subnet", name).id,
        allocationId: one(recorded, "Eip", name).id,
        connectivityType: "public",
        tags: { Name: name },
      });
      assert.deepEqual(one(recorded, "Eip", name).inputs, { domain: "vpc", tags: { Name: name } });
      assert.equal(one(recorded, "Subnet", name).inputs["availabilityZone"], zone);
    }
  });

  it("keeps the caller's tags on everything that has tags, beside its own", async () => {
    const recorded = await recordNetwork({
      ...EVERYTHING,
      natGateway: "zonal",
      tags: { team: "web" },
    });
    const untagged = recorded.resources
      .filter(({ custom, inputs }) => custom && inputs["tags"] === undefined)
      .map(classOf);
    assert.deepEqual([...new Set(untagged)].sort(), [
      "RolePolicy",
      "Route",
      "RouteTableAssociation",
    ]);
    for (const resource of recorded.resources.filter(
      ({ inputs, custom }) => custom && inputs["tags"],
    )) {
      assert.equal(tagsOf(resource)["team"], "web", resource.name);
      assert.match(String(tagsOf(resource)["Name"]), /^main/);
    }
    assert.equal(tierOf(recorded, "workload").length, 2);
  });

  describe("flow logs", () => {
    it("record all traffic every minute into a group that ends", async () => {
      const recorded = await recordNetwork({ flowLogs: { retentionDays: 90 } });
      const group = one(recorded, "LogGroup", "main-flow-logs");
      assert.equal(group.inputs["retentionInDays"], 90);
      assert.deepEqual(one(recorded, "FlowLog", "main-flow-logs").inputs, {
        vpcId: one(recorded, "Vpc", "main-vpc").id,
        trafficType: "ALL",
        maxAggregationInterval: 60,
        logDestinationType: "cloud-watch-logs",
        logDestination: group.outputs["arn"],
        iamRoleArn: one(recorded, "Role", "main-flow-logs").outputs["arn"],
        tags: { Name: "main-flow-logs" },
      });
    });

    it("end after 30 days when nothing is said", async () => {
      const recorded = await recordNetwork({ flowLogs: {} });
      const { inputs } = one(recorded, "LogGroup", "main-flow-logs");
      assert.equal(inputs["retentionInDays"], 30);
    });

    for (const { zones, arn } of [
      {
        zones: ["eu-central-1a", "eu-central-1b"],
        arn: "arn:aws:ec2:eu-central-1:111122223333:vpc-flow-log/*",
      },
      {
        zones: ["cn-north-1a", "cn-north-1b"],
        arn: "arn:aws-cn:ec2:cn-north-1:111122223333:vpc-flow-log/*",
      },
      {
        zones: ["us-gov-west-1a", "us-gov-west-1b"],
        arn: "arn:aws-us-gov:ec2:us-gov-west-1:111122223333:vpc-flow-log/*",
      },
    ]) {
      it(`lend their role to ${arn} and nobody else`, async () => {
        const recorded = await recordNetwork({ flowLogs: {}, availabilityZones: zones });
        const { inputs } = one(recorded, "Role", "main-flow-logs");
        assert.deepEqual(JSON.parse(String(inputs["assumeRolePolicy"])), {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "vpc-flow-logs.amazonaws.com" },
              Action: "sts:AssumeRole",
              Condition: {
                StringEquals: { "aws:SourceAccount": "111122223333" },
                ArnLike: { "aws:SourceArn": arn },
              },
            },
          ],
        });
      });
    }

    it("may write into their own group and nothing else", async () => {
      const recorded = await recordNetwork({ flowLogs: {} });
      const { inputs } = one(recorded, "RolePolicy", "main-flow-logs");
      const group = one(recorded, "LogGroup", "main-flow-logs");
      assert.equal(inputs["role"], one(recorded, "Role", "main-flow-logs").outputs["name"]);
      assert.deepEqual(JSON.parse(String(inputs["policy"])), {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: [
              "logs:CreateLogStream",
              "logs:DescribeLogGroups",
              "logs:DescribeLogStreams",
              "logs:PutLogEvents",
            ],
            Resource: `${String(group.outputs["arn"])}:*`,
          },
        ],
      });
    });
  });

  describe("order", () => {
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
      const recorded = await recordNetwork({}, {}, ({ workloadSubnetIds }) => {
        new aws.ec2.NetworkInterface("node", { subnetId: workloadSubnetIds[0] });
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
      const recorded = await recordNetwork({}, {}, (network) => {
        new aws.ec2.RouteTableAssociation("alb", {
          subnetId: "subnet-1",
          routeTableId: network.ref().publicRouteTableId,
        });
      });
      const { dependencies } = one(recorded, "RouteTableAssociation", "alb");
      assert.ok(dependencies.includes(one(recorded, "Route", "main-public").urn));
    });
  });
});
