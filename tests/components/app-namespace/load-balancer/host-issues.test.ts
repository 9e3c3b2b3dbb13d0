import assert from "node:assert/strict";
import type { LoadBalancerArgs } from "../../../../components/app-namespace/load-balancer/args.js";
import { eksPlatform, eksPlatformWithSharedAlb } from "../../../support/platform-ref.js";
import { webArgs, webBehindAlb } from "../applications.js";
import { messagesOf } from "../refusals.js";

const HOST = "a lower-case host name such as shop.example.com";
const IN_COMMON =
  'cannot be combined with placement "shared": set it in sharedLoadBalancer of the platform, or use a dedicated load balancer';

function behindShared(loadBalancer: LoadBalancerArgs): string[] {
  const platform = eksPlatformWithSharedAlb();
  return messagesOf(webArgs({ platform, loadBalancer: { placement: "shared", ...loadBalancer } }));
}

function behindOwn(loadBalancer: LoadBalancerArgs): string[] {
  return messagesOf(webBehindAlb({ loadBalancer }));
}

describe("Hosts of a load balancer", () => {
  const REFUSED = [
    "Shop.example",
    "shop",
    "shop..example",
    "-shop.example",
    "shop-.example",
    "shop.example.",
    "shop.*.example",
    "*shop.example",
    "*",
    "shop.example:443",
    "https://shop.example",
    "shop.example,other.example",
    "",
    `${"a.".repeat(126)}aa`,
  ];

  for (const host of REFUSED) {
    it(`refuse ${JSON.stringify(host.slice(0, 30))}`, () => {
      assert.deepEqual(behindOwn({ hosts: [host] }), [
        `loadBalancer.hosts[0]: ${JSON.stringify(host)} is invalid: expected ${HOST}`,
      ]);
    });
  }

  for (const host of ["shop.example", "*.shop.example", "a-b.c9.example", `${"a.".repeat(126)}a`]) {
    it(`accept ${host.slice(0, 30)}`, () => {
      assert.deepEqual(behindOwn({ hosts: [host] }), []);
    });
  }

  it("are at least one, each once, and no more than anybody reads", () => {
    assert.deepEqual(behindOwn({ hosts: [] }), [
      "loadBalancer.hosts: [] is invalid: expected at least one host name",
    ]);
    assert.deepEqual(behindOwn({ hosts: ["a.example", "a.example"] }), [
      'loadBalancer.hosts: "a.example" is listed more than once',
    ]);
    const many = Array.from({ length: 101 }, (_, at) => `a${at}.example`);
    assert.deepEqual(behindOwn({ hosts: many }), [
      "loadBalancer.hosts: has 101 host names: expected at most 100",
    ]);
    assert.deepEqual(behindOwn({ hosts: many.slice(1) }), []);
  });

  it("belong to one application", () => {
    const platform = eksPlatform({
      applications: [{ application: "shop", albSlot: 2, hosts: ["shop.example"] }],
    });
    const hosts = ["web.example", "shop.example"];
    assert.deepEqual(messagesOf(webBehindAlb({ platform, loadBalancer: { hosts } })), [
      'loadBalancer.hosts[1]: "shop.example" is taken by application "shop"',
    ]);
  });

  it("are needed behind a shared load balancer", () => {
    assert.deepEqual(behindShared({}), [
      "loadBalancer.hosts: is missing: expected the hosts of this application, because a shared load balancer routes by host",
    ]);
    assert.deepEqual(behindShared({ hosts: ["web.example"] }), []);
  });
});

describe("Settings of a load balancer", () => {
  const IN_ONE: readonly LoadBalancerArgs[] = [
    { inboundCidrs: ["198.51.100.0/24"] },
    { wafAclArn: "arn:acl" },
    { accessLogs: { bucket: "logs" } },
    { deletionProtection: false },
  ];

  for (const settings of IN_ONE) {
    const [field = ""] = Object.keys(settings);
    it(`${field}: everybody's own with a dedicated one, the platform's with the shared one`, () => {
      assert.deepEqual(behindOwn(settings), []);
      assert.deepEqual(behindShared({ hosts: ["web.example"], ...settings }), [
        `loadBalancer.${field}: ${IN_COMMON}`,
      ]);
    });
  }

  for (const prefix of ["/web", "web/", "/", ""]) {
    it(`refuse the prefix ${JSON.stringify(prefix)}`, () => {
      assert.deepEqual(behindOwn({ accessLogs: { bucket: "logs", prefix } }), [
        `loadBalancer.accessLogs.prefix: ${JSON.stringify(prefix)} is invalid: expected a prefix without a slash at either end`,
      ]);
    });
  }

  for (const prefix of ["w", "web", "alb/web"]) {
    it(`accept the prefix ${prefix}`, () => {
      assert.deepEqual(behindOwn({ accessLogs: { bucket: "logs", prefix } }), []);
    });
  }
});
