import assert from "node:assert/strict";
import { hasPorts, isIcmp } from "../../../prover/model/protocols.js";

const ALL = Array.from({ length: 256 }, (_, protocol) => protocol);

describe("IP protocols", () => {
  it("with ports are TCP, UDP, SCTP and UDPLite", () => {
    assert.deepEqual(ALL.filter(hasPorts), [6, 17, 132, 136]);
  });

  it("with types and codes are ICMP and ICMPv6", () => {
    assert.deepEqual(ALL.filter(isIcmp), [1, 58]);
  });
});
