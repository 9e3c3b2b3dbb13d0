import fc from "fast-check";
import assert from "node:assert/strict";
import {
  findApplicationNameIssues,
  findComponentNameIssues,
} from "../../components/shared/name-issues.js";
import {
  APPLICATION_NAME_LIMIT,
  APPLICATION_TAG,
  CLUSTER_NAMESPACES,
  ingressClassName,
  isDnsLabel,
  ISOLATION_TIER,
  MANAGED_LABEL,
} from "../../contract/names.js";

describe("Names", () => {
  it("that others rely on stay as they are", () => {
    assert.equal(ISOLATION_TIER, "app-isolation");
    assert.equal(MANAGED_LABEL, "app-isolation/managed");
    assert.equal(APPLICATION_TAG, "app-isolation/application");
    assert.equal(ingressClassName("web"), "alb-web");
  });

  it("of the cluster's namespaces leave `default` to its guards", () => {
    assert.deepEqual(CLUSTER_NAMESPACES, [
      "kube-system",
      "kube-public",
      "kube-node-lease",
      "tigera-operator",
      "calico-system",
      "calico-apiserver",
    ]);
  });

  for (const [text, expected] of [
    ["a", true],
    ["web-1", true],
    ["a--b", true],
    ["a".repeat(63), true],
    ["a".repeat(64), false],
    ["", false],
    ["1a", false],
    ["a-", false],
    ["-a", false],
    ["A", false],
    ["a.b", false],
    ["a_b", false],
    ["a b", false],
    ["a\n", false],
    ['a"', false],
    ["ä", false],
  ] as const) {
    it(`${JSON.stringify(text)} is ${expected ? "a" : "no"} DNS label`, () => {
      assert.equal(isDnsLabel(text), expected);
    });
  }

  it("of applications leave room for every prefix", () => {
    assert.equal(APPLICATION_NAME_LIMIT, 40);
    assert.deepEqual(findApplicationNameIssues("here", "a".repeat(40)), []);
    assert.deepEqual(findApplicationNameIssues("here", "a".repeat(41)), [
      { path: "here", message: `"${"a".repeat(41)}" has 41 characters: expected at most 40` },
    ]);
    assert.deepEqual(findApplicationNameIssues("here", "Web"), [
      {
        path: "here",
        message:
          '"Web" is invalid: expected a DNS label: lower-case letters, digits and "-", beginning with a letter and not ending in "-"',
      },
    ]);
  });

  it("that are accepted cannot end a quoted string or a selector", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        assert.ok(!isDnsLabel(text) || /^[-a-z0-9]+$/.test(text));
      }),
    );
  });

  it("of components leave room for what Pulumi appends in IAM", () => {
    const suffix = "-flow-logs";
    assert.deepEqual(findComponentNameIssues("n".repeat(46), suffix), []);
    assert.deepEqual(findComponentNameIssues("n".repeat(47), suffix), [
      {
        path: "name",
        message: `"${"n".repeat(47)}" has 47 characters: expected at most 46, because IAM names derived from it have at most 64`,
      },
    ]);
  });
});
