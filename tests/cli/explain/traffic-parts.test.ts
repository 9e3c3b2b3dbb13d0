import assert from "node:assert/strict";
import fc from "fast-check";
import { judgeParts } from "../../../cli/explain/traffic-parts.js";
import {
  buildWorld,
  evaluateFlow,
  parseTraffic,
  readManifests,
  splitTraffic,
  TrafficSet,
  type Flow,
} from "../../../prover/index.js";
import { TWO_NAMESPACES } from "../manifests.js";

const world = buildWorld(readManifests([{ file: "all.yaml", text: TWO_NAMESPACES }]));

function ends(from: string, to: string): Pick<Flow, "from" | "to"> {
  const [source, target] = [from, to].map((id) => world.endpoints.find((each) => each.id === id));
  assert.ok(source && target);
  return {
    from: { kind: "endpoint", endpoint: source },
    to: { kind: "endpoint", endpoint: target },
  };
}

const ASKED = ["TCP", "8000-9000", "UDP", "ICMP", "protocol 47", "everything", "8443, 53/UDP"];

describe("The parts of traffic that rules tell apart", () => {
  for (const asked of ASKED) {
    it(`are disjoint, and ${asked} together`, () => {
      const parts = splitTraffic(world, parseTraffic(asked));
      assert.ok(TrafficSet.union(parts).equals(parseTraffic(asked)));
      parts.forEach((part, at) => {
        assert.ok(TrafficSet.union(parts.slice(0, at)).intersect(part).isEmpty);
      });
    });
  }

  it("are apart where different rules allow them", () => {
    const policy = `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: further, namespace: bank}
spec:
  podSelector: {}
  ingress:
    - ports: [{port: 9000}]
    - ports: [{port: 9001}]
`;
    const text = TWO_NAMESPACES + policy;
    const { endpoints, ...rest } = buildWorld(readManifests([{ file: "all.yaml", text }]));
    const endpoint = endpoints.find(({ id }) => id === "bank/ledger");
    assert.ok(endpoint);
    const own = [{ kind: "endpoint", endpoint } as const];
    const asked = parseTraffic("9000-9001");
    const parts = judgeParts({ ...rest, endpoints }, { from: own, to: own }, asked);
    assert.deepEqual(
      parts.map(({ traffic, judged }) => [String(traffic), judged.verdict.allowed]),
      [
        ["9000/TCP", true],
        ["9001/TCP", true],
      ],
    );
  });

  it("law: every packet has the verdict of its part", () => {
    const pairs = [
      ends("shop/web", "bank/ledger"),
      ends("bank/ledger", "shop/web"),
      ends("shop/*", "bank/*"),
    ];
    const port = fc.oneof(
      fc.constantFrom(53, 8442, 8443, 8444),
      fc.integer({ min: 1, max: 65_535 }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...pairs),
        fc.constantFrom(6, 17),
        port,
        (pair, protocol, each) => {
          const asked = { from: [pair.from], to: [pair.to] };
          const parts = judgeParts(world, asked, TrafficSet.protocol(protocol));
          const part = parts.find(({ traffic }) => traffic.includes(protocol, each));
          const verdict = evaluateFlow(world, { ...pair, protocol, port: each });
          assert.equal(part?.judged.verdict.allowed, verdict.allowed);
          assert.equal(part.judged.verdict.must, verdict.must);
          assert.deepEqual(part.judged.verdict.egress.decision, verdict.egress.decision);
          assert.deepEqual(part.judged.verdict.ingress.decision, verdict.ingress.decision);
        },
      ),
    );
  });
});
