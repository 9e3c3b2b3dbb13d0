import assert from "node:assert/strict";
import { deciderText, directionText, parseTraffic } from "../../../prover/index.js";
import type { Decision } from "../../../prover/model/traffic.js";
import { policy, rule, tier } from "../evaluate/worlds.js";

describe("Traffic in words", () => {
  const READ: readonly (readonly [text: string, read: string])[] = [
    ["everything", "everything"],
    ["  TCP 80 ", "TCP 80"],
    ["8080/tcp", "TCP 8080"],
    ["8000-8100/UDP", "UDP 8000-8100"],
    ["80", "TCP 80"],
    ["80-90", "TCP 80-90"],
    ["1-65535", "TCP 1-65535"],
    ["tcp", "TCP 1-65535"],
    ["protocol 6", "TCP 1-65535"],
    ["protocol 255", "protocol 255"],
    ["sctp 5", "SCTP 5"],
    ["icmp 8", "ICMP 8"],
    ["8/icmp", "ICMP 8"],
    ["icmp 3-3", "ICMP 3"],
    ["icmp 3-9", "ICMP 3-9"],
    ["icmp 255", "ICMP 255"],
  ];
  for (const [text, read] of READ) {
    it(`${JSON.stringify(text)} is ${read}`, () => {
      assert.equal(String(parseTraffic(text)), read);
    });
  }

  const REFUSED = [
    ..."all any protocol 0 65536 90-80 -80 80- 1-65536 http tcp/80 x8080/tcp 8080/tcpx /tcp".split(
      " ",
    ),
    ...["", " ", "protocol 256", "protocol 999", "protocol 7x", "xprotocol 7", "protocol -1"],
    ...[
      "8080/tcp x",
      "tcp 9-3",
      "tcp 80 90",
      "icmp 256",
      "icmp 9-3",
      "icmp 3-256",
      "protocol 6 80",
    ],
  ];
  for (const text of REFUSED) {
    it(`${JSON.stringify(text)} is none`, () => {
      assert.equal(parseTraffic(text), undefined);
    });
  }
});

describe("Decisions in words", () => {
  const policies = ["a", "b", "c", "d", "e"].map((name) => policy(name, {}));
  const allow = rule("Allow", { path: "spec.egress[2]" });
  const first = tier("first", policies);
  const [one] = policies;
  assert.ok(one);
  const endOf = (count: number): Decision => ({
    by: "end-of-tier",
    tier: first,
    policies: policies.slice(0, count),
  });

  it("name what decided, and of the end of a tier the first three policies", () => {
    const decisions: readonly (readonly [Decision, string])[] = [
      [{ by: "rule", tier: first, policy: one, rule: allow }, "spec.egress[2] of a (tier first)"],
      [endOf(1), "the end of tier first: nothing in a allows it"],
      [endOf(3), "the end of tier first: nothing in a, b, c allows it"],
      [endOf(4), "the end of tier first: nothing in a, b, c and 1 more allows it"],
      [endOf(5), "the end of tier first: nothing in a, b, c and 2 more allows it"],
      [{ by: "profile", namespace: "shop" }, "the profile kns.shop: no policy refuses it"],
      [{ by: "not-policed", reason: "the source is not a pod" }, "the source is not a pod"],
      [{ by: "no-common-family" }, "the two ends have no common address family"],
    ];
    assert.deepEqual(
      decisions.map(([decision]) => deciderText(decision)),
      decisions.map(([, text]) => text),
    );
  });

  it("say what they come to", () => {
    const decision: Decision = { by: "profile", namespace: "shop" };
    const told = (allowed: boolean, must: boolean, by: Decision = decision): string =>
      directionText({ allowed, must, decision: by, trace: [] });
    const profile = "the profile kns.shop: no policy refuses it";
    assert.equal(told(true, true), `allowed by ${profile}`);
    assert.equal(
      told(true, false),
      `may be allowed by ${profile}, depending on facts that are not known`,
    );
    assert.equal(told(false, false), `refused by ${profile}`);
    assert.equal(
      told(true, true, { by: "not-policed", reason: "a node reaches its own pods" }),
      "not policed: a node reaches its own pods",
    );
  });
});
