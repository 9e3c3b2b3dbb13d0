import type { AddressRange } from "../model/address-range.js";
import type { Finding } from "../model/world.js";
import { parseNetwork } from "../build/addresses.js";
import { subtractRanges } from "./address-sets.js";
import { completeZones, type KnownZones } from "./complete-zones.js";
import type { ReadZones } from "./read-zones.js";
import type { Zone, ZoneKind } from "./zone.js";
import { addressNotKnown, findOverlaps } from "./zone-findings.js";

/** A subnet as `plan.json` lists it. */
export interface SubnetAddress {
  readonly cidr: string;
  /** What the subnet is for: `alb`, `workload`, `data`, `control-plane`, `endpoints`, `nat`. */
  readonly tier: string;
  readonly zone?: string;
  readonly application?: string;
}

/** Addresses besides the subnets: the address facts that a platform exports, and some more. */
export interface ZoneAddressFacts {
  /** Every network of the VPC. */
  readonly vpcCidrBlocks?: readonly string[];
  /** The only addresses that pods can have. */
  readonly podCidrBlocks?: readonly string[];
  readonly privateCidrBlocks?: readonly string[];
  /** The block that load balancer subnets are cut from; what no application uses becomes `alb-unassigned`. */
  readonly albCidrBlocks?: readonly string[];
  readonly dataCidrBlocks?: readonly string[];
  readonly endpointCidrBlocks?: readonly string[];
  readonly apiServer?: { readonly cidrBlocks: readonly string[] };
  readonly nodeLocalDns?: { readonly address: string; readonly clusterIp: string };
  /** Load balancers outside of the subnets, by application. */
  readonly loadBalancers?: Readonly<Record<string, readonly string[]>>;
  /** Networks that are connected, by a name of their own. */
  readonly peers?: Readonly<Record<string, readonly string[]>>;
}

/** Tiers whose subnets make a zone; those of other tiers stay in the rest of the VPC. */
const TIERS: Readonly<Record<string, ZoneKind>> = {
  alb: "alb",
  workload: "workload",
  data: "data",
  "control-plane": "control-plane",
  endpoints: "endpoints",
  nat: "nat",
};

interface Claim {
  readonly name: string;
  readonly kind: ZoneKind;
  readonly application?: string;
  readonly cidrs: readonly string[];
}

/** The zones of a plan: one for each tier, and one for each application's load balancer. */
export function zonesOfAddresses(
  addresses: readonly SubnetAddress[],
  addressFacts: ZoneAddressFacts = {},
): ReadZones {
  const known = knownZones(addresses, addressFacts);
  const missing = known.unknown.map((text): Finding => ({
    severity: "warning",
    ...addressNotKnown(text),
  }));
  return { zones: completeZones(known), findings: [...missing, ...findOverlaps(known)] };
}

/** The same without the zones that always exist. */
export function knownZones(
  addresses: readonly SubnetAddress[],
  addressFacts: ZoneAddressFacts = {},
): Required<KnownZones> {
  const unknown: string[] = [];
  const read = (texts: readonly string[] = []): AddressRange[] => readBlocks(texts, unknown);
  const claims = [...subnetClaims(addresses), ...addressClaims(addressFacts)];
  const zones = joined(claims, read);
  const unassigned = subtractRanges(
    read(addressFacts.albCidrBlocks),
    zones.flatMap(({ ranges }) => ranges),
  );
  const rest: Zone = { name: "alb-unassigned", kind: "alb", ranges: unassigned };
  return {
    zones: [...zones, ...(unassigned.length > 0 ? [rest] : [])],
    vpc: read(addressFacts.vpcCidrBlocks),
    pods: read(addressFacts.podCidrBlocks ?? tierCidrs(addresses, "workload")),
    private: read(addressFacts.privateCidrBlocks),
    unknown,
  };
}

function tierCidrs(addresses: readonly SubnetAddress[], wanted: string): string[] {
  return addresses.filter(({ tier }) => tier === wanted).map(({ cidr }) => cidr);
}

function subnetClaims(addresses: readonly SubnetAddress[]): Claim[] {
  return addresses.flatMap(({ cidr, tier, application }): Claim[] => {
    const kind = Object.hasOwn(TIERS, tier) ? TIERS[tier] : undefined;
    if (kind === undefined) return [];
    if (kind !== "alb") return [{ name: kind, kind, cidrs: [cidr] }];
    return application === undefined
      ? [{ name: "alb-shared", kind, cidrs: [cidr] }]
      : [{ name: `alb-${application}`, kind, application, cidrs: [cidr] }];
  });
}

/** A platform trusts whole blocks, which are larger than the subnets that were cut from them so far. */
function addressClaims(addressFacts: ZoneAddressFacts): Claim[] {
  const { nodeLocalDns, loadBalancers = {}, peers = {} } = addressFacts;
  const caches = nodeLocalDns ? [nodeLocalDns.address, nodeLocalDns.clusterIp] : [];
  const blocks: readonly (readonly [ZoneKind, readonly string[] | undefined])[] = [
    ["data", addressFacts.dataCidrBlocks],
    ["endpoints", addressFacts.endpointCidrBlocks],
    ["control-plane", addressFacts.apiServer?.cidrBlocks],
    ["workload", addressFacts.podCidrBlocks],
    ["node-local-dns", caches],
  ];
  return [
    ...blocks.map(([kind, cidrs = []]) => ({ name: kind, kind, cidrs })),
    ...Object.entries(loadBalancers).map(([application, cidrs]): Claim => ({
      name: `alb-${application}`,
      kind: "alb",
      application,
      cidrs,
    })),
    ...Object.entries(peers).map(([name, cidrs]): Claim => ({ name, kind: "peer", cidrs })),
  ];
}

/** One zone for each name, without ranges that lie in another one of the same zone. */
function joined(
  claims: readonly Claim[],
  read: (texts: readonly string[]) => AddressRange[],
): Zone[] {
  const zones = new Map<string, Zone>();
  for (const { cidrs, ...claim } of claims) {
    const earlier = zones.get(claim.name)?.ranges ?? [];
    const ranges = subtractRanges([...earlier, ...read(cidrs)], []);
    if (ranges.length > 0) zones.set(claim.name, { ...claim, ranges });
  }
  return [...zones.values()];
}

function readBlocks(texts: readonly string[], unknown: string[]): AddressRange[] {
  return texts.flatMap((text) => {
    const parsed = parseNetwork(text);
    if (parsed === undefined) unknown.push(text);
    return parsed === undefined ? [] : [parsed.range];
  });
}
