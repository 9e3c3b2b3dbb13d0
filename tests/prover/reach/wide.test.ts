import assert from "node:assert/strict";
import { computeReachability } from "../../../prover/reach/compute-reachability.js";
import type { Reachability } from "../../../prover/reach/reachability.js";
import { at, is, network, pod, policy, ranges, rule, tier, world } from "../evaluate/worlds.js";

/** More of everything than a word has bits. */
const MANY = 70;
const LANS = 9;

const indexes = Array.from({ length: MANY }, (_, index) => index);
const portOf = (index: number): number => 2000 + 10 * index;
const lanOf = (index: number): number => index % LANS;

/** Every pod lets one network in, on one port, and reaches the pod after the next one on a port of its own. */
function wideWorld(): Reachability {
  const tcp = (port: number) => ({
    protocol: 6,
    destination: { ports: [{ kind: "range", first: port, last: port } as const] },
  });
  const policies = indexes.map((index) =>
    policy(
      `p${index}`,
      {
        ingress: [
          rule("Allow", {
            ...tcp(portOf(index)),
            source: { nets: ranges(`192.168.${lanOf(index)}.0/24`) },
          }),
          rule("Allow", {
            ...tcp(portOf(index)),
            source: { selector: is("n", String(index - 2)) },
          }),
        ],
        egress: [rule("Allow", tcp(portOf(index + 2)))],
      },
      { selector: is("n", String(index)) },
    ),
  );
  const endpoints = indexes.map((index) =>
    pod(`n${index}`, { labels: { n: String(index) }, addresses: at(`10.0.0.${index}`) }),
  );
  const networks = Array.from({ length: LANS }, (_, lan) =>
    network(`lan-${lan}`, `192.168.${lan}.0/24`),
  );
  return computeReachability(world({ endpoints, tiers: [tier("default", policies)] }), networks);
}

describe("Reachability of more than a word has bits", () => {
  const reach = wideWorld();
  const to = (index: number) => ({ endpoint: `shop/n${index}` });

  it("tells each network's port apart", () => {
    for (const index of indexes) {
      for (let lan = 0; lan < LANS; lan += 1) {
        const expected = lan === lanOf(index) ? `${portOf(index)}/TCP` : "nothing";
        const from = { network: `lan-${lan}` };
        const [may, must] = [reach.between(from, to(index)), reach.must(from, to(index))].map(
          String,
        );
        assert.deepEqual([may, must], [expected, expected], `lan-${lan} to n${index}`);
      }
    }
  });

  it("tells each pod's peer apart", () => {
    for (const index of indexes) {
      for (const other of indexes.filter((each) => each !== index)) {
        const expected = other === index + 2 ? `${portOf(other)}/TCP` : "nothing";
        assert.equal(String(reach.between(to(index), to(other))), expected, `${index} to ${other}`);
      }
    }
  });

  it("visits every open pair once, with what each single question answers", () => {
    let pairs = 0;
    reach.forEachOpenPair((from, target, may, must) => {
      pairs += 1;
      const [source, destination] = [from, target].map((peer) =>
        peer.kind === "network" ? { network: peer.name } : { endpoint: peer.members[0]?.id ?? "" },
      );
      assert.ok(source && destination);
      assert.equal(String(may), String(reach.between(source, destination)));
      assert.equal(String(must), String(reach.must(source, destination)));
    });
    const [fromNetworks, toNetworks, betweenPods] = [MANY, MANY * LANS, MANY - 2];
    assert.equal(pairs, fromNetworks + toNetworks + betweenPods);
  });
});
