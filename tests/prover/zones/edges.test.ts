import assert from "node:assert/strict";
import { covers, networks, rangesText } from "../../../prover/zones/address-sets.js";
import { findPeer } from "../../../prover/zones/find-peers.js";
import { readZones } from "../../../prover/zones/read-zones.js";
import { podRangeTexts, zoneNamed, zonesOfKind } from "../../../prover/zones/zone.js";
import { zonesOfAddresses } from "../../../prover/zones/zones-of-addresses.js";
import { at, pod, world } from "../evaluate/worlds.js";

const WELL_KNOWN_RESOLVER = "169.254.169.253/32";

function resolverOf(vpc: string): string {
  const { zones } = readZones(`{ vpc: "${vpc}", pods: 10.0.128.0/17 }`, "zones.yaml");
  return rangesText(zoneNamed(zones, "resolver")?.ranges ?? []);
}

describe("Zones at their edges", () => {
  const RESOLVERS: readonly (readonly [vpc: string, resolver: string])[] = [
    ["10.1.0.0/29", `${WELL_KNOWN_RESOLVER}, 10.1.0.2/32`],
    ["10.1.0.0/30", `${WELL_KNOWN_RESOLVER}, 10.1.0.2/32`],
    ["10.1.0.0/31", WELL_KNOWN_RESOLVER],
    ["10.1.0.0/32", WELL_KNOWN_RESOLVER],
    ["fd00:1::/56", WELL_KNOWN_RESOLVER],
  ];
  for (const [vpc, resolver] of RESOLVERS) {
    it(`the resolver of the VPC ${vpc} answers at ${resolver}`, () => {
      assert.equal(resolverOf(vpc), resolver);
    });
  }

  it("zones without addresses are not there", () => {
    const { zones } = readZones("pods: 10.0.128.0/17", "zones.yaml");
    assert.deepEqual(
      zones.zones.map(({ name }) => name),
      ["imds", "pod-identity", "resolver", "link-local", "peers", "internet"],
    );
    assert.equal(podRangeTexts(readZones("", "zones.yaml").zones), undefined);
    const subnets = zonesOfAddresses([], { albCidrBlocks: [], dataCidrBlocks: [] });
    assert.deepEqual(zonesOfKind(subnets.zones, "alb", "data"), []);
  });

  it("pods of both families have zones of both", () => {
    const { zones } = readZones("pods: [10.0.128.0/17, 'fd00:1::/64']", "zones.yaml");
    const versions = new Set(zoneNamed(zones, "internet")?.ranges.map(({ version }) => version));
    assert.deepEqual([...versions], [4, 6]);
    assert.deepEqual(
      zonesOfKind(zones, "imds", "resolver").map(({ name }) => name),
      ["imds", "resolver"],
    );
  });

  it("a zone without a kind, and one without addresses, are reported with a fix", () => {
    const { findings } = readZones(
      "pods: 10.0.128.0/17\nzones:\n  imds: { kind: peer, cidrs: 10.9.0.0/24 }\n  a: { cidrs: 10.8.0.0/24 }\n  b: { kind: data }\n",
      "zones.yaml",
    );
    assert.deepEqual(
      findings.map(({ code, message, fix }) => [code, message, fix]),
      [
        ["reserved-zone", "The zone imds is built in.", "Choose another name."],
        ["no-kind", "The zone a requires a kind.", undefined],
        ["no-addresses", "The zone b requires cidrs.", undefined],
      ],
    );
  });

  const SHARING: readonly (readonly [what: string, first: string, second: string, told: string])[] =
    [
      [
        "load balancers of one application",
        "{ kind: alb, application: shop, cidrs: 10.0.0.0/26 }",
        "{ kind: alb, application: shop, cidrs: 10.0.0.32/27 }",
        "warning The zones a (10.0.0.0/26) and b (10.0.0.32/27) share addresses.",
      ],
      [
        "load balancers of two applications",
        "{ kind: alb, application: shop, cidrs: 10.0.0.0/26 }",
        "{ kind: alb, application: cart, cidrs: 10.0.0.32/27 }",
        "error The zones a (10.0.0.0/26) and b (10.0.0.32/27) share addresses, so a rule that allows one application's load balancer allows both.",
      ],
      [
        "a database and a load balancer",
        "{ kind: data, cidrs: 10.0.0.0/26 }",
        "{ kind: alb, application: cart, cidrs: 10.0.0.32/27 }",
        "warning The zones a (10.0.0.0/26) and b (10.0.0.32/27) share addresses.",
      ],
    ];
  for (const [what, first, second, told] of SHARING) {
    it(`${what} that share addresses: ${told.split(" ", 1).join("")}`, () => {
      const text = `pods: 10.0.128.0/17\nzones:\n  a: ${first}\n  b: ${second}\n`;
      assert.deepEqual(
        readZones(text, "zones.yaml").findings.map(({ severity, message, fix }) => [
          `${severity} ${message}`,
          fix,
        ]),
        [[told, "Put every address into one zone."]],
      );
    });
  }

  it("a zone among the pods says what cannot be proved, and how to mend it", () => {
    const text = "pods: 10.0.128.0/17\nzones:\n  db: { kind: data, cidrs: 10.0.129.0/24 }\n";
    assert.deepEqual(
      readZones(text, "zones.yaml").findings.map(({ message, fix }) => [message, fix]),
      [
        [
          "The zone db (10.0.129.0/24) overlaps the addresses of pods: any pod may have one of its addresses, so no proof can rely on the zone.",
          "Move it into subnets of its own, or correct the addresses of pods.",
        ],
      ],
    );
  });

  it("pods without a given range: the file's warning says what to give", () => {
    const [finding] = readZones("vpc: 10.0.0.0/16", "zones.yaml").findings;
    assert.equal(finding?.fix, "List the subnets of pods as `pods`.");
  });

  const COVERED: readonly (readonly [outer: string[], inner: string[], covered: boolean])[] = [
    [["10.0.0.0/24"], ["10.0.0.0/25"], true],
    [["10.0.0.0/25", "10.0.0.128/25"], ["10.0.0.0/24"], true],
    [["10.0.0.0/25"], ["10.0.0.0/24"], false],
    [["10.0.0.0/25"], ["10.0.1.0/24"], false],
    [["10.0.0.0/24", "fd00::/64"], ["10.0.0.0/25", "fd00::/63"], false],
    [["10.0.0.0/24", "fd00::/64"], ["10.0.0.0/25", "fd00::/65"], true],
    [["10.0.0.0/24"], [], true],
  ];
  for (const [outer, inner, covered] of COVERED) {
    it(`${outer.join(", ")} ${covered ? "covers" : "does not cover"} ${inner.join(", ") || "nothing"}`, () => {
      assert.equal(covers(networks(...outer), networks(...inner)), covered);
    });
  }
});

describe("Addresses as peers", () => {
  const WEB = pod("web", { addresses: at("10.0.128.11") });
  const { zones } = readZones(
    "vpc: 10.0.0.0/16\npods: [10.0.128.0/17, 'fd00:1::/64']\nzones:\n" +
      "  node-1: { kind: nodes, node: node1, cidrs: 10.0.128.8/31 }\n",
    "zones.yaml",
  );
  const WORLD = world({ endpoints: [WEB], namespaces: ["shop"] });

  const PARTIES: readonly (readonly [text: string, name: string, node?: string])[] = [
    ["10.0.128.10/31", "10.0.128.10/31"],
    ["10.0.128.11/32", "pod shop/web"],
    ["10.0.128.8", "10.0.128.8 (node-1)", "node1"],
    ["10.0.128.8/31", "10.0.128.8/31 (node-1)", "node1"],
    ["10.0.128.8/29", "10.0.128.8/29 (node-1)"],
    ["10.0.128.0/25", "10.0.128.0/25 (node-1)"],
    ["10.0.0.0/16", "10.0.0.0/16 (node-1, resolver, rest-of-vpc)"],
    ["::a00:800b", "::a00:800b (internet)"],
  ];
  for (const [text, name, node] of PARTIES) {
    it(`${text} is ${name}${node === undefined ? "" : `, on ${node}`}`, () => {
      const peer = findPeer(WORLD, zones, text);
      const seen = peer.kind === "network" ? peer.name : `pod ${peer.endpoint.id}`;
      assert.equal(seen, name);
      assert.equal(peer.kind === "network" ? peer.nodeName : undefined, node);
    });
  }
});
