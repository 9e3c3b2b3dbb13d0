import assert from "node:assert/strict";
import type { JsonMap } from "../../../basics/json.js";
import type { MaskedResource } from "../../../facts/resource-graph.js";
import { checkResources, RESOURCE_CHECKS } from "../../../checks/resources/check-resources.js";
import { baseline, keeps, opens, publishes, withDatabase } from "./granted.js";
import { application, factsOf, resource, routeTable, subnet, urnOf } from "../../cli/support.js";

function warningsIn(resources: readonly MaskedResource[], stack?: string) {
  return checkResources(factsOf(resources, stack));
}

function codesIn(resources: readonly MaskedResource[], stack?: string): string[] {
  return warningsIn(resources, stack).map(({ code }) => code);
}

function ekscluster(inputs: JsonMap): MaskedResource {
  return resource("eks:index:Cluster", "eks", inputs);
}

function natGateway(name: string, inputs: JsonMap = {}): MaskedResource {
  return resource("aws:ec2/natGateway:NatGateway", name, inputs);
}

const ZONES = ["a", "b"];

/** Workload subnets in two zones, behind one route table when it has a target. */
function workloads(target?: JsonMap): MaskedResource[] {
  return [
    ...ZONES.flatMap((zone) =>
      subnet(
        zone,
        { availabilityZone: zone, tags: { "bulkhead/tier": "workload" } },
        target && "table",
      ),
    ),
    ...(target ? routeTable("table", target) : []),
  ];
}

function calls(ports: number[]): MaskedResource {
  return application("chat", { egress: { applications: [{ application: "search", ports }] } });
}

function calledBy(...applications: JsonMap[]): MaskedResource {
  return application("search", { ports: [9000], ingressFrom: { applications } });
}

const PROTECTED = { protect: true };
const ON_AWS = { network: { vpcId: "vpc-1" } };
const VPC = "aws:ec2/vpc:Vpc";

interface Case {
  readonly code: string;
  readonly when: readonly MaskedResource[];
  readonly notWhen: readonly (readonly MaskedResource[])[];
  readonly stack?: string;
}

function gpuNodes(maxSize: number): MaskedResource {
  const inputs = { instanceTypes: ["g6.xlarge"], scalingConfig: { minSize: 0, maxSize } };
  return resource("aws:eks/nodeGroup:NodeGroup", "gpu", inputs);
}

function addresses(count: number): MaskedResource[] {
  return Array.from({ length: count }, (_, at) => resource("aws:ec2/eip:Eip", `nat-${at}`));
}

const CASES: readonly Case[] = [
  { code: "quota", when: addresses(6), notWhen: [addresses(5)] },
  { code: "gpu-quota", when: [gpuNodes(1)], notWhen: [[gpuNodes(0)]] },
  {
    code: "unrestricted-egress",
    when: [application("chat", { egress: { internet: true } })],
    notWhen: [[application("chat", { egress: { internet: false } })], [application("chat")]],
  },
  {
    code: "public-endpoint",
    when: [ekscluster({})],
    notWhen: [[ekscluster({ endpointPublicAccess: false })]],
  },
  {
    code: "public-endpoint",
    when: [resource("aws:eks/cluster:Cluster", "raw")],
    notWhen: [
      [resource("aws:eks/cluster:Cluster", "raw", { vpcConfig: { endpointPublicAccess: false } })],
    ],
  },
  {
    code: "private-endpoint",
    when: [ekscluster({ endpointPublicAccess: false, endpointPrivateAccess: true })],
    notWhen: [[ekscluster({ endpointPublicAccess: true, endpointPrivateAccess: true })]],
  },
  {
    code: "startup-taint",
    when: [baseline({ startupTaint: "a/b" })],
    notWhen: [[baseline({})]],
  },
  {
    code: "single-nat",
    when: [...workloads({ natGatewayId: "nat" }), natGateway("nat")],
    notWhen: [
      [...workloads({ natGatewayId: "nat" }), natGateway("nat"), natGateway("second")],
      [...workloads({ natGatewayId: "nat" }), natGateway("nat", { availabilityMode: "regional" })],
      workloads({ natGatewayId: "nat" }),
    ],
  },
  {
    code: "no-nat-no-endpoints",
    when: [
      ...workloads(),
      resource("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", { vpcEndpointType: "Gateway" }),
    ],
    notWhen: [
      workloads({ natGatewayId: "nat" }),
      [
        ...workloads(),
        resource("aws:ec2/vpcEndpoint:VpcEndpoint", "sts", { vpcEndpointType: "Interface" }),
      ],
      subnet("data", { tags: { "bulkhead/tier": "data" } }),
    ],
  },
  {
    code: "no-nat-no-endpoints",
    when: [
      ...workloads({ routeTableId: "elsewhere" }),
      resource("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", {
        vpcEndpointType: "Gateway",
        routeTableIds: ["table-id"],
      }),
    ],
    notWhen: [[]],
  },
  {
    code: "one-sided-connection",
    when: [calls([9000]), calledBy()],
    notWhen: [[calls([9000]), calledBy({ application: "chat" })], [calls([9000])]],
  },
  {
    code: "one-sided-connection",
    when: [application("chat"), calledBy({ application: "chat" })],
    notWhen: [[calledBy({ application: "chat" })]],
  },
  {
    code: "unconfirmed-connection",
    when: [calls([9000])],
    notWhen: [[calls([9000]), calledBy({ application: "chat" })]],
  },
  {
    code: "unconfirmed-connection",
    when: [calledBy({ application: "chat" })],
    notWhen: [[calledBy()]],
  },
  {
    code: "closed-database",
    when: [withDatabase()],
    notWhen: [
      [withDatabase(), opens("chat", { name: "orders", port: 5432, securityGroupId: "sg-1" })],
      [application("chat", { egress: { databases: [{ name: "orders", port: 5432 }] } })],
    ],
  },
  {
    code: "closed-database",
    when: [withDatabase(), opens("search", { name: "orders", securityGroupId: "sg-1" })],
    notWhen: [[application("chat")]],
  },
  {
    code: "closed-database",
    when: [withDatabase(), opens("chat", { name: "orders" })],
    notWhen: [[]],
  },
  {
    code: "shared-storage",
    when: [keeps("chat", "b", "a/", "read-write"), keeps("search", "b", "a/x/", "read")],
    notWhen: [
      [keeps("chat", "b", "a/", "read-write"), keeps("search", "b", "ab/", "read")],
      [keeps("chat", "b", "a/", "read-write"), keeps("search", "c", "a/", "read")],
      [keeps("chat", "b", "a/", "read"), keeps("search", "b", "a/", "read")],
      [keeps("chat", "[unknown]", "a/", "read-write"), keeps("search", "[unknown]", "a/", "read")],
    ],
  },
  {
    code: "shared-storage",
    when: [publishes("chat", "b", "a/"), keeps("search", "b", "a/x/", "read")],
    notWhen: [[publishes("chat", "b", "a/"), keeps("search", "b", "b/", "read")]],
  },
  {
    code: "shared-storage",
    when: [keeps("chat", "b", "a/x/", "read-write"), keeps("search", "b", "", "read")],
    notWhen: [[keeps("chat", "b", "a/", "read-write")]],
  },
  {
    code: "shared-alb",
    when: [application("chat", { loadBalancer: { placement: "shared", certificateArn: "arn" } })],
    notWhen: [[application("chat", { loadBalancer: { certificateArn: "arn" } })]],
  },
  {
    code: "no-tls",
    when: [application("chat", { loadBalancer: { scheme: "internet-facing" } }, ON_AWS)],
    notWhen: [
      [application("chat", { loadBalancer: { scheme: "internet-facing" } })],
      [application("chat", { loadBalancer: { certificateArn: "arn" } }, ON_AWS)],
      [application("chat", { loadBalancer: { scheme: "internal" } }, ON_AWS)],
      [application("chat", { loadBalancer: null }, ON_AWS)],
      [application("chat", {}, ON_AWS)],
    ],
  },
  {
    code: "staged-mode",
    when: [baseline({ mode: "staged" })],
    notWhen: [[baseline({ mode: "enforced" })]],
  },
  {
    code: "staged-mode",
    when: [application("chat", {}, { mode: "staged" })],
    notWhen: [[application("chat", {}, { mode: "enforced" })]],
  },
  {
    code: "staged-mode",
    when: [application("chat", { mode: "staged" })],
    notWhen: [[application("chat", { mode: "enforced" })], [application("chat", {})]],
  },
  {
    code: "public-addresses",
    when: subnet("web", { mapPublicIpOnLaunch: true }),
    notWhen: [subnet("web", { mapPublicIpOnLaunch: false }), subnet("web", {})],
  },
  {
    code: "no-protection",
    when: [resource(VPC, "vpc")],
    notWhen: [
      [resource(VPC, "vpc", {}, PROTECTED)],
      [resource(VPC, "vpc", {}, { external: true })],
      [resource("aws:ec2/subnet:Subnet", "web")],
    ],
    stack: "production",
  },
];

describe("checkResources", () => {
  for (const { code, when, notWhen, stack } of CASES) {
    it(`warns of ${code} because of ${when.map(({ name }) => name).join(", ")}`, () => {
      assert.deepEqual(codesIn(when, stack), [code]);
    });
    it(`does not warn of ${code} in ${notWhen.length} similar cases`, () => {
      for (const resources of notWhen) {
        assert.ok(!codesIn(resources, stack).includes(code));
      }
    });
  }

  it("has a test case for every check", () => {
    const tried = new Set(CASES.map(({ code }) => code));
    assert.deepEqual(
      RESOURCE_CHECKS.map(({ code }) => code).filter((code) => !tried.has(code)),
      [],
    );
  });

  it("requires protection in production stacks only", () => {
    assert.deepEqual(codesIn([resource(VPC, "vpc")], "staging"), []);
  });

  it("reports a public endpoint without networks as open to the whole internet", () => {
    const messageFor = (inputs: JsonMap) => warningsIn([ekscluster(inputs)])[0]?.message ?? "";
    assert.match(messageFor({}), /whole internet/);
    assert.match(messageFor({ publicAccessCidrs: ["0.0.0.0/0"] }), /whole internet/);
    const named = messageFor({ publicAccessCidrs: ["203.0.113.0/24"] });
    assert.equal(named, "The Kubernetes API answers 203.0.113.0/24 over the internet.");
  });

  it("shows the line to add for a one-sided connection, and where", () => {
    const [missingIngress] = warningsIn([calls([8080, 9000]), calledBy({ application: "chat" })]);
    assert.deepEqual(missingIngress, {
      code: "one-sided-connection",
      severity: "warning",
      subject: "chat → search",
      resource: urnOf("bulkhead:index:AppNamespace", "chat"),
      message:
        "chat declares egress to search on 8080, and search does not let it in: " +
        "the policies deny the connection.",
      fix:
        'Add { application: "chat", ports: [8080] } to ingressFrom.applications of search, ' +
        "or remove it from egress.applications of chat.",
    });
    const [missingEgress] = warningsIn([application("chat"), calledBy({ application: "chat" })]);
    assert.equal(
      missingEgress?.fix,
      'Add { application: "search", ports: [9000] } to egress.applications of chat, ' +
        "or remove it from ingressFrom.applications of search.",
    );
  });

  it("returns one warning per application, sorted by application", () => {
    const open = (name: string) => application(name, { egress: { internet: true } });
    const subjects = warningsIn([open("search"), open("chat")]).map(({ subject }) => subject);
    assert.deepEqual(subjects, ["chat", "search"]);
  });
});
