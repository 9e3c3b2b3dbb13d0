import assert from "node:assert/strict";
import fc from "fast-check";
import type { Rule } from "../../../prover/model/world.js";
import { computeReachability } from "../../../prover/reach/compute-reachability.js";
import type { PeerRef, ReachPeer } from "../../../prover/reach/peer-table.js";
import type { Reachability } from "../../../prover/reach/reachability.js";
import {
  at,
  flow,
  is,
  network,
  pod,
  policy,
  ranges,
  rule,
  somewhereIn,
  tier,
  world,
} from "../evaluate/worlds.js";
import { decide } from "./verdicts.js";
import { worldSpecs } from "./random-worlds.js";
import { networksOf, worldOf } from "./world-spec.js";

function port(action: Rule["action"], number: number, facts: Partial<Rule> = {}): Rule {
  const ports = [{ kind: "range", first: number, last: number } as const];
  return rule(action, { protocol: 6, destination: { ports }, ...facts });
}

const web = pod("web", { addresses: somewhereIn("10.1.0.0/16"), labels: { app: "web" } });
const api = pod("api", { addresses: somewhereIn("10.1.0.0/16"), labels: { app: "api" } });
const WEB = { endpoint: "shop/web" };
const API = { endpoint: "shop/api" };

/** A world where every pod accepts by these rules. */
function open(...rules: readonly Rule[]): Parameters<typeof computeReachability>[0] {
  return world({
    endpoints: [web, api],
    tiers: [tier("default", [policy("p", { ingress: rules })])],
  });
}

function refOf(peer: ReachPeer): PeerRef[] {
  return peer.kind === "network"
    ? [{ network: peer.name }]
    : peer.members.map(({ id }) => ({ endpoint: id }));
}

/** Every pair of peers by every name of theirs, but for those of two networks. */
function pairsOf({ peers }: Reachability): (readonly [from: PeerRef, to: PeerRef])[] {
  const isBetweenNetworks = (from: ReachPeer, to: ReachPeer): boolean =>
    from.kind === "network" && to.kind === "network";
  return peers.flatMap((from) =>
    peers
      .filter((to) => !isBetweenNetworks(from, to))
      .flatMap((to) => refOf(from).flatMap((each) => refOf(to).map((it) => [each, it] as const))),
  );
}

describe("Reachability", () => {
  it("tells the traffic between two pods", () => {
    const reach = computeReachability(open(port("Allow", 80), port("Allow", 443)), []);
    assert.equal(String(reach.between(WEB, API)), "80/TCP, 443/TCP");
    assert.equal(String(reach.must(WEB, API)), "80/TCP, 443/TCP");
  });

  it("tells what is left out", () => {
    const reach = computeReachability(open(port("Deny", 22), rule("Allow")), []);
    assert.equal(String(reach.between(WEB, API)), "everything except 22/TCP");
  });

  it("puts endpoints that nothing tells apart into one class", () => {
    const same = computeReachability(open(rule("Allow")), []);
    assert.equal(same.peers.length, 1);
    const apart = computeReachability(
      open(rule("Allow", { source: { selector: is("app", "web") } })),
      [],
    );
    assert.equal(apart.peers.length, 2);
  });

  it("keeps namespaces apart", () => {
    const other = pod("web", { namespace: "bank", addresses: web.addresses });
    const reach = computeReachability(world({ endpoints: [web, other] }), []);
    assert.equal(reach.peers.length, 2);
  });

  it("unites the addresses of a network for what may be, and intersects them for what is certain", () => {
    const nets = (text: string): Partial<Rule> => ({ source: { nets: ranges(text) } });
    const facts = open(
      rule("Allow", { protocol: 17, ...nets("192.0.2.0/25") }),
      rule("Allow", { protocol: 6, ...nets("192.0.2.0/24") }),
      rule("Allow", { protocol: 47, ...nets("198.51.100.0/24") }),
    );
    const networks = [
      network("office", "192.0.2.0/24"),
      network("office", "198.51.100.0/24"),
      network("lan", "192.0.2.0/24"),
    ];
    const reach = computeReachability(facts, networks);
    assert.equal(String(reach.between({ network: "lan" }, WEB)), "TCP, UDP");
    assert.equal(String(reach.must({ network: "lan" }, WEB)), "TCP");
    assert.equal(String(reach.between({ network: "office" }, WEB)), "TCP, UDP, protocol 47");
    assert.equal(String(reach.must({ network: "office" }, WEB)), "nothing");
    assert.equal(String(reach.between(WEB, { network: "office" })), "everything");
  });

  it("leaves out of a network the pods whose addresses rules name", () => {
    const fixed = pod("fixed", { addresses: at("192.0.2.7") });
    const rules = [rule("Allow", { source: { nets: ranges("192.0.2.7/32") } })];
    const tiers = [tier("default", [policy("p", { ingress: rules })])];
    const facts = world({ endpoints: [web, fixed], tiers });
    const reach = computeReachability(facts, [
      network("lan", "192.0.2.0/24"),
      network("it", "192.0.2.7/32"),
    ]);
    assert.ok(reach.between({ network: "lan" }, WEB).isEmpty);
    assert.ok(reach.between({ network: "it" }, WEB).isEverything);
    assert.ok(reach.between({ endpoint: fixed.id }, WEB).isEverything);
  });

  it("tells an address that is a pod's from its neighbour", () => {
    const fixed = pod("fixed", { addresses: at("192.0.2.7"), labels: { app: "fixed" } });
    const rules = [rule("Allow", { source: { selector: is("app", "fixed") } })];
    const tiers = [tier("default", [policy("p", { ingress: rules })])];
    const networks = [network("it", "192.0.2.7/32"), network("next", "192.0.2.8/32")];
    const reach = computeReachability(world({ endpoints: [web, fixed], tiers }), networks);
    assert.ok(reach.between({ network: "it" }, WEB).isEverything);
    assert.ok(reach.between({ network: "next" }, WEB).isEmpty);
  });

  it("is as exact for ports of pods as for one flow", () => {
    const named = rule("Allow", { destination: { ports: [{ kind: "named", name: "http" }] } });
    const one = pod("one", { ports: [{ name: "http", protocol: 6, port: 8080 }] });
    const two = pod("two", {
      addresses: at("10.0.0.2"),
      ports: [{ name: "http", protocol: 6, port: 9090 }],
    });
    const tiers = [tier("default", [policy("p", { egress: [named] })])];
    const facts = world({ endpoints: [one, two], tiers });
    const reach = computeReachability(facts, []);
    assert.equal(String(reach.between({ endpoint: one.id }, { endpoint: two.id })), "9090/TCP");
    assert.equal(String(reach.between({ endpoint: two.id }, { endpoint: one.id })), "8080/TCP");
    assert.ok(decide(facts, flow(one, two, { port: 9090 })).allowed);
  });

  const SOURCE_PORTS: [first: number, last: number, between: string][] = [
    [1, 65535, "everything except TCP"],
    [0, 65535, "everything except TCP"],
    [2, 65535, "everything"],
    [1, 65534, "everything"],
  ];
  for (const [first, last, between] of SOURCE_PORTS) {
    it(`may come from any source port: ${first} to ${last} denied`, () => {
      const source = { ports: [{ kind: "range", first, last } as const] };
      const rules = [rule("Deny", { protocol: 6, source }), rule("Allow")];
      const reach = computeReachability(open(...rules), []);
      assert.equal(String(reach.between(WEB, API)), between);
      assert.equal(String(reach.must(WEB, API)), "everything except TCP");
    });
  }

  it("takes an address for that of no other family, though their numbers are the same", () => {
    const other = pod("other", { addresses: at("::a00:1"), labels: { app: "other" } });
    const target = pod("target", { addresses: at("10.0.0.9", "fd00::9") });
    const rules = [rule("Allow", { source: { selector: is("app", "other") } })];
    const facts = world({
      endpoints: [other, target],
      tiers: [tier("default", [policy("p", { ingress: rules })])],
    });
    const reach = computeReachability(facts, [network("host", "10.0.0.1/32")]);
    const to = { endpoint: target.id };
    assert.equal(String(reach.between({ endpoint: other.id }, to)), "everything");
    assert.equal(String(reach.between({ network: "host" }, to)), "nothing");
  });

  it("visits no pair without a family in common", () => {
    const six = pod("six", { addresses: at("fd00::6"), nodeName: "n1" });
    const reach = computeReachability(world({ endpoints: [six] }), [
      network("node", "10.0.0.1/32", "n1"),
    ]);
    const visited: string[] = [];
    reach.forEachOpenPair((from, to) => {
      visited.push(`${from.kind} ${to.kind}`);
    });
    assert.deepEqual(visited, ["endpoints endpoints"]);
    assert.equal(String(reach.between({ network: "node" }, { endpoint: six.id })), "nothing");
  });

  it("rejects an unknown name", () => {
    const reach = computeReachability(open(rule("Allow")), []);
    assert.throws(
      () => reach.between({ endpoint: "shop/none" }, WEB),
      /unknown endpoint shop\/none/,
    );
    assert.throws(() => reach.must(WEB, { network: "none" }), /unknown network none/);
  });

  it("law: visiting open pairs tells the same as asking for each pair, and each once", () => {
    fc.assert(
      fc.property(worldSpecs, (spec) => {
        const reach = computeReachability(worldOf(spec), networksOf(spec));
        const visited = new Map<string, string>();
        reach.forEachOpenPair((from, to, ...told) => {
          for (const source of refOf(from)) {
            for (const target of refOf(to)) {
              const pair = JSON.stringify([source, target]);
              assert.ok(!visited.has(pair), pair);
              visited.set(pair, told.join(" | "));
            }
          }
        });
        for (const [source, target] of pairsOf(reach)) {
          const told = [reach.between(source, target), reach.must(source, target)].join(" | ");
          const closed = "nothing | nothing";
          assert.equal(visited.get(JSON.stringify([source, target])) ?? closed, told);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("law: what is certain is never excluded", () => {
    fc.assert(
      fc.property(worldSpecs, (spec) => {
        const reach = computeReachability(worldOf(spec), networksOf(spec));
        for (const [from, to] of pairsOf(reach)) {
          assert.ok(reach.must(from, to).minus(reach.between(from, to)).isEmpty);
        }
      }),
      { numRuns: 50 },
    );
  });
});
