import assert from "node:assert/strict";
import {
  findNodeLocalDnsIssues,
  PRIVATE_RANGES,
} from "../../../components/shared/cluster-addresses.js";
import {
  INSTANCE_METADATA_CIDR,
  POD_IDENTITY_AGENT,
} from "../../../contract/well-known-addresses.js";
import { containsCidr } from "../../../basics/cidr.js";

describe("Surroundings", () => {
  it("know which addresses are never the internet", () => {
    assert.deepEqual(PRIVATE_RANGES, [
      "10.0.0.0/8",
      "172.16.0.0/12",
      "192.168.0.0/16",
      "100.64.0.0/10",
      "169.254.0.0/16",
    ]);
  });

  it("know the addresses that a node answers on, which are private", () => {
    assert.equal(INSTANCE_METADATA_CIDR, "169.254.169.254/32");
    assert.deepEqual(POD_IDENTITY_AGENT, { cidrBlock: "169.254.170.23/32", port: 80 });
    for (const address of [INSTANCE_METADATA_CIDR, POD_IDENTITY_AGENT.cidrBlock]) {
      assert.ok(PRIVATE_RANGES.some((range) => containsCidr(range, address)));
    }
  });

  it("accept no NodeLocal DNS, and its two addresses", () => {
    assert.deepEqual(findNodeLocalDnsIssues("dns", undefined), []);
    const dns = { address: "169.254.20.10", clusterIp: "172.20.0.10" };
    assert.deepEqual(findNodeLocalDnsIssues("dns", dns), []);
  });

  it("reject an invalid address", () => {
    const dns = { address: "", clusterIp: "172.20.0.0/16" };
    assert.deepEqual(findNodeLocalDnsIssues("dns", dns), [
      {
        path: "dns.address",
        message: '"" is invalid: expected an IPv4 address such as 169.254.20.10',
      },
      {
        path: "dns.clusterIp",
        message: '"172.20.0.0/16" is invalid: expected an IPv4 address such as 169.254.20.10',
      },
    ]);
  });
});
