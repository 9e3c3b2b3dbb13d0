import assert from "node:assert/strict";
import { compactTraffic } from "../../../cli/proof/traffic-text.js";
import { TrafficSet } from "../../../prover/index.js";

const [ICMP, TCP, UDP, SCTP] = [1, 6, 17, 132];
type Contents = ReadonlyMap<number, readonly (readonly [number, number])[]>;

function traffic(
  ...contents: readonly [number, readonly (readonly [number, number])[]][]
): TrafficSet {
  const known: Contents = new Map(contents);
  return TrafficSet.of(known);
}

describe("compactTraffic", () => {
  const CASES: readonly (readonly [set: TrafficSet, text: string])[] = [
    [TrafficSet.nothing, "–"],
    [TrafficSet.everything, "all"],
    [TrafficSet.protocol(TCP, 8080), "8080"],
    [TrafficSet.protocol(TCP), "TCP"],
    [traffic([UDP, [[53, 53]]], [TCP, [[443, 443]]]), "443 53/UDP"],
    [
      traffic([
        TCP,
        [
          [80, 80],
          [8000, 8100],
        ],
      ]),
      "80 8000-8100",
    ],
    [traffic([SCTP, [[7, 9]]], [ICMP, [[2048, 2303]]]), "ICMP 8 7-9/SCTP"],
    [traffic([47, [[0, 0]]]), "protocol 47"],
    [TrafficSet.everything.minus(TrafficSet.protocol(TCP, 22)), "all but 22"],
  ];

  for (const [set, text] of CASES) {
    it(`tells ${String(set)} as ${text}`, () => {
      assert.equal(compactTraffic(set), text);
    });
  }
});
