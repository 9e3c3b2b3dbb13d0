import { AWS_ADDRESSES } from "../../basics/aws-addresses.js";
import type { AddressRange } from "../model/address-range.js";
import { IP_VERSIONS, type IpVersion } from "../evaluate/coverage.js";
import { meet, networks, subtractRanges } from "./address-sets.js";
import type { Zone, ZoneMap } from "./zone.js";

/** The zones of a file or a plan, before the well-known zones are added. */
export interface KnownZones {
  readonly zones: readonly Zone[];
  readonly vpc: readonly AddressRange[];
  readonly pods: readonly AddressRange[];
  /** Addresses beside RFC 1918, RFC 6598 and link-local ones that are not the internet. */
  readonly private?: readonly AddressRange[];
  /** Texts in place of addresses that are unknown yet: their zones are incomplete. */
  readonly unknown?: readonly string[];
}

/** RFC 1918, shared address space, unique local addresses. */
const PRIVATE = networks(
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "fc00::/7",
);
const LINK_LOCAL = networks("169.254.0.0/16", "fe80::/10");
const EVERYTHING = networks("0.0.0.0/0", "::/0");

const WELL_KNOWN = (["imds", "pod-identity", "resolver"] as const).map(
  (kind) => [kind, ...AWS_ADDRESSES[kind]] as const,
);

/** Names of zones that always exist. */
export const WELL_KNOWN_ZONES: readonly string[] = [
  ...WELL_KNOWN.map(([name]) => name),
  "rest-of-vpc",
  "link-local",
  "peers",
  "internet",
];

/**
 * Adds the zones that always exist, so that every address is in a zone: the special addresses of AWS, the rest of
 * the VPC, other private networks, link-local addresses, and the internet.
 */
export function completeZones(known: KnownZones): ZoneMap {
  const { vpc, pods } = known;
  const families = podFamilies(known);
  const special = WELL_KNOWN.map(([kind, ...texts]): Zone => {
    const own = kind === "resolver" ? vpc.flatMap(secondAddress) : [];
    return { name: kind, kind, ranges: [...networks(...texts), ...own] };
  });
  const zones = known.zones.map((zone) => apart(zone, special));
  const taken = [...zones, ...special].flatMap(({ ranges }) => ranges);
  const all = [...zones, ...special, ...findRests(known, [...taken, ...pods])]
    .map((zone) => ({
      ...zone,
      ranges: zone.ranges.filter(({ version }) => families.includes(version)),
    }))
    .filter(({ ranges }) => ranges.length > 0);
  return { zones: all, vpc, pods };
}

/** A subnet can hold a special address: the resolver answers on the third one of the VPC. */
function apart(zone: Zone, special: readonly Zone[]): Zone {
  const ranges = special.flatMap((other) => other.ranges);
  return meet(zone.ranges, ranges)
    ? { ...zone, ranges: subtractRanges(zone.ranges, ranges) }
    : zone;
}

/** What is in no zone yet. */
function findRests(known: KnownZones, taken: readonly AddressRange[]): Zone[] {
  const { vpc } = known;
  const privately = [...PRIVATE, ...(known.private ?? [])];
  const apartFromVpc = [...taken, ...vpc];
  return [
    { name: "rest-of-vpc", kind: "rest-of-vpc", ranges: subtractRanges(vpc, taken) },
    { name: "link-local", kind: "link-local", ranges: subtractRanges(LINK_LOCAL, apartFromVpc) },
    {
      name: "peers",
      kind: "peer",
      ranges: subtractRanges(privately, [...apartFromVpc, ...LINK_LOCAL]),
    },
    {
      name: "internet",
      kind: "internet",
      ranges: subtractRanges(EVERYTHING, [...apartFromVpc, ...privately, ...LINK_LOCAL]),
    },
  ];
}

/** The families that pods can have addresses of; both when the addresses of pods are unknown. */
function podFamilies({ pods }: KnownZones): IpVersion[] {
  if (pods.length === 0) return [...IP_VERSIONS];
  return IP_VERSIONS.filter((family) => pods.some(({ version }) => version === family));
}

/** Two after the first address of each network of the VPC. */
function secondAddress({ version, first, last }: AddressRange): AddressRange[] {
  const address = first + 2n;
  if (version !== 4 || address > last) return [];
  return subtractRanges([{ version, first: address, last: address, text: "" }], []);
}
