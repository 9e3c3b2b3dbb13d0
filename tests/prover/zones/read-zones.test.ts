import assert from "node:assert/strict";
import { networks, rangesText } from "../../../prover/zones/address-sets.js";
import { readZones } from "../../../prover/zones/read-zones.js";
import { podRangeTexts, type ZoneMap, zoneNamed } from "../../../prover/zones/zone.js";

function read(text: string): { zones: ZoneMap; told: string[] } {
  const { zones, findings } = readZones(text, "zones.yaml");
  const told = findings.map(
    ({ code, severity, origin, message }) => `${severity} ${origin?.line} ${code}: ${message}`,
  );
  return { zones, told };
}

describe("A file of zones", () => {
  it("has ranges other than networks, written from their first to their last address", () => {
    const { zones, told } = read(`
pods: []
zones:
  lan: { kind: data, cidrs: [10.0.1.32-10.0.3.255, 192.168.0.0-192.168.255.255, fd00::5-fd00::5] }
`);
    assert.deepEqual(told, []);
    const { ranges = [] } = zoneNamed(zones, "lan") ?? {};
    assert.equal(rangesText(ranges), "10.0.1.32-10.0.3.255, 192.168.0.0/16, fd00::5/128");
    const [first, last] = networks("10.0.1.32/32", "10.0.3.255/32");
    assert.deepEqual([ranges[0]?.first, ranges[0]?.last], [first?.first, last?.last]);
  });

  for (const text of [
    "10.0.0.9-10.0.0.8",
    "10.0.0.1-fd00::1",
    "10.0.0.1-",
    "-10.0.0.1",
    "a-b",
    "10.0.0.0/8-10.0.0.9",
    "10.0.0.1-10.0.0.2-10.0.0.3",
  ]) {
    it(`${text} is not a range`, () => {
      assert.deepEqual(read(`pods: ${text}`).told, [
        `error 1 bad-network: ${JSON.stringify(text)} is invalid: expected a CIDR such as 10.0.0.0/16.`,
      ]);
    });
  }

  it("an empty list of pods means unknown, and is accepted", () => {
    const { zones, told } = read("pods: []");
    assert.deepEqual(told, []);
    assert.equal(podRangeTexts(zones), undefined);
  });

  it("addresses that are missing are warned of one by one", () => {
    assert.deepEqual(read("pods: []\nunknown:\n  - the office\n  - 7\n").told, [
      'warning 3 address-not-known: "the office" is not a CIDR, so its zone is incomplete.',
      "warning 4 address-not-known: 7 is not a CIDR, so its zone is incomplete.",
    ]);
  });
});
