import assert from "node:assert/strict";
import type { AppNamespaceArgs } from "../../../components/app-namespace/args.js";
import type { LoadBalancerArgs } from "../../../components/app-namespace/load-balancer/args.js";
import type { LoadBalancerPlacement, LoadBalancerScheme } from "../../../contract/load-balancer.js";
import {
  eksPlatform,
  eksPlatformWithSharedAlb,
  plainPlatform,
  ZONES,
} from "../../support/platform-ref.js";
import { webArgs, webBehindAlb } from "./applications.js";
import { messagesOf, type Refusal } from "./refusals.js";

function database(...cidrBlocks: string[]): Partial<AppNamespaceArgs> {
  return { egress: { databases: [{ name: "orders", port: 5432, cidrBlocks }] } };
}

const DATABASES: Refusal[] = [
  {
    mistake: "a database without name and port",
    args: { egress: { databases: [{ name: "", port: 0 }] } },
    messages: [
      'egress.databases[0].name: "" is invalid: expected a DNS label such as orders',
      "egress.databases[0].port: 0 is invalid: expected a port number from 1 to 65535",
    ],
  },
  {
    mistake: "a database twice",
    args: {
      egress: {
        databases: [
          { name: "orders", port: 5432 },
          { name: "orders", port: 3306 },
        ],
      },
    },
    messages: ['egress.databases: "orders" is listed more than once'],
  },
  {
    mistake: "a database nowhere, which would be everywhere",
    args: database(),
    messages: ["egress.databases[0].cidrBlocks: [] is invalid: expected at least one IPv4 CIDR"],
  },
  {
    mistake: "a database without addresses on a platform without data subnets",
    args: { platform: plainPlatform(), egress: { databases: [{ name: "orders", port: 5432 }] } },
    messages: [
      "egress.databases[0].cidrBlocks: is missing: expected the addresses of the database, because the platform has no data subnets",
    ],
  },
  {
    mistake: "a database by its name",
    args: database("orders.example.com"),
    messages: [
      'egress.databases[0].cidrBlocks[0]: "orders.example.com" is invalid: expected an IPv4 CIDR such as 10.0.0.0/24',
    ],
  },
  {
    mistake: "a database at an address twice",
    args: database("10.9.0.0/24", "10.9.0.0/24"),
    messages: ['egress.databases[0].cidrBlocks: "10.9.0.0/24" is listed more than once'],
  },
  ...[
    {
      cidr: "10.0.130.7/32",
      block: "10.0.128.0/17",
      reason: "the addresses of pods; declare the application in egress.applications instead",
    },
    { cidr: "10.0.1.0/27", block: "10.0.0.0/18", reason: "the addresses of load balancers" },
    {
      cidr: "10.0.97.5/32",
      block: "10.0.97.0/25",
      reason: "the addresses of the Kubernetes API; set egress.kubernetesApi instead",
    },
    {
      cidr: "169.254.169.254/32",
      block: "169.254.0.0/16",
      reason: "the link-local addresses of the node (instance metadata, DNS resolver)",
    },
  ].map(({ cidr, block, reason }) => ({
    mistake: `a database at ${cidr}`,
    args: database("10.9.0.0/24", cidr),
    messages: [`egress.databases[0].cidrBlocks[1]: "${cidr}" overlaps ${block}, ${reason}`],
  })),
];

function behind(
  loadBalancer: LoadBalancerArgs,
  rest: Partial<AppNamespaceArgs> = {},
): Refusal["args"] {
  return { albSlot: 1, loadBalancer, ...rest };
}

const SHARED: LoadBalancerArgs = { placement: "shared", hosts: ["web.example"] };

/** A platform whose zone b has no private route table. */
function halfPrivate(): AppNamespaceArgs["platform"] {
  const platform = eksPlatform();
  const privateRouteTableIds = { "eu-central-1a": "rtb-private-a" };
  return {
    ...platform,
    ...(platform.network && { network: { ...platform.network, privateRouteTableIds } }),
  };
}

const LOAD_BALANCERS: Refusal[] = [
  {
    mistake: "no slot for a load balancer of its own",
    args: { loadBalancer: {} },
    messages: [
      "albSlot: is missing: expected a slot for the dedicated load balancer; the next free slot is 1",
    ],
  },
  ...[0, 128, -1, 1.5].map((albSlot) => ({
    mistake: `slot ${albSlot}`,
    args: { albSlot, loadBalancer: {} },
    messages: [
      `albSlot: ${albSlot} is invalid: expected a slot from 1 to 127; the next free slot is 1`,
    ],
  })),
  {
    mistake: "a slot for the shared load balancer",
    args: behind(SHARED, { platform: eksPlatformWithSharedAlb() }),
    messages: [
      'albSlot: cannot be combined with placement "shared": the shared load balancer has slot 0; leave albSlot out',
    ],
  },
  {
    mistake: "a shared load balancer on a platform without one",
    args: { loadBalancer: SHARED },
    messages: [
      'loadBalancer.placement: "shared" requires a shared load balancer: set network.sharedAlb of the platform, or use "dedicated"',
    ],
  },
  {
    mistake: "a shared load balancer that is internal",
    args: {
      platform: eksPlatformWithSharedAlb(),
      loadBalancer: { ...SHARED, scheme: "internal" },
    },
    messages: [
      'loadBalancer.scheme: "internal" cannot be combined with placement "shared": the shared load balancer is internet-facing; use a dedicated one',
    ],
  },
  {
    mistake: "an unknown placement and scheme",
    args: behind({
      placement: "own" as LoadBalancerPlacement,
      scheme: "public" as LoadBalancerScheme,
    }),
    messages: [
      'loadBalancer.placement: "own" is invalid: expected one of "dedicated", "shared"',
      'loadBalancer.scheme: "public" is invalid: expected one of "internet-facing", "internal"',
    ],
  },
  {
    mistake: "an internal load balancer without private routes",
    args: behind({ scheme: "internal" }, { platform: halfPrivate() }),
    messages: [
      `loadBalancer.scheme: "internal" is invalid: expected "internet-facing", because the platform has no private route table for ${String(ZONES[1])}`,
    ],
  },
  {
    mistake: "no clients, which would be all of them",
    args: behind({ inboundCidrs: [] }),
    messages: ["loadBalancer.inboundCidrs: [] is invalid: expected at least one IPv4 CIDR"],
  },
  {
    mistake: "clients that are not a CIDR",
    args: behind({ inboundCidrs: ["203.0.113.1/24"] }),
    messages: [
      'loadBalancer.inboundCidrs[0]: "203.0.113.1/24" is invalid: expected an IPv4 CIDR such as 10.0.0.0/24',
    ],
  },
  {
    mistake: "addresses for a load balancer whose subnets decide them",
    args: behind({ sourceCidrBlocks: ["10.0.1.0/27"] }),
    messages: [
      "loadBalancer.sourceCidrBlocks: cannot be combined with a network: the subnets of the load balancer decide its addresses",
    ],
  },
  {
    mistake: "a load balancer outside AWS that could be anywhere",
    args: { platform: plainPlatform(), loadBalancer: {} },
    messages: ["loadBalancer.sourceCidrBlocks: [] is invalid: expected at least one IPv4 CIDR"],
  },
  ...["10.244.9.0/24", "0.0.0.0/0"].map((cidr) => ({
    mistake: `a load balancer outside AWS at ${cidr}`,
    args: { platform: plainPlatform(), loadBalancer: { sourceCidrBlocks: [cidr] } },
    messages: [
      `loadBalancer.sourceCidrBlocks[0]: "${cidr}" overlaps 10.244.0.0/16, the addresses of pods; a load balancer has addresses of its own`,
    ],
  })),
];

describe("Issues of an application's addresses", () => {
  for (const { mistake, args, messages } of [...DATABASES, ...LOAD_BALANCERS]) {
    it(`answer ${mistake}`, () => {
      assert.deepEqual(messagesOf(webArgs(args)), messages);
    });
  }

  it("answer the whole internet as a database", () => {
    const paths = messagesOf(webArgs(database("0.0.0.0/0"))).map(
      (message) => message.split(":")[0],
    );
    assert.deepEqual(paths, Array(4).fill("egress.databases[0].cidrBlocks[0]"));
  });

  for (const args of [
    webBehindAlb({ loadBalancer: { placement: "dedicated", scheme: "internal" } }),
    webBehindAlb({ loadBalancer: { inboundCidrs: ["203.0.113.0/24"] } }),
    webArgs({ platform: eksPlatformWithSharedAlb(), loadBalancer: SHARED }),
    webArgs({ albSlot: 127 }),
    webArgs(database("10.9.0.0/24", "198.51.100.7/32")),
    webArgs({ platform: plainPlatform(), albSlot: 1, ...database("192.168.7.0/24") }),
    webArgs({
      platform: plainPlatform(),
      loadBalancer: { sourceCidrBlocks: ["172.18.0.0/16"] },
    }),
  ]) {
    const { platform, ...rest } = args;
    it(`there are none on ${platform.platform} in ${JSON.stringify(rest)}`, () => {
      assert.deepEqual(messagesOf(args), []);
    });
  }
});
