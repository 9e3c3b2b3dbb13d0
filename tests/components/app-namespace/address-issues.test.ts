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
      'egress.databases[0].name: "" is not accepted: a DNS label such as orders',
      "egress.databases[0].port: 0 is not accepted: a port number from 1 to 65535",
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
    messages: ['egress.databases: "orders" stands there more than once'],
  },
  {
    mistake: "a database nowhere, which would be everywhere",
    args: database(),
    messages: ["egress.databases[0].cidrBlocks: [] is not accepted: at least one IPv4 network"],
  },
  {
    mistake: "a database somewhere, where there are no data subnets",
    args: { platform: plainPlatform(), egress: { databases: [{ name: "orders", port: 5432 }] } },
    messages: [
      "egress.databases[0].cidrBlocks: is missing: addresses, because the platform has no data subnets",
    ],
  },
  {
    mistake: "a database by its name",
    args: database("orders.example.com"),
    messages: [
      'egress.databases[0].cidrBlocks[0]: "orders.example.com" is not accepted: an IPv4 network such as 10.0.0.0/24',
    ],
  },
  {
    mistake: "a database at an address twice",
    args: database("10.9.0.0/24", "10.9.0.0/24"),
    messages: ['egress.databases[0].cidrBlocks: "10.9.0.0/24" stands there more than once'],
  },
  ...[
    {
      cidr: "10.0.130.7/32",
      block: "10.0.128.0/17",
      reason: "pods live there; declare the application in egress.applications instead",
    },
    { cidr: "10.0.1.0/27", block: "10.0.0.0/18", reason: "load balancers live there" },
    {
      cidr: "10.0.97.5/32",
      block: "10.0.97.0/25",
      reason: "the Kubernetes API lives there; set egress.kubernetesApi instead",
    },
    {
      cidr: "169.254.169.254/32",
      block: "169.254.0.0/16",
      reason: "link-local addresses belong to the node (instance metadata, resolver)",
    },
  ].map(({ cidr, block, reason }) => ({
    mistake: `a database at ${cidr}`,
    args: database("10.9.0.0/24", cidr),
    messages: [`egress.databases[0].cidrBlocks[1]: ${cidr} overlaps ${block}: ${reason}`],
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
    messages: ["albSlot: is missing: a dedicated load balancer needs one; the next free slot is 1"],
  },
  ...[0, 128, -1, 1.5].map((albSlot) => ({
    mistake: `slot ${albSlot}`,
    args: { albSlot, loadBalancer: {} },
    messages: [
      `albSlot: ${albSlot} is not accepted: a slot from 1 to 127; the next free slot is 1`,
    ],
  })),
  {
    mistake: "a slot for the shared load balancer",
    args: behind(SHARED, { platform: eksPlatformWithSharedAlb() }),
    messages: [
      "albSlot: 1 is not accepted: a shared load balancer stands in slot 0; leave albSlot out",
    ],
  },
  {
    mistake: "a shared load balancer that nobody offers",
    args: { loadBalancer: SHARED },
    messages: [
      'loadBalancer.placement: "shared" is not accepted: this platform has no shared load balancer: set "sharedAlb" of its network, or use "dedicated"',
    ],
  },
  {
    mistake: "a shared load balancer that is internal",
    args: {
      platform: eksPlatformWithSharedAlb(),
      loadBalancer: { ...SHARED, scheme: "internal" },
    },
    messages: [
      'loadBalancer.scheme: "internal" is not accepted: a shared load balancer is internet-facing; use a dedicated one',
    ],
  },
  {
    mistake: "an unknown placement and scheme",
    args: behind({
      placement: "own" as LoadBalancerPlacement,
      scheme: "public" as LoadBalancerScheme,
    }),
    messages: [
      'loadBalancer.placement: "own" is not accepted: one of "dedicated", "shared"',
      'loadBalancer.scheme: "public" is not accepted: one of "internet-facing", "internal"',
    ],
  },
  {
    mistake: "an internal load balancer without private routes",
    args: behind({ scheme: "internal" }, { platform: halfPrivate() }),
    messages: [
      `loadBalancer.scheme: "internal" is not accepted: "internet-facing", because ${String(ZONES[1])} have no private route table`,
    ],
  },
  {
    mistake: "no clients, which would be all of them",
    args: behind({ inboundCidrs: [] }),
    messages: ["loadBalancer.inboundCidrs: [] is not accepted: at least one IPv4 network"],
  },
  {
    mistake: "clients that are no network",
    args: behind({ inboundCidrs: ["203.0.113.1/24"] }),
    messages: [
      'loadBalancer.inboundCidrs[0]: "203.0.113.1/24" is not accepted: an IPv4 network such as 10.0.0.0/24',
    ],
  },
  {
    mistake: "addresses for a load balancer whose subnets decide them",
    args: behind({ sourceCidrBlocks: ["10.0.1.0/27"] }),
    messages: [
      'loadBalancer.sourceCidrBlocks: ["10.0.1.0/27"] is not accepted: nothing, because the subnets of the load balancer decide its addresses',
    ],
  },
  {
    mistake: "a load balancer outside AWS that could be anywhere",
    args: { platform: plainPlatform(), loadBalancer: {} },
    messages: ["loadBalancer.sourceCidrBlocks: [] is not accepted: at least one IPv4 network"],
  },
  ...["10.244.9.0/24", "0.0.0.0/0"].map((cidr) => ({
    mistake: `a load balancer outside AWS at ${cidr}`,
    args: { platform: plainPlatform(), loadBalancer: { sourceCidrBlocks: [cidr] } },
    messages: [
      `loadBalancer.sourceCidrBlocks[0]: ${cidr} overlaps 10.244.0.0/16: pods live there, and a load balancer's address must not be a pod's`,
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
