import assert from "node:assert/strict";
import { partiesOf, PartyError, partyOf } from "../../../prover/zones/party-of.js";
import { readZones } from "../../../prover/zones/read-zones.js";
import { at, pod, somewhereIn, world } from "../evaluate/worlds.js";

const { zones } = readZones(
  `
vpc: [10.0.0.0/16]
pods: [10.0.128.0/17]
zones:
  alb-shop: { kind: alb, application: shop, cidrs: [10.0.0.32/27, 10.0.0.96/27] }
  node-1: { kind: nodes, node: node1, cidrs: 10.0.128.7/32 }
`,
  "zones.yaml",
);

const WEB = pod("web", { addresses: at("10.0.128.11") });
const ANY = pod("*", { kind: "adversary", addresses: somewhereIn("10.0.128.0/17") });
const WORLD = world({ endpoints: [WEB, ANY], namespaces: ["shop", "billing"] });

function messageOf(text: string): string {
  try {
    partyOf(WORLD, zones, text);
  } catch (error) {
    assert.ok(error instanceof PartyError);
    return error.message;
  }
  throw new Error(`${text} was understood`);
}

describe("Parties by name", () => {
  it("a pod, and the pod that may yet be created", () => {
    assert.deepEqual(partyOf(WORLD, zones, "shop/web"), { kind: "endpoint", endpoint: WEB });
    assert.deepEqual(partyOf(WORLD, zones, "shop/*"), { kind: "endpoint", endpoint: ANY });
  });

  it("the address of a pod is the pod", () => {
    assert.deepEqual(partyOf(WORLD, zones, "10.0.128.11"), { kind: "endpoint", endpoint: WEB });
  });

  it("another address carries the name of its zone, and the node that has it", () => {
    const party = partyOf(WORLD, zones, "93.184.216.34");
    assert.ok(party.kind === "network");
    assert.deepEqual([party.name, party.nodeName], ["93.184.216.34 (internet)", undefined]);
    const node = partyOf(WORLD, zones, "10.0.128.7");
    assert.ok(node.kind === "network");
    assert.deepEqual([node.name, node.nodeName], ["10.0.128.7 (node-1)", "node1"]);
  });

  it("a network may hold several zones", () => {
    const party = partyOf(WORLD, zones, "10.0.0.0/24");
    assert.ok(party.kind === "network");
    assert.equal(party.name, "10.0.0.0/24 (alb-shop, resolver, rest-of-vpc)");
  });

  it("a zone is all of its ranges, and the first of them where one is asked for", () => {
    const parties = partiesOf(WORLD, zones, "alb-shop");
    assert.deepEqual(
      parties.map((party) => party.kind === "network" && party.range.text),
      ["10.0.0.32/27", "10.0.0.96/27"],
    );
    assert.deepEqual(partyOf(WORLD, zones, "alb-shop"), parties[0]);
  });

  it("everything else says what is accepted and what was probably meant", () => {
    assert.equal(
      messageOf("shop/wbe"),
      'There is no pod shop/wbe. Did you mean "shop/web"? There are: shop/web, shop/*.',
    );
    assert.equal(messageOf("shp/web"), 'There is no namespace shp. Did you mean "shop"?');
    assert.equal(messageOf("billing/x"), "There is no pod billing/x. There are: none.");
    assert.equal(
      messageOf("shop"),
      "shop is a namespace. Say shop/* for any pod in it, or shop/<pod>.",
    );
    assert.equal(
      messageOf("internt"),
      '"internt" is no zone, no address and no pod. Did you mean "internet"? Zones: alb-shop, node-1, ' +
        "imds, pod-identity, resolver, rest-of-vpc, link-local, peers, internet. Pods are namespace/pod, " +
        "or namespace/* for any pod.",
    );
    assert.match(messageOf("10.0.0.300"), /^"10.0.0.300" is no zone, no address and no pod\./);
  });
});
