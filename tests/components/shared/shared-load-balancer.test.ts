import assert from "node:assert/strict";
import {
  findSharedLoadBalancerIssues,
  type SharedLoadBalancerArgs,
} from "../../../components/shared/shared-load-balancer.js";

function messages(args: SharedLoadBalancerArgs | undefined, offered = true): string[] {
  return findSharedLoadBalancerIssues(args, offered).map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

describe("Settings of the shared load balancer", () => {
  it("are accepted as a whole, and may be left out", () => {
    const logs = { bucket: "logs", prefix: "alb" };
    const all = { inboundCidrs: ["198.51.100.0/24"], wafAclArn: "arn:acl", accessLogs: logs };
    assert.deepEqual(messages({ ...all, deletionProtection: true }), []);
    assert.deepEqual(messages({}), []);
    assert.deepEqual(messages(undefined, false), []);
  });

  it("need a shared load balancer", () => {
    assert.deepEqual(messages({ deletionProtection: true }, false), [
      "sharedLoadBalancer: requires a shared load balancer: set network.sharedAlb",
    ]);
  });

  it("are refused with all problems at once", () => {
    const bad = { inboundCidrs: ["10.0.0.1"], accessLogs: { bucket: "logs", prefix: "/" } };
    assert.deepEqual(messages(bad), [
      'sharedLoadBalancer.inboundCidrs[0]: "10.0.0.1" is invalid: expected an IPv4 CIDR such as 10.0.0.0/24',
      'sharedLoadBalancer.accessLogs.prefix: "/" is invalid: expected a prefix without a slash at either end',
    ]);
    assert.deepEqual(messages({ inboundCidrs: [] }), [
      "sharedLoadBalancer.inboundCidrs: [] is invalid: expected at least one IPv4 CIDR",
    ]);
  });
});
