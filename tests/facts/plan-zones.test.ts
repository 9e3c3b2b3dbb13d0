import assert from "node:assert/strict";
import { zonesFileOfPlan, zonesOfPlan } from "../../facts/plan-zones.js";
import { readZones } from "../../prover/zones/read-zones.js";
import { application, factsOf, resource, subnet } from "../cli/support.js";
import type { MaskedResource } from "../../recorder/index.js";

const SURROUNDINGS = {
  podCidrBlocks: ["10.0.128.0/17"],
  privateCidrBlocks: ["10.0.0.0/8", "198.18.0.0/15"],
  albCidrBlocks: ["10.0.0.0/18"],
  endpointCidrBlocks: ["10.0.97.0/26"],
  dataCidrBlocks: ["10.0.64.0/21"],
  apiServer: { cidrBlocks: ["10.0.96.0/25"], port: 443 },
  podIdentityAgent: true,
  nodeLocalDns: { address: "169.254.20.10", clusterIp: "172.20.0.10" },
};

function zonesOf(resources: readonly MaskedResource[]) {
  const { addresses, graph } = factsOf(resources);
  const facts = { addresses, resources: graph.resources };
  const { zones, findings } = zonesOfPlan(facts);
  assert.deepEqual(readZones(zonesFileOfPlan(facts), "zones.yaml").zones.zones, zones.zones);
  const ranges = new Map(
    zones.zones.map((zone) => [zone.name, zone.ranges.map(({ text }) => text)]),
  );
  const texts = (of: readonly { readonly text: string }[]) => of.map(({ text }) => text);
  return { ranges, pods: texts(zones.pods), vpc: texts(zones.vpc), findings, zones };
}

describe("zonesOfPlan", () => {
  it("takes an application of another program at its platform's word", () => {
    const { ranges, pods, vpc, findings } = zonesOf([
      application("shop", {}, { addressFacts: SURROUNDINGS }),
    ]);
    assert.deepEqual(findings, []);
    assert.deepEqual([pods, vpc], [["10.0.128.0/17"], []]);
    assert.deepEqual(ranges.get("data"), ["10.0.64.0/21"]);
    assert.deepEqual(ranges.get("endpoints"), ["10.0.97.0/26"]);
    assert.deepEqual(ranges.get("control-plane"), ["10.0.96.0/25"]);
    assert.deepEqual(ranges.get("alb-unassigned"), ["10.0.0.0/18"]);
    assert.deepEqual(ranges.get("node-local-dns"), ["169.254.20.10/32", "172.20.0.10/32"]);
    assert.equal(
      ranges.get("internet")?.some((text) => text.startsWith("198.18.")),
      false,
    );
  });

  it("has a zone for each load balancer: of subnets, of named addresses, and the shared one", () => {
    const network = { sharedAlb: { cidrBlocks: ["10.0.0.0/27", "10.0.0.32/27"] } };
    const { ranges, zones } = zonesOf([
      application("shop", {}, { addressFacts: SURROUNDINGS, network }),
      application(
        "mail",
        { loadBalancer: { sourceCidrBlocks: ["192.0.2.7/32"] } },
        { addressFacts: SURROUNDINGS, network },
      ),
      ...subnet("shop-a", {
        cidrBlock: "10.0.0.128/27",
        availabilityZone: "a",
        tags: { "bulkhead/tier": "alb", "app-isolation/application": "shop" },
      }),
    ]);
    assert.deepEqual(ranges.get("alb-shop"), ["10.0.0.128/27"]);
    assert.deepEqual(ranges.get("alb-mail"), ["192.0.2.7/32"]);
    assert.deepEqual(ranges.get("alb-shared"), ["10.0.0.0/26"]);
    const mail = zones.zones.find(({ name }) => name === "alb-mail");
    assert.equal(mail?.application, "mail");
  });

  it("knows every block of the VPC", () => {
    const { vpc, ranges } = zonesOf([
      resource("aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.0.0.0/16" }),
      resource("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", "more", {
        cidrBlock: "100.64.0.0/16",
      }),
    ]);
    assert.deepEqual(vpc, ["10.0.0.0/16", "100.64.0.0/16"]);
    assert.ok(ranges.has("rest-of-vpc"));
  });

  it("has only what is always there for a program that says nothing", () => {
    const { pods, vpc, ranges } = zonesOf([]);
    assert.deepEqual([pods, vpc], [[], []]);
    assert.deepEqual(
      [...ranges.keys()],
      ["imds", "pod-identity", "resolver", "link-local", "peers", "internet"],
    );
  });
});
