import assert from "node:assert/strict";
import { Account, SIMULATED_ACCOUNT } from "../../testbed/simulation/account.js";
import type { AwsRecord, JsonMap } from "../../testbed/simulation/record.js";
import { LOAD_BALANCER_RULES } from "../../testbed/simulation/rules/network-rules.js";
import { Aws } from "../../testbed/simulation/types.js";

function idOf(prefix: string, digit: number): string {
  return `${prefix}-0${String(digit).padStart(16, "0")}`;
}

const VPC = idOf("vpc", 1);
const ROLE = `arn:aws:iam::${SIMULATED_ACCOUNT}:role/nodes`;

function record(type: string, id: string, inputs: JsonMap, outputs: JsonMap = {}): AwsRecord {
  return { type, id, name: id, urn: `urn:${type}::${id}`, seed: id, inputs, outputs };
}

function subnet(digit: number, cidrBlock: string, zone = "a"): AwsRecord {
  const availabilityZone = `eu-central-1${zone}`;
  return record(Aws.Subnet, idOf("subnet", digit), { vpcId: VPC, cidrBlock, availabilityZone });
}

const vpc = record(Aws.Vpc, VPC, { cidrBlock: "10.0.0.0/20" });
const first = subnet(1, "10.0.0.0/24");
const second = subnet(2, "10.0.1.0/24", "b");
const gateway = record(Aws.InternetGateway, idOf("igw", 1), { vpcId: VPC });
const nat = record(Aws.NatGateway, idOf("nat", 1), { vpcId: VPC, availabilityMode: "regional" });
const table = record(Aws.RouteTable, idOf("rtb", 1), { vpcId: VPC });
const cluster = record(Aws.Cluster, "main", {
  name: "main",
  vpcConfig: { subnetIds: [first.id, second.id] },
});
const nodeRole = record(Aws.Role, "nodes", { assumeRolePolicy: "ec2" }, { arn: ROLE });
const podRole = record(
  Aws.Role,
  "pods",
  { assumeRolePolicy: "pods.eks.amazonaws.com" },
  { arn: ROLE.replace("nodes", "pods") },
);
const attachments = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonEKS_CNI_Policy",
].map((name) =>
  record(Aws.RolePolicyAttachment, `nodes-${name}`, {
    role: "nodes",
    policyArn: `arn:aws:iam::aws:policy/${name}`,
  }),
);

function addon(addonName: string): AwsRecord {
  return record(Aws.Addon, `main:${addonName}`, { clusterName: "main", addonName });
}

const nodes = record(Aws.NodeGroup, "main:general", {
  clusterName: "main",
  nodeRoleArn: ROLE,
  scalingConfig: { minSize: 1 },
});

const NETWORK = [vpc, first, second, gateway, nat, table];
const CLUSTER = [cluster, nodeRole, podRole, ...attachments, addon("vpc-cni"), addon("kube-proxy")];
const ALL = [...NETWORK, ...CLUSTER, nodes];

function accountWith(records: readonly AwsRecord[]): Account {
  return new Account(records, [], [idOf("sg", 9)]);
}

function without(...gone: readonly AwsRecord[]): AwsRecord[] {
  return ALL.filter((each) => !gone.includes(each));
}

const REFUSED_CREATIONS: readonly [string, readonly AwsRecord[], AwsRecord, RegExp][] = [
  ["a VPC larger than /16", [], record(Aws.Vpc, VPC, { cidrBlock: "10.0.0.0/15" }), /InvalidVpc/],
  ["a subnet outside of its VPC", NETWORK, subnet(3, "10.0.16.0/24"), /InvalidSubnet\.Range/],
  ["a subnet with host bits", NETWORK, subnet(3, "10.0.2.1/24"), /InvalidSubnet\.Range/],
  ["a subnet smaller than /28", NETWORK, subnet(3, "10.0.2.0/29"), /InvalidSubnet\.Range/],
  ["a subnet over another", NETWORK, subnet(3, "10.0.0.128/25"), /InvalidSubnet\.Conflict/],
  [
    "the 201st subnet",
    [
      vpc,
      ...Array.from({ length: 200 }, (_, at) =>
        subnet(at + 10, `10.0.${at >> 4}.${(at % 16) * 16}/28`),
      ),
    ],
    subnet(999, "10.0.15.0/28"),
    /SubnetLimitExceeded/,
  ],
  [
    "an id that does not exist",
    [vpc],
    record(Aws.RouteTable, idOf("rtb", 2), { vpcId: idOf("vpc", 2) }),
    /NotFound: 'vpc-/,
  ],
  ["a role that does not exist", NETWORK, record("x", "x", { roleArn: ROLE }), /NotFound: 'arn:/],
  ["a NAT gateway without a way to the internet", [vpc, first], nat, /Gateway\.NotAttached/],
  [
    "a second route to the same place",
    [
      ...NETWORK,
      record(Aws.Route, "r-1", { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0" }),
    ],
    record(Aws.Route, "r-2", { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0" }),
    /RouteAlreadyExists/,
  ],
  [
    "a second route table of a subnet",
    [...NETWORK, record(Aws.RouteTableAssociation, "a-1", { subnetId: first.id })],
    record(Aws.RouteTableAssociation, "a-2", { subnetId: first.id }),
    /AlreadyAssociated/,
  ],
  [
    "an endpoint with two subnets in one zone",
    [...NETWORK, subnet(4, "10.0.4.0/24")],
    record(Aws.VpcEndpoint, idOf("vpce", 1), { subnetIds: [first.id, idOf("subnet", 4)] }),
    /DuplicateSubnetsInSameZone/,
  ],
  [
    "a cluster in one zone",
    NETWORK,
    record(Aws.Cluster, "one", { name: "one", vpcConfig: { subnetIds: [first.id] } }),
    /two different AZs/,
  ],
  [
    "nodes before the network add-ons",
    without(addonNamed("vpc-cni"), nodes),
    nodes,
    /without vpc-cni/,
  ],
  [
    "nodes before their rights",
    without(attachments[2] ?? nodes, nodes),
    nodes,
    /lacks AmazonEKS_CNI_Policy/,
  ],
  ["CoreDNS before nodes", without(nodes), addon("coredns"), /InsufficientNumberOfReplicas/],
  ["an add-on twice", ALL, { ...addon("vpc-cni"), id: "main:again" }, /AlreadyExists/],
  ["an add-on of no cluster", NETWORK, addon("vpc-cni"), /No cluster found for name: main/],
  [
    "a role that pods cannot take",
    ALL,
    record(Aws.PodIdentityAssociation, "p", { clusterName: "main", roleArn: ROLE }),
    /missing pods\.eks/,
  ],
  [
    "a policy without an entry",
    ALL,
    record(Aws.AccessPolicyAssociation, "p", { clusterName: "main", principalArn: "someone" }),
    /principalArn could not be found: someone/,
  ],
  ["what is there already", ALL, cluster, /AlreadyExists/],
];

function addonNamed(name: string): AwsRecord {
  return CLUSTER.find(({ id }) => id === `main:${name}`) ?? cluster;
}

const REFUSED_DELETIONS: readonly [string, readonly AwsRecord[], AwsRecord, RegExp][] = [
  ["a VPC with subnets", ALL, vpc, /DependencyViolation: .*vpc:Vpc .* has a dependent object/],
  ["a subnet of a cluster", ALL, first, /DependencyViolation: .*subnet/],
  ["the gateway of public addresses", [vpc, gateway, nat], gateway, /mapped public address/],
  ["a cluster with nodes", ALL, cluster, /DependencyViolation|nodegroups attached/],
  [
    "a protected cluster",
    [record(Aws.Cluster, "main", { deletionProtection: true })],
    cluster,
    /deletion protection is enabled/,
  ],
  ["rights of nodes that are still there", ALL, attachments[0] ?? nodes, /would lose/],
  ["a role with policies", ALL, nodeRole, /DependencyViolation: .*role/],
];

describe("The simulated account", () => {
  for (const [what, before, refused, message] of REFUSED_CREATIONS) {
    it(`does not make ${what}`, () => {
      const account = accountWith(before);
      assert.throws(() => {
        account.create(refused);
      }, message);
      assert.deepEqual(account.content, before);
    });
  }

  for (const [what, before, refused, message] of REFUSED_DELETIONS) {
    it(`does not delete ${what}`, () => {
      const account = accountWith(before);
      assert.throws(() => {
        account.delete(refused);
      }, message);
      assert.deepEqual(account.content, before);
    });
  }

  it("makes all of it in order, and deletes it in the other", () => {
    const account = accountWith([]);
    for (const each of ALL) account.create(each);
    assert.deepEqual(account.content, ALL);
    const order = [nodes, ...CLUSTER.filter((each) => each !== cluster && each !== nodeRole)];
    for (const each of [...order, cluster, nodeRole, nat, gateway, table, first, second, vpc]) {
      account.delete(each);
    }
    assert.deepEqual(account.content, []);
  });

  it("knows ids that somebody else made, and those that came with a resource", () => {
    const account = accountWith([vpc]);
    account.create(record("rule", "1", { securityGroupId: idOf("sg", 9) }));
    account.create(record("cluster", "2", {}, { vpcConfig: { group: idOf("sg", 7) } }));
    account.create(record("rule", "3", { securityGroupId: idOf("sg", 7) }));
    assert.equal(account.content.length, 4);
  });
});

describe("A load balancer in the simulated account", () => {
  const SUBNETS: readonly [string, readonly AwsRecord[], RegExp | undefined][] = [
    ["two zones", [subnet(1, "10.0.0.0/27"), subnet(2, "10.0.0.32/27", "b")], undefined],
    ["one zone", [subnet(1, "10.0.0.0/27")], /At least two subnets/],
    ["a zone twice", [subnet(1, "10.0.0.0/27"), subnet(2, "10.0.0.32/27")], /At least two/],
    ["too small", [subnet(1, "10.0.0.0/28"), subnet(2, "10.0.0.32/27", "b")], /Not enough IP/],
  ];

  for (const [what, subnets, refusal] of SUBNETS) {
    it(`with subnets in ${what}`, () => {
      const balancer = record(Aws.LoadBalancer, "lb", { subnetIds: subnets.map(({ id }) => id) });
      const { inventory } = accountWith([vpc, ...subnets]);
      const [said] = LOAD_BALANCER_RULES.map((rule) => rule(balancer, inventory));
      if (refusal === undefined) assert.equal(said, undefined);
      else assert.match(said ?? "", refusal);
    });
  }
});
