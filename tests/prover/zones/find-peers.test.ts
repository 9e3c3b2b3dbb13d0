import assert from "node:assert/strict";
import type { Service } from "../../../prover/model/world.js";
import { findPeers, PeerError, findPeer } from "../../../prover/zones/find-peers.js";
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
const TWICE = pod("twice", { addresses: at("10.0.128.12", "fd00::12") });
const service = (namespace: string, name: string): Service => ({
  namespace,
  name,
  addresses: [],
  headless: false,
  ports: [],
});
const WORLD = world({
  endpoints: [WEB, ANY, TWICE],
  namespaces: ["shop", "billing"],
  services: [service("shop", "front"), service("billing", "invoices")],
});

function messageOf(text: string): string {
  try {
    findPeer(WORLD, zones, text);
  } catch (error) {
    assert.ok(error instanceof PeerError);
    return error.message;
  }
  throw new Error(`${text} was understood`);
}

describe("Parties by name", () => {
  it("a pod, and the pod that may yet be created", () => {
    assert.deepEqual(findPeer(WORLD, zones, "shop/web"), { kind: "endpoint", endpoint: WEB });
    assert.deepEqual(findPeer(WORLD, zones, "shop/*"), { kind: "endpoint", endpoint: ANY });
  });

  it("the address of a pod is the pod", () => {
    assert.deepEqual(findPeer(WORLD, zones, "10.0.128.11"), { kind: "endpoint", endpoint: WEB });
    for (const address of ["10.0.128.12", "fd00::12"]) {
      assert.deepEqual(findPeer(WORLD, zones, address), { kind: "endpoint", endpoint: TWICE });
    }
  });

  it("a network that begins with the address of a pod is not that pod", () => {
    assert.equal(findPeer(WORLD, zones, "10.0.128.12/31").kind, "network");
    assert.equal(findPeer(WORLD, zones, "10.0.128.12/32").kind, "endpoint");
  });

  it("a Service is asked for as one, and sends nothing", () => {
    assert.equal(
      messageOf("shop/front"),
      'Unknown pod "shop/front". As a destination, write the Service as shop/service/front.',
    );
    assert.equal(
      messageOf("shop/service/front"),
      "shop/service/front is a Service, which cannot be a source.",
    );
    assert.equal(
      messageOf("shop/service/frnt"),
      'Unknown Service "shop/service/frnt". Did you mean "front"? Services: front.',
    );
    assert.equal(
      messageOf("billing/service/front"),
      'Unknown Service "billing/service/front". Services: invoices.',
    );
    for (const text of ["shop/service/a/b", "shop/service/", "shop/x/service/front"]) {
      assert.match(messageOf(text), /^Unknown pod /);
    }
  });

  it("another address carries the name of its zone, and the node that has it", () => {
    const peer = findPeer(WORLD, zones, "93.184.216.34");
    assert.ok(peer.kind === "network");
    assert.deepEqual([peer.name, peer.nodeName], ["93.184.216.34 (internet)", undefined]);
    const node = findPeer(WORLD, zones, "10.0.128.7");
    assert.ok(node.kind === "network");
    assert.deepEqual([node.name, node.nodeName], ["10.0.128.7 (node-1)", "node1"]);
  });

  it("a network may hold several zones", () => {
    const peer = findPeer(WORLD, zones, "10.0.0.0/24");
    assert.ok(peer.kind === "network");
    assert.equal(peer.name, "10.0.0.0/24 (alb-shop, resolver, rest-of-vpc)");
  });

  it("a zone is all of its ranges, and the first of them where one is asked for", () => {
    const peers = findPeers(WORLD, zones, "alb-shop");
    assert.deepEqual(
      peers.map((peer) => peer.kind === "network" && peer.range.text),
      ["10.0.0.32/27", "10.0.0.96/27"],
    );
    assert.deepEqual(findPeer(WORLD, zones, "alb-shop"), peers[0]);
  });

  it("everything else says what is accepted and what was probably meant", () => {
    assert.equal(
      messageOf("shop/wbe"),
      'Unknown pod "shop/wbe". Did you mean "shop/web"? Pods: shop/web, shop/*, shop/twice.',
    );
    assert.equal(messageOf("shp/web"), 'Unknown namespace "shp". Did you mean "shop"?');
    assert.equal(messageOf("billing/x"), 'Unknown pod "billing/x". Pods: none.');
    assert.equal(
      messageOf("shop"),
      "shop is a namespace; use shop/* for any pod in it, or shop/<pod>.",
    );
    assert.equal(
      messageOf("internt"),
      'Unknown peer "internt"; use a zone, an address, namespace/pod, or namespace/* for any pod. ' +
        'Did you mean "internet"? Zones: alb-shop, node-1, imds, pod-identity, resolver, rest-of-vpc, ' +
        "link-local, peers, internet.",
    );
    assert.match(messageOf("10.0.0.300"), /^Unknown peer "10.0.0.300"; use a zone, an address, /);
  });
});
