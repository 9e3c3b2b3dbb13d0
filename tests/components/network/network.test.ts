import assert from "node:assert/strict";
import type { NetworkArgs } from "../../../components/network/args.js";
import { NatGatewayMode } from "../../../components/network/args.js";
import { Network } from "../../../components/network/network.js";
import { failureOf } from "../../support/record.js";
import { EVERYTHING, listOf, ofClass, one, recordNetwork, withId } from "./record-network.js";

const MODES = Object.values(NatGatewayMode);

/** What every network in zones a and b has. */
const ALWAYS = [
  "DefaultSecurityGroup main-default",
  "InternetGateway main-internet",
  "Route main-public",
  "RouteTable main-isolated",
  "RouteTable main-private-eu-central-1a",
  "RouteTable main-private-eu-central-1b",
  "RouteTable main-public",
  "RouteTableAssociation main-control-plane-eu-central-1a",
  "RouteTableAssociation main-control-plane-eu-central-1b",
  "RouteTableAssociation main-data-eu-central-1a",
  "RouteTableAssociation main-data-eu-central-1b",
  "RouteTableAssociation main-workload-eu-central-1a",
  "RouteTableAssociation main-workload-eu-central-1b",
  "Subnet main-control-plane-eu-central-1a",
  "Subnet main-control-plane-eu-central-1b",
  "Subnet main-data-eu-central-1a",
  "Subnet main-data-eu-central-1b",
  "Subnet main-workload-eu-central-1a",
  "Subnet main-workload-eu-central-1b",
  "SubnetGroup main-data",
  "Vpc main-vpc",
  "VpcEndpoint main-s3",
];

/** What each choice adds to that. */
const ADDITIONS: { choice: string; args: Partial<NetworkArgs>; added: string[] }[] = [
  { choice: "no NAT gateway", args: { natGateway: "none" }, added: [] },
  {
    choice: "a regional NAT gateway",
    args: { natGateway: "regional" },
    added: [
      "NatGateway main-nat",
      "Route main-private-eu-central-1a",
      "Route main-private-eu-central-1b",
    ],
  },
  {
    choice: "zonal NAT gateways",
    args: { natGateway: "zonal" },
    added: [
      "Eip main-nat-eu-central-1a",
      "Eip main-nat-eu-central-1b",
      "NatGateway main-nat-eu-central-1a",
      "NatGateway main-nat-eu-central-1b",
      "Route main-nat",
      "Route main-private-eu-central-1a",
      "Route main-private-eu-central-1b",
      "RouteTable main-nat",
      "RouteTableAssociation main-nat-eu-central-1a",
      "RouteTableAssociation main-nat-eu-central-1b",
      "Subnet main-nat-eu-central-1a",
      "Subnet main-nat-eu-central-1b",
    ],
  },
  {
    choice: "interface endpoints",
    args: { natGateway: "none", vpcEndpoints: ["ecr.api", "sts"] },
    added: [
      "RouteTableAssociation main-endpoints-eu-central-1a",
      "RouteTableAssociation main-endpoints-eu-central-1b",
      "SecurityGroup main-endpoints",
      "SecurityGroupIngressRule main-endpoints-https",
      "Subnet main-endpoints-eu-central-1a",
      "Subnet main-endpoints-eu-central-1b",
      "VpcEndpoint main-endpoint-ecr.api",
      "VpcEndpoint main-endpoint-sts",
    ],
  },
  {
    choice: "a shared load balancer",
    args: { natGateway: "none", sharedAlb: true },
    added: [
      "RouteTableAssociation main-shared-alb-eu-central-1a",
      "RouteTableAssociation main-shared-alb-eu-central-1b",
      "Subnet main-shared-alb-eu-central-1a",
      "Subnet main-shared-alb-eu-central-1b",
    ],
  },
  {
    choice: "flow logs",
    args: { natGateway: "none", flowLogs: {} },
    added: [
      "FlowLog main-flow-logs",
      "LogGroup main-flow-logs",
      "Role main-flow-logs",
      "RolePolicy main-flow-logs",
    ],
  },
  {
    choice: "an empty list of endpoints",
    args: { natGateway: "none", vpcEndpoints: [] },
    added: [],
  },
  { choice: "no shared load balancer", args: { natGateway: "none", sharedAlb: false }, added: [] },
];

describe("Network", () => {
  describe("registers", () => {
    for (const { choice, args, added } of ADDITIONS) {
      for (const mode of ["preview", "update"] as const) {
        it(`exactly this with ${choice}, in ${mode}`, async () => {
          const recorded = await recordNetwork(args, { mode });
          assert.deepEqual(listOf(recorded), [...ALWAYS, ...added].sort());
        });
      }
    }

    it("a regional NAT gateway when nothing is said", async () => {
      const [asDefault, regional] = [
        await recordNetwork(),
        await recordNetwork({ natGateway: "regional" }),
      ];
      assert.deepEqual(listOf(asDefault), listOf(regional));
    });

    it("everything as a child of one component", async () => {
      const recorded = await recordNetwork({ ...EVERYTHING, natGateway: "zonal" });
      const network = one(recorded, "Network", "main");
      assert.equal(network.type, "bulkhead:index:Network");
      for (const resource of recorded.resources.filter(({ custom }) => custom)) {
        assert.equal(resource.parent, network.urn, resource.name);
      }
    });

    for (const natGateway of MODES) {
      it(`in a preview what an update registers (${natGateway})`, async () => {
        const args = { ...EVERYTHING, natGateway };
        const preview = await recordNetwork(args, { mode: "preview" });
        const update = await recordNetwork(args);
        const shapeOf = ({ resources }: typeof preview) =>
          resources.map(({ urn, inputs }) => `${urn} ${Object.keys(inputs).join()}`).sort();
        assert.deepEqual(shapeOf(preview), shapeOf(update));
      });
    }
  });

  it("routes each subnet where its tier belongs", async () => {
    const recorded = await recordNetwork({ ...EVERYTHING, natGateway: "zonal" });
    const tables = ofClass(recorded, "RouteTableAssociation").map(({ name, inputs }) => {
      assert.equal(withId(recorded, inputs.subnetId).name, name);
      return [name, withId(recorded, inputs.routeTableId).name];
    });
    assert.deepEqual(Object.fromEntries(tables), {
      "main-workload-eu-central-1a": "main-private-eu-central-1a",
      "main-workload-eu-central-1b": "main-private-eu-central-1b",
      "main-data-eu-central-1a": "main-isolated",
      "main-data-eu-central-1b": "main-isolated",
      "main-control-plane-eu-central-1a": "main-isolated",
      "main-control-plane-eu-central-1b": "main-isolated",
      "main-endpoints-eu-central-1a": "main-isolated",
      "main-endpoints-eu-central-1b": "main-isolated",
      "main-nat-eu-central-1a": "main-nat",
      "main-nat-eu-central-1b": "main-nat",
      "main-shared-alb-eu-central-1a": "main-public",
      "main-shared-alb-eu-central-1b": "main-public",
    });
  });

  const TARGETS: Record<NatGatewayMode, Record<string, string>> = {
    none: { "main-public": "gatewayId main-internet" },
    regional: {
      "main-public": "gatewayId main-internet",
      "main-private-eu-central-1a": "natGatewayId main-nat",
      "main-private-eu-central-1b": "natGatewayId main-nat",
    },
    zonal: {
      "main-public": "gatewayId main-internet",
      "main-nat": "gatewayId main-internet",
      "main-private-eu-central-1a": "natGatewayId main-nat-eu-central-1a",
      "main-private-eu-central-1b": "natGatewayId main-nat-eu-central-1b",
    },
  };
  for (const natGateway of MODES) {
    it(`leads the rest of the world to the right gateway (${natGateway})`, async () => {
      const recorded = await recordNetwork({ natGateway });
      const targets = ofClass(recorded, "Route").map(({ name, inputs }) => {
        const { routeTableId, destinationCidrBlock, ...target } = inputs;
        assert.equal(withId(recorded, routeTableId).name, name);
        assert.equal(destinationCidrBlock, "0.0.0.0/0");
        const [[property, id] = []] = Object.entries(target);
        return [name, `${property} ${withId(recorded, id).name}`];
      });
      assert.deepEqual(Object.fromEntries(targets), TARGETS[natGateway]);
    });
  }

  it("refuses all wrong arguments at once, before anything exists", async () => {
    const message = await failureOf(
      () => new Network("main", { cidrBlock: "10.0.0.1/16", availabilityZones: ["eu-central-1a"] }),
    );
    assert.ok(
      message.includes(
        [
          'Network "main" has 2 problems:',
          '  cidrBlock: "10.0.0.1/16" is invalid: expected an IPv4 CIDR without host bits; did you mean "10.0.0.0/16"?',
          '  availabilityZones: ["eu-central-1a"] is invalid: expected from 2 to 4 zones',
        ].join("\n"),
      ),
      message,
    );
  });
});
