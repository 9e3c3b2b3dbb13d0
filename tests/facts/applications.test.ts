import assert from "node:assert/strict";
import type { JsonMap } from "../../basics/json.js";
import type { MaskedResource } from "../../facts/resource-graph.js";
import { application, factsOf, subnet, urnOf } from "../cli/support.js";

const APP = "bulkhead:index:AppNamespace";

function entryOf(name: string, resources: readonly MaskedResource[]) {
  const entry = factsOf(resources).applications.find((found) => found.application === name);
  assert.ok(entry);
  return entry;
}

describe("Applications of a plan", () => {
  it("gives the whole entry of an application", () => {
    const inputs: JsonMap = {
      albSlot: 1,
      loadBalancer: { scheme: "internal" },
      egress: {
        internet: true,
        kubernetesApi: true,
        databases: [
          { name: "orders", port: 5432 },
          { name: "legacy", port: 3306, cidrBlocks: ["10.9.0.0/24"] },
        ],
      },
    };
    const entry = entryOf("chat", [
      application("chat", inputs, { network: {} }),
      ...subnet("other", { cidrBlock: "10.0.1.0/27" }),
    ]);
    assert.deepEqual(entry, {
      application: "chat",
      namespace: "chat",
      albSlot: 1,
      albSubnets: [
        { cidr: "10.0.0.128/27", zone: "a" },
        { cidr: "10.0.0.160/27", zone: "b" },
      ],
      ports: [8080],
      loadBalancer: { placement: "dedicated", scheme: "internal", hosts: [] },
      reaches: [
        { kind: "namespace", name: "chat" },
        { kind: "dns" },
        { kind: "pod-identity" },
        { kind: "kubernetes-api" },
        { kind: "internet" },
        { kind: "database", name: "orders", port: 5432, cidrBlocks: ["10.0.64.0/21"] },
        { kind: "database", name: "legacy", port: 3306, cidrBlocks: ["10.9.0.0/24"] },
      ],
      reachedBy: [
        { kind: "namespace", name: "chat" },
        {
          kind: "load-balancer",
          placement: "dedicated",
          ports: [8080],
          cidrBlocks: ["10.0.0.128/27", "10.0.0.160/27"],
        },
      ],
      storage: [],
      access: { view: [], edit: [], deploy: [] },
      resource: urnOf(APP, "chat"),
    });
  });

  it("declares nothing for an application that says nothing", () => {
    const entry = entryOf("chat", [application("chat")]);
    assert.equal(entry.loadBalancer, null);
    assert.deepEqual(
      entry.reaches.map(({ kind }) => kind),
      ["namespace", "dns", "pod-identity"],
    );
    assert.deepEqual(entry.reachedBy, [{ kind: "namespace", name: "chat" }]);
  });

  it("shows the shared subnets of an application behind the shared load balancer", () => {
    const network = {
      availabilityZones: ["a", "b"],
      sharedAlb: { cidrBlocks: ["10.0.0.0/27", "10.0.0.32/27"] },
    };
    const shared = application("chat", { loadBalancer: { placement: "shared" } }, { network });
    assert.deepEqual(entryOf("chat", [shared]).albSubnets, [
      { cidr: "10.0.0.0/27", zone: "a" },
      { cidr: "10.0.0.32/27", zone: "b" },
    ]);
    const dedicated = application("chat", { loadBalancer: {} }, { network });
    assert.deepEqual(entryOf("chat", [dedicated]).albSubnets, []);
  });

  it("names the addresses of a load balancer outside the platform's network", () => {
    const loadBalancer = { sourceCidrBlocks: ["172.18.0.0/16"] };
    const [, peer] = entryOf("chat", [application("chat", { loadBalancer })]).reachedBy;
    assert.ok(peer?.kind === "load-balancer");
    assert.deepEqual(peer.cidrBlocks, ["172.18.0.0/16"]);
  });

  it("names interface endpoints where the platform has some", () => {
    const addressFacts = { endpointCidrBlocks: ["10.0.96.0/24"] };
    const { reaches } = entryOf("chat", [application("chat", {}, { addressFacts })]);
    assert.deepEqual(reaches.at(-1), { kind: "vpc-endpoints", cidrBlocks: ["10.0.96.0/24"] });
  });

  describe("connections between two applications", () => {
    const calling = (ports: number[]) =>
      application("chat", { egress: { applications: [{ application: "search", ports }] } });
    const called = (caller: JsonMap) =>
      application("search", { ports: [8080, 9000], ingressFrom: { applications: [caller] } });
    const agreement = (resources: readonly MaskedResource[]) => {
      const own = (name: string, side: "reaches" | "reachedBy") =>
        factsOf(resources)
          .applications.find((entry) => entry.application === name)
          ?.[side].flatMap((peer) => (peer.kind === "application" ? [peer.declaredByBoth] : []));
      return { caller: own("chat", "reaches"), target: own("search", "reachedBy") };
    };

    it("are declared by both when the ports match", () => {
      const both = [calling([9000]), called({ application: "chat", ports: [9000] })];
      assert.deepEqual(agreement(both), { caller: [true], target: [true] });
    });

    it("mean all served ports where the target names none", () => {
      const both = [calling([8080, 9000]), called({ application: "chat" })];
      assert.deepEqual(agreement(both), { caller: [true], target: [true] });
    });

    it("are one-sided for a port that the other side does not name", () => {
      const both = [calling([8080, 9000]), called({ application: "chat", ports: [9000] })];
      assert.deepEqual(agreement(both), { caller: [false], target: [true] });
    });

    it("are one-sided when the other side names another application or none", () => {
      const other = [calling([9000]), called({ application: "ocr" })];
      assert.deepEqual(agreement(other), { caller: [false], target: [null] });
      assert.deepEqual(agreement([application("chat"), called({ application: "chat" })]), {
        caller: [],
        target: [false],
      });
    });

    it("are unknown when the other side belongs to another program", () => {
      assert.deepEqual(agreement([calling([9000])]), { caller: [null], target: undefined });
    });
  });
});
