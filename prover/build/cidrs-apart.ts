import type { AddressRange } from "../model/address-range.js";
import type { AddressKnowledge, Endpoint, Rule, RuleSide, Tier, World } from "../model/world.js";

/** How many addresses each family has; what lies beyond is in no network. */
const FAMILY_SIZE = { 4: 1n << 32n, 6: 1n << 128n } as const;

const EVERYWHERE: readonly AddressRange[] = ([4, 6] as const).map((version) => ({
  version,
  first: 0n,
  last: FAMILY_SIZE[version] - 1n,
  text: version === 4 ? "0.0.0.0/0" : "::/0",
}));

const ANYWHERE: AddressKnowledge = { kind: "somewhere-in", ranges: EVERYWHERE.map(beyond) };

/**
 * The same world for tools that take networks in rules for addresses outside the cluster: every pod has its address
 * beyond all networks, and a rule that names networks, or leaves some out, is about addresses and no pods.
 */
export function withCidrsApart(world: World): World {
  return {
    ...world,
    tiers: world.tiers.map(apartTier),
    endpoints: apartEndpoints(world.endpoints),
  };
}

function apartEndpoints(endpoints: readonly Endpoint[]): Endpoint[] {
  const moved = new Map<readonly AddressRange[], readonly AddressRange[]>();
  /** Endpoints that share a list share it again. */
  const apart = (list: readonly AddressRange[]): readonly AddressRange[] => {
    const known = moved.get(list) ?? list.map(beyond);
    moved.set(list, known);
    return known;
  };
  return endpoints.map((endpoint) => ({
    ...endpoint,
    addresses: apartAddresses(endpoint.addresses, apart),
  }));
}

function apartAddresses(
  known: AddressKnowledge,
  apart: (list: readonly AddressRange[]) => readonly AddressRange[],
): AddressKnowledge {
  if (known.kind === "exactly") return { ...known, addresses: apart(known.addresses) };
  return known.ranges.length === 0 ? ANYWHERE : { ...known, ranges: apart(known.ranges) };
}

function beyond(range: AddressRange): AddressRange {
  const size = FAMILY_SIZE[range.version];
  return { ...range, first: range.first + size, last: range.last + size };
}

function apartTier(tier: Tier): Tier {
  const policies = tier.policies.map((policy) => ({
    ...policy,
    rules: {
      ingress: policy.rules.ingress.map(apartRule),
      egress: policy.rules.egress.map(apartRule),
    },
  }));
  return { ...tier, policies };
}

function apartRule(rule: Rule): Rule {
  return { ...rule, source: apartSide(rule.source), destination: apartSide(rule.destination) };
}

/** The addresses behind a Service are those of pods, wherever they are. */
function apartSide(side: RuleSide): RuleSide {
  const { nets, notNets, services } = side;
  return {
    ...side,
    ...(nets === undefined && notNets !== undefined ? { nets: EVERYWHERE } : {}),
    ...(services === undefined
      ? {}
      : {
          services: services.flatMap((member) => [
            member,
            { ...member, address: beyond(member.address) },
          ]),
        }),
  };
}
