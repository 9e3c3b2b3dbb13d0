import {
  mergeRanges,
  IP_VERSIONS,
  type IpVersion,
  isCovered,
  whereabouts,
} from "../evaluate/coverage.js";
import type { AddressRange } from "../model/address-range.js";
import { Truth } from "../model/truth.js";
import type { Rule, RuleSide, World } from "../model/world.js";
import { unknownPlaces } from "./address-classes.js";

type Ranges = readonly AddressRange[];

/** The peers and the rules whose addresses decide. */
interface FamilyFacts {
  readonly world: World;
  /** The rules that are enforced. */
  readonly rules: readonly Rule[];
  /** The lists of ranges in rules and network sets. */
  readonly lists: readonly Ranges[];
  /** The ranges of address peers. */
  readonly networks: Ranges;
}

/**
 * The families to compute: those in which any peer has an address, without IPv6 where its result equals that of IPv4.
 */
export function findFamilies(facts: FamilyFacts): readonly IpVersion[] {
  const { world, networks } = facts;
  const inUse = IP_VERSIONS.filter(
    (family) =>
      networks.some(({ version }) => version === family) ||
      world.endpoints.some(({ addresses }) => whereabouts(addresses, family).length > 0),
  );
  return inUse.length === IP_VERSIONS.length && isTwice(facts) ? [4] : inUse;
}

/**
 * Whether the results of IPv6 and IPv4 are equal: all endpoints may have addresses of both, no list contains any of them,
 * no rule depends on the family, and no IPv6 network is asked for.
 */
function isTwice({ world, rules, lists, networks }: FamilyFacts): boolean {
  if (networks.some(({ version }) => version === 6)) return false;
  if (rules.some(isOfFamily)) return false;
  if (world.endpoints.some(({ addresses }) => addresses.kind === "exactly")) return false;
  const places = unknownPlaces(world.endpoints);
  const asked = lists.flat();
  return IP_VERSIONS.every((family) => {
    const by = mergeRanges(asked, family);
    return places.every((place) => isCovered(whereabouts(place, family), by) === Truth.No);
  });
}

/** A list that leaves addresses out takes its rule out of the family that it has no addresses of. */
function isOfFamily({ ipVersion, source, destination }: Rule): boolean {
  return ipVersion !== undefined || leavesOut(source) || leavesOut(destination);
}

function leavesOut({ nets, notNets }: RuleSide): boolean {
  return nets === undefined && notNets !== undefined;
}
