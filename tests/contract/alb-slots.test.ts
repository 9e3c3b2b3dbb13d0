import assert from "node:assert/strict";
import fc from "fast-check";
import { albSlotCount, cutAlbSubnets, SHARED_ALB_SLOT } from "../../contract/alb-slots.js";
import { containsCidr, nthSubnet, overlapsCidr } from "../../basics/cidr.js";

const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c", "eu-central-1d"];
const BLOCK = "10.0.0.0/18";

const blocks = fc.constantFrom("10.0.0.0/18", "10.8.0.0/20", "192.168.0.0/22");
const zoneLists = fc.integer({ min: 2, max: 4 }).map((count) => ZONES.slice(0, count));

describe("Load balancer slots", () => {
  it("begin with the shared load balancer's", () => {
    assert.deepEqual(cutAlbSubnets(BLOCK, ZONES.slice(0, 2), SHARED_ALB_SLOT), [
      { zone: "eu-central-1a", cidrBlock: "10.0.0.0/27" },
      { zone: "eu-central-1b", cidrBlock: "10.0.0.32/27" },
    ]);
  });

  it("hold four zones each", () => {
    assert.deepEqual(cutAlbSubnets(BLOCK, ZONES, 3), [
      { zone: "eu-central-1a", cidrBlock: "10.0.1.128/27" },
      { zone: "eu-central-1b", cidrBlock: "10.0.1.160/27" },
      { zone: "eu-central-1c", cidrBlock: "10.0.1.192/27" },
      { zone: "eu-central-1d", cidrBlock: "10.0.1.224/27" },
    ]);
  });

  for (const [block, count] of [
    ["10.0.0.0/18", 128],
    ["10.0.0.0/20", 32],
    ["10.0.0.0/22", 8],
    ["10.0.0.0/26", 0],
  ] as const) {
    it(`are ${count} in ${block}`, () => {
      assert.equal(albSlotCount(block), count);
    });
  }

  it("end with the block", () => {
    assert.equal(cutAlbSubnets(BLOCK, ZONES, 127).at(-1)?.cidrBlock, "10.0.63.224/27");
    assert.throws(() => cutAlbSubnets(BLOCK, ZONES, 128), RangeError);
    assert.throws(() => cutAlbSubnets(BLOCK, ZONES, -1), RangeError);
  });

  it("never lend a fifth zone the next slot's addresses", () => {
    assert.throws(() => cutAlbSubnets(BLOCK, [...ZONES, "eu-central-1e"], 0), RangeError);
  });

  it("law: zone z of slot s has number 4s + z", () => {
    fc.assert(
      fc.property(blocks, zoneLists, fc.nat(), (block, zones, seed) => {
        const slot = seed % albSlotCount(block);
        cutAlbSubnets(block, zones, slot).forEach(({ zone, cidrBlock }, index) => {
          assert.equal(zone, zones[index]);
          assert.equal(cidrBlock, nthSubnet(block, 27, 4 * slot + index));
          assert.ok(containsCidr(block, cidrBlock));
        });
      }),
    );
  });

  it("law: two slots never overlap", () => {
    fc.assert(
      fc.property(blocks, fc.nat(), fc.nat(), (block, left, right) => {
        const slots = [left % albSlotCount(block), right % albSlotCount(block)] as const;
        fc.pre(slots[0] !== slots[1]);
        for (const one of cutAlbSubnets(block, ZONES, slots[0])) {
          for (const other of cutAlbSubnets(block, ZONES, slots[1])) {
            assert.ok(!overlapsCidr(one.cidrBlock, other.cidrBlock));
          }
        }
      }),
    );
  });

  it("law: appending a zone moves no subnet", () => {
    fc.assert(
      fc.property(blocks, fc.integer({ min: 2, max: 3 }), fc.nat(), (block, count, seed) => {
        const slot = seed % albSlotCount(block);
        const before = cutAlbSubnets(block, ZONES.slice(0, count), slot);
        assert.deepEqual(cutAlbSubnets(block, ZONES, slot).slice(0, count), before);
      }),
    );
  });
});
