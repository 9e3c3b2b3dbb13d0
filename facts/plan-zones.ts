import type { MaskedResource } from "../recorder/index.js";
import { textOf } from "../basics/json.js";
import type { PlatformFacts } from "../contract/component-facts.js";
import { ComponentType } from "../contract/component-type.js";
import {
  knownZones,
  zonesOfAddresses,
  zonesText,
  type ReadZones,
  type SubnetAddress,
  type ZoneAddressFacts,
} from "../prover/index.js";
import type { AddressEntry } from "./addresses.js";
import { findRegistered } from "./registered.js";
import { Aws } from "./type-tokens.js";

/** What the zones of a plan are derived from. */
export interface ZoneFacts {
  readonly addresses: readonly Pick<AddressEntry, "cidr" | "tier" | "zone" | "application">[];
  readonly resources: readonly Pick<
    MaskedResource,
    "type" | "name" | "id" | "inputs" | "outputs"
  >[];
}

type ZoneResource = ZoneFacts["resources"][number];

function ofType({ resources }: Pick<ZoneFacts, "resources">, type: string): ZoneResource[] {
  return resources.filter((resource) => resource.type === type);
}

/** The platforms that the program makes or is given, each once. */
export function findPlatforms({ resources }: Pick<ZoneFacts, "resources">): PlatformFacts[] {
  const platforms = [
    ...findRegistered(resources, ComponentType.Platform).map(({ facts }) => facts),
    ...findRegistered(resources, ComponentType.AppNamespace).map(({ facts }) => facts.platform),
  ];
  return [...new Map(platforms.map((each) => [JSON.stringify(each), each])).values()];
}

/** The texts of all lists, each once. */
export function mergeTexts(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())];
}

/** Addresses that applications name as their load balancers', beside those of their subnets. */
function namedLoadBalancers({ resources }: ZoneFacts): Record<string, readonly string[]> {
  const entries = findRegistered(resources, ComponentType.AppNamespace)
    .map(({ facts }) => facts.application)
    .filter(({ loadBalancer }) => loadBalancer?.subnets.length === 0)
    .map(({ name, loadBalancerCidrs }) => [name, loadBalancerCidrs] as const);
  return Object.fromEntries(entries.filter(([, blocks]) => blocks.length > 0));
}

/** The blocks of VPCs, their secondary ones too. */
function vpcBlocks(facts: ZoneFacts): string[] {
  const resources = [...ofType(facts, Aws.Vpc), ...ofType(facts, Aws.VpcIpv4CidrBlockAssociation)];
  return [...new Set(resources.flatMap(({ inputs }) => textOf(inputs.cidrBlock) ?? []))];
}

/** Subnets of the shared load balancer that another program made. */
function sharedSubnets(platforms: readonly PlatformFacts[]): ZoneFacts["addresses"] {
  const blocks = platforms.map(({ network }) => network?.sharedAlb?.cidrBlocks ?? []);
  return mergeTexts(blocks).map((cidr) => ({ cidr, tier: "alb", zone: "" }));
}

/** The zones around the cluster of a plan. */
export function zonesOfPlan(facts: ZoneFacts): ReadZones {
  const { subnets, addressFacts } = findKnownAddresses(facts);
  return zonesOfAddresses(subnets, addressFacts);
}

/** The same as a file of zones. */
export function zonesFileOfPlan(facts: ZoneFacts): string {
  const { subnets, addressFacts } = findKnownAddresses(facts);
  return zonesText(knownZones(subnets, addressFacts));
}

interface KnownAddresses {
  readonly subnets: readonly SubnetAddress[];
  readonly addressFacts: ZoneAddressFacts;
}

function findKnownAddresses(facts: ZoneFacts): KnownAddresses {
  const platforms = findPlatforms(facts);
  const own = new Set(facts.addresses.map(({ cidr }) => cidr));
  const shared = sharedSubnets(platforms).filter(({ cidr }) => !own.has(cidr));
  return {
    subnets: [...facts.addresses, ...shared],
    addressFacts: describeAddresses(facts, platforms),
  };
}

type BlockList =
  "podCidrBlocks" | "privateCidrBlocks" | "albCidrBlocks" | "dataCidrBlocks" | "endpointCidrBlocks";

/** What a plan knows of addresses beside its subnets: its VPC, and what its platform says. */
function describeAddresses(
  facts: ZoneFacts,
  platforms: readonly PlatformFacts[],
): ZoneAddressFacts {
  const addressFacts = platforms.map((platform) => platform.addressFacts);
  const blocks = (name: BlockList) => {
    const found = mergeTexts(addressFacts.map((each) => each[name]));
    return found.length === 0 ? undefined : found;
  };
  const nodeLocalDns = addressFacts[0]?.nodeLocalDns;
  return {
    vpcCidrBlocks: vpcBlocks(facts),
    podCidrBlocks: blocks("podCidrBlocks"),
    privateCidrBlocks: blocks("privateCidrBlocks"),
    albCidrBlocks: blocks("albCidrBlocks"),
    dataCidrBlocks: blocks("dataCidrBlocks"),
    endpointCidrBlocks: blocks("endpointCidrBlocks"),
    apiServer: { cidrBlocks: mergeTexts(addressFacts.map((each) => each.apiServer.cidrBlocks)) },
    loadBalancers: namedLoadBalancers(facts),
    ...(nodeLocalDns === undefined ? {} : { nodeLocalDns }),
  };
}
