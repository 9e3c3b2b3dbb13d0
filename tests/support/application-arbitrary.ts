import fc from "fast-check";
import type { AppNamespaceArgs } from "../../components/app-namespace/args.js";
import type { LoadBalancerArgs } from "../../components/app-namespace/load-balancer/args.js";
import type { EgressArgs, IngressFromArgs } from "../../components/app-namespace/traffic/args.js";
import type { PlatformRef } from "../../components/platform-ref/platform-ref.js";
import { PRIVATE_RANGES } from "../../components/shared/cluster-addresses.js";
import type { AddressFacts } from "../../contract/address-facts.js";
import {
  eksPlatform,
  eksPlatformWithSharedAlb,
  plainPlatform,
  addressFactsOfVpc,
  ZONES,
} from "./platform-ref.js";

/** Options that may be left out, as most programs do. */
function optional<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

const mode = fc.constantFrom("enforced" as const, "staged" as const);

const nodeLocalDns = optional(fc.constant({ address: "169.254.20.10", clusterIp: "172.20.0.10" }));

const addressFacts: fc.Arbitrary<Partial<AddressFacts>> = fc.record({
  privateCidrBlocks: fc.constantFrom([...PRIVATE_RANGES], [...PRIVATE_RANGES, "198.51.100.0/24"]),
  endpointCidrBlocks: fc.constantFrom([], ["10.0.96.0/24"]),
  podIdentityAgent: fc.boolean(),
  nodeLocalDns,
});

/** A platform in a VPC, with two to four zones, with and without what is optional. */
const eksPlatforms: fc.Arbitrary<PlatformRef> = fc
  .record({ mode, addressFacts, zones: fc.integer({ min: 2, max: 4 }), shared: fc.boolean() })
  .map(({ zones: count, shared, ...rest }) => {
    const zones = ZONES.slice(0, count);
    const platform = (shared ? eksPlatformWithSharedAlb : eksPlatform)({
      mode: rest.mode,
      addressFacts: addressFactsOfVpc(rest.addressFacts),
    });
    if (!platform.network) throw new Error("a platform on EKS has a network");
    const privateRouteTableIds = Object.fromEntries(zones.map((zone) => [zone, `rtb-${zone}`]));
    const network = { ...platform.network, availabilityZones: zones, privateRouteTableIds };
    return { ...platform, network };
  });

/** A platform on a cluster outside AWS. */
const plainPlatforms: fc.Arbitrary<PlatformRef> = fc.record({ mode, nodeLocalDns }).map((given) => {
  const platform = plainPlatform({ mode: given.mode });
  const apiServer = { cidrBlocks: ["172.18.0.2/32"], port: 6443 };
  const around = { ...platform.addressFacts, apiServer, nodeLocalDns: given.nodeLocalDns };
  return { ...platform, addressFacts: around };
});

const applicationNames = fc
  .stringMatching(/^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/)
  .filter((name) => !["default", ...plainPlatform().systemNamespaces].includes(name));

const ports = fc.uniqueArray(fc.integer({ min: 1, max: 65535 }), { minLength: 1, maxLength: 4 });

/** Anywhere that is neither pods, load balancers, the Kubernetes API nor link-local. */
const databaseBlocks = fc.uniqueArray(
  fc.constantFrom("10.0.64.0/24", "10.9.0.0/16", "192.168.7.7/32", "198.51.100.64/26"),
  { minLength: 1, maxLength: 3 },
);

const databases = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom("orders", "users", "events"),
    port: fc.integer({ min: 1, max: 65535 }),
    cidrBlocks: databaseBlocks,
  }),
  { selector: ({ name }) => name, maxLength: 3 },
);

const neighbours = fc.uniqueArray(
  fc.record({ application: applicationNames.map((name) => `n-${name.slice(0, 20)}z`), ports }),
  { selector: ({ application }) => application, maxLength: 3 },
);

const egress: fc.Arbitrary<EgressArgs> = fc.record(
  {
    internet: fc.boolean(),
    kubernetesApi: fc.boolean(),
    databases,
    applications: neighbours,
  },
  { requiredKeys: [] },
);

const ingressFrom: fc.Arbitrary<IngressFromArgs> = fc.record(
  {
    applications: neighbours.map((all) =>
      all.map(({ application, ports: own }, at) => ({
        application,
        ...(at > 0 && { ports: own }),
      })),
    ),
  },
  { requiredKeys: [] },
);

const hosts = fc.uniqueArray(
  fc.constantFrom("shop.example.com", "*.shop.example.com", "a.example", "b.example"),
  { minLength: 1, maxLength: 3 },
);

function loadBalancers({ network }: PlatformRef): fc.Arbitrary<LoadBalancerArgs> {
  if (!network) {
    const sourceCidrBlocks = fc.constantFrom<string[]>(
      ["172.18.0.9/32"],
      ["172.18.0.0/24", "192.168.1.0/24"],
    );
    return fc.record({ sourceCidrBlocks });
  }
  const scheme = optional(fc.constantFrom("internet-facing" as const, "internal" as const));
  const inboundCidrs = optional(fc.constant<string[]>(["203.0.113.0/24"]));
  const dedicated = fc.record({ scheme, inboundCidrs });
  const shared = fc.record({ placement: fc.constant("shared" as const), hosts });
  return network.sharedAlb ? fc.oneof(dedicated, shared) : dedicated;
}

const common = fc.record(
  {
    ports,
    podSecurity: optional(fc.constantFrom("restricted" as const, "baseline" as const)),
    egress: optional(egress),
    ingressFrom: optional(ingressFrom),
  },
  { requiredKeys: ["ports"] },
);

interface Slotted {
  application: string;
  albSlot: number;
}

function applicationOn(
  platform: PlatformRef,
  { application, albSlot }: Slotted,
): fc.Arbitrary<AppNamespaceArgs> {
  return fc
    .record({ common, loadBalancer: optional(loadBalancers(platform)) })
    .map(({ common: rest, loadBalancer }) => ({
      ...rest,
      platform,
      application,
      ...(loadBalancer && { loadBalancer }),
      ...(loadBalancer?.placement !== "shared" && { albSlot }),
    }));
}

/** Names and slots that are all different. */
const slotted = fc
  .record({
    names: fc.uniqueArray(applicationNames, { minLength: 1, maxLength: 6 }),
    slots: fc.uniqueArray(fc.integer({ min: 1, max: 127 }), { minLength: 6, maxLength: 6 }),
  })
  .map(({ names, slots }) =>
    names.map((application, at): Slotted => ({ application, albSlot: slots[at] ?? 1 })),
  );

/** Valid applications of one platform, each on its own name and slot. */
export const applications: fc.Arbitrary<AppNamespaceArgs[]> = fc
  .record({ platform: fc.oneof(eksPlatforms, plainPlatforms), slotted })
  .chain((given) => fc.tuple(...given.slotted.map((slot) => applicationOn(given.platform, slot))));
