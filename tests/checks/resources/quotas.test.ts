import assert from "node:assert/strict";
import type { JsonMap } from "../../../basics/json.js";
import type { MaskedResource } from "../../../facts/resource-graph.js";
import { checkResources } from "../../../checks/resources/check-resources.js";
import { application, factsOf, resource, subnet, urnOf } from "../../cli/support.js";

function several(count: number, make: (at: number) => MaskedResource[]): MaskedResource[] {
  return Array.from({ length: count }, (_, at) => make(at)).flat();
}

function plain(type: string, inputs: JsonMap = {}): (at: number) => MaskedResource[] {
  return (at) => [resource(type, `each-${at}`, inputs)];
}

function withAlb(at: number): MaskedResource[] {
  const name = `application-${at}`;
  const loadBalancer = { scheme: "internal" };
  const tags = { "bulkhead/tier": "alb", "app-isolation/application": name };
  const own = urnOf("bulkhead:index:AppNamespace", name);
  return [
    application(name, { albSlot: at + 1, loadBalancer }, { network: {} }),
    ...subnet(name, { cidrBlock: "10.0.0.0/27", availabilityZone: "a", tags }, undefined, own),
  ];
}

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const NAT = "aws:ec2/natGateway:NatGateway";
const NODES = "aws:eks/nodeGroup:NodeGroup";

/** A quota, its default value, and resources that use one of it. */
const QUOTAS: readonly (readonly [string, string, number, (at: number) => MaskedResource[]])[] = [
  ["Subnets per VPC", "vpc L-407747CB", 200, plain("aws:ec2/subnet:Subnet")],
  ["Route tables per VPC", "vpc L-589F43AA", 200, plain("aws:ec2/routeTable:RouteTable")],
  [
    "Interface VPC endpoints per VPC",
    "vpc L-29B6F2EB",
    50,
    plain(ENDPOINT, { vpcEndpointType: "Interface" }),
  ],
  ["NAT gateways per Availability Zone", "vpc L-FE5A380F", 5, plain(NAT, { subnetId: "subnet-1" })],
  ["Application Load Balancers per Region", "elasticloadbalancing L-53DA6B97", 50, withAlb],
  ["EC2-VPC Elastic IPs", "ec2 L-0263D0A3", 5, plain("aws:ec2/eip:Eip")],
  ["Managed node groups per cluster", "eks L-6D54EA21", 30, plain(NODES)],
  ["Roles per account", "iam L-FE177D64", 1000, plain("aws:iam/role:Role")],
];

function quotaWarnings(resources: readonly MaskedResource[], code = "quota") {
  return checkResources(factsOf(resources)).filter((warning) => warning.code === code);
}

describe("checks of AWS quotas", () => {
  for (const [name, request, standard, make] of QUOTAS) {
    it(`${name}: accept ${standard}, and report one more with the command that requests it`, () => {
      assert.deepEqual(quotaWarnings(several(standard, make)), []);
      const [service = "", quota = ""] = request.split(" ");
      assert.deepEqual(quotaWarnings(several(standard + 1, make)), [
        {
          code: "quota",
          severity: "warning",
          subject: name,
          message: `This program alone needs ${standard + 1}, and an account has ${standard} by default.`,
          fix:
            "Request more before the first `pulumi up`: `aws service-quotas request-service-quota-increase " +
            `--service-code ${service} --quota-code ${quota} --desired-value ${standard + 1}\`.`,
        },
      ]);
    });
  }

  it("count NAT gateways per zone, and ignore gateway endpoints", () => {
    const spread = several(6, (at) => plain(NAT, { subnetId: `subnet-${at}` })(at));
    assert.deepEqual(quotaWarnings(spread), []);
    const gateways = several(60, plain(ENDPOINT, { vpcEndpointType: "Gateway" }));
    assert.deepEqual(quotaWarnings(gateways), []);
  });

  const GROUPS: readonly (readonly [string, JsonMap, string | undefined])[] = [
    ["one type", { instanceTypes: ["g6.xlarge"], scalingConfig: { maxSize: 3 } }, "L-DB2E81BA 12"],
    [
      "the largest of several",
      { instanceTypes: ["g6.xlarge", "g5.12xlarge"], scalingConfig: { maxSize: 2 } },
      "L-DB2E81BA 96",
    ],
    [
      "spot instances",
      { instanceTypes: ["g5.2xlarge"], capacityType: "SPOT", scalingConfig: { maxSize: 2 } },
      "L-3819A6DF 16",
    ],
    ["without a GPU", { instanceTypes: ["m7i.2xlarge"], scalingConfig: { maxSize: 9 } }, undefined],
    ["without nodes", { instanceTypes: ["g6.xlarge"], scalingConfig: { maxSize: 0 } }, undefined],
  ];

  for (const [what, inputs, expected] of GROUPS) {
    it(`count the processors of node groups with GPUs at their maximum size: ${what}`, () => {
      const [found] = quotaWarnings([resource(NODES, "group", inputs)], "gpu-quota");
      const asked = /--quota-code (\S+) --desired-value (\d+)/.exec(found?.fix ?? "");
      assert.equal(asked?.slice(1).join(" "), expected);
    });
  }
});
