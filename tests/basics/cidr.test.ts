import assert from "node:assert/strict";
import fc from "fast-check";
import {
  containsCidr,
  isCidr,
  networkAround,
  nthSubnet,
  overlapsCidr,
  prefixLengthOf,
  subnetCount,
} from "../../basics/cidr.js";

/** A network and its prefix length. */
const networks = fc
  .record({ address: fc.nat(0xffffffff), prefixLength: fc.integer({ min: 0, max: 30 }) })
  .map(({ address, prefixLength }) => {
    const octets = [24, 16, 8, 0].map((shift) => (address >>> shift) & 255);
    return networkAround(`${octets.join(".")}/${prefixLength}`) ?? "not an address";
  });

/** A network with a longer prefix and the number of one of its subnets. */
const subnets = networks.chain((network) =>
  fc.integer({ min: prefixLengthOf(network), max: 32 }).chain((prefixLength) =>
    fc.record({
      network: fc.constant(network),
      prefixLength: fc.constant(prefixLength),
      index: fc.nat(subnetCount(network, prefixLength) - 1),
    }),
  ),
);

describe("CIDR maths", () => {
  describe("isCidr", () => {
    for (const accepted of ["10.0.0.0/16", "0.0.0.0/0", "192.168.1.4/30", "255.255.255.255/32"]) {
      it(`accepts ${accepted}`, () => {
        assert.ok(isCidr(accepted));
      });
    }
    for (const refused of [
      "10.0.0.1/16",
      "10.0.0.0",
      "10.0.0.0/33",
      "10.0.0/16",
      "10.0.0.256/32",
      "fd00::/8",
      "",
      " 10.0.0.0/16",
    ]) {
      it(`refuses "${refused}"`, () => {
        assert.ok(!isCidr(refused));
      });
    }
  });

  it("names the network around an address", () => {
    assert.equal(networkAround("10.0.200.7/20"), "10.0.192.0/20");
    assert.equal(networkAround("10.0.0.0/16"), "10.0.0.0/16");
    assert.equal(networkAround("10.0.0.0"), undefined);
    assert.equal(networkAround("ten/16"), undefined);
  });

  it("tells nested networks from disjoint ones", () => {
    assert.ok(containsCidr("10.0.0.0/16", "10.0.255.0/24"));
    assert.ok(!containsCidr("10.0.255.0/24", "10.0.0.0/16"));
    assert.ok(overlapsCidr("10.0.255.0/24", "10.0.0.0/16"));
    assert.ok(!overlapsCidr("10.0.0.0/17", "10.0.128.0/17"));
  });

  it("counts subnets", () => {
    assert.equal(subnetCount("10.0.0.0/18", 27), 512);
    assert.equal(subnetCount("10.0.0.0/27", 27), 1);
    assert.equal(subnetCount("10.0.0.0/28", 27), 0);
  });

  it("gives the n-th subnet, up to the top of the address space", () => {
    assert.equal(nthSubnet("10.0.0.0/16", 24, 0), "10.0.0.0/24");
    assert.equal(nthSubnet("10.0.0.0/16", 24, 255), "10.0.255.0/24");
    assert.equal(nthSubnet("0.0.0.0/0", 8, 255), "255.0.0.0/8");
    assert.equal(nthSubnet("10.0.0.0/16", 16, 0), "10.0.0.0/16");
  });

  for (const index of [-1, 0.5, 256, Number.NaN]) {
    it(`refuses subnet number ${index}`, () => {
      assert.throws(() => nthSubnet("10.0.0.0/16", 24, index), {
        name: "RangeError",
        message: `10.0.0.0/16 has no /24 number ${index}`,
      });
    });
  }

  it("refuses to count in what is not a network", () => {
    assert.throws(
      () => nthSubnet("10.0.0.1/16", 24, 0),
      /"10\.0\.0\.1\/16" is not an IPv4 network/,
    );
    assert.throws(() => prefixLengthOf("10.0.0.0"), RangeError);
  });

  it("law: a subnet is a network of its prefix within the network it is cut from", () => {
    fc.assert(
      fc.property(subnets, ({ network, prefixLength, index }) => {
        const subnet = nthSubnet(network, prefixLength, index);
        assert.ok(isCidr(subnet));
        assert.equal(prefixLengthOf(subnet), prefixLength);
        assert.ok(containsCidr(network, subnet));
      }),
    );
  });

  it("law: two subnets of one cut never overlap", () => {
    fc.assert(
      fc.property(subnets, fc.nat(), ({ network, prefixLength, index }, other) => {
        const another = other % subnetCount(network, prefixLength);
        fc.pre(another !== index);
        const left = nthSubnet(network, prefixLength, index);
        assert.ok(!overlapsCidr(left, nthSubnet(network, prefixLength, another)));
      }),
    );
  });
});
