import assert from "node:assert/strict";
import {
  findCidrListIssues,
  findPortIssues,
  findPortListIssues,
} from "../../../components/shared/address-issues.js";
import type { Issue } from "../../../components/shared/issues.js";

function textsOf(issues: Issue[]): string[] {
  return issues.map(({ path, message }) => `${path}: ${message}`);
}

describe("Issues of ports", () => {
  for (const port of [1, 80, 65535]) {
    it(`there are none in ${port}`, () => {
      assert.deepEqual(findPortIssues("port", port), []);
    });
  }

  for (const port of [0, -1, 65536, 80.5, NaN, Infinity, "80" as unknown as number]) {
    it(`answer ${JSON.stringify(port)} (${typeof port})`, () => {
      assert.deepEqual(textsOf(findPortIssues("port", port)), [
        `port: ${JSON.stringify(port)} is invalid: expected a port number from 1 to 65535`,
      ]);
    });
  }

  it("answer an empty list, a wrong entry and a repeated one", () => {
    assert.deepEqual(textsOf(findPortListIssues("ports", [])), [
      "ports: [] is invalid: expected at least one port",
    ]);
    assert.deepEqual(textsOf(findPortListIssues("ports", [80, 0, 80])), [
      "ports[1]: 0 is invalid: expected a port number from 1 to 65535",
      "ports: 80 is listed more than once",
    ]);
    assert.deepEqual(findPortListIssues("ports", [80, 443]), []);
  });
});

describe("Issues of networks", () => {
  const forbidden = [
    { cidrBlocks: ["10.0.0.0/16", "10.2.0.0/16"], owner: "the addresses of pods" },
    { cidrBlocks: ["10.2.0.0/20"], owner: "databases live there" },
  ];

  it("there are none in networks that keep clear of others", () => {
    assert.deepEqual(findCidrListIssues("blocks", ["10.1.0.0/16", "10.3.0.0/16"], forbidden), []);
  });

  it("answer an empty list", () => {
    assert.deepEqual(textsOf(findCidrListIssues("blocks", [])), [
      "blocks: [] is invalid: expected at least one IPv4 CIDR",
    ]);
  });

  it("reject an invalid CIDR, and a CIDR listed twice", () => {
    assert.deepEqual(textsOf(findCidrListIssues("blocks", ["10.1.0.1/16", "::/0"], forbidden)), [
      'blocks[0]: "10.1.0.1/16" is invalid: expected an IPv4 CIDR such as 10.0.0.0/24',
      'blocks[1]: "::/0" is invalid: expected an IPv4 CIDR such as 10.0.0.0/24',
    ]);
    assert.deepEqual(textsOf(findCidrListIssues("blocks", ["10.1.0.0/16", "10.1.0.0/16"])), [
      'blocks: "10.1.0.0/16" is listed more than once',
    ]);
  });

  it("answer a network inside a forbidden one, and one around it", () => {
    assert.deepEqual(textsOf(findCidrListIssues("blocks", ["10.0.7.0/24"], forbidden)), [
      'blocks[0]: "10.0.7.0/24" overlaps 10.0.0.0/16, the addresses of pods',
    ]);
    assert.deepEqual(
      textsOf(findCidrListIssues("blocks", ["10.9.0.0/16", "10.2.0.0/15"], forbidden)),
      [
        'blocks[1]: "10.2.0.0/15" overlaps 10.2.0.0/16, the addresses of pods',
        'blocks[1]: "10.2.0.0/15" overlaps 10.2.0.0/20, databases live there',
      ],
    );
  });
});
