import { objectOf, textOf, textsOf, type Json, type JsonObject } from "../basics/json.js";
import {
  knownZones,
  zonesOfAddresses,
  zonesText,
  type ReadZones,
  type SubnetAddress,
  type ZoneAddressFacts,
} from "../prover/index.js";
import type { AddressEntry } from "./addresses.js";
import { applicationNameOf } from "./declarations.js";
import type { PlanResource } from "./plan-resource.js";
import { Aws, Component } from "./type-tokens.js";

/** What the zones of a plan are derived from. */
export interface ZoneFacts {
  readonly addresses: readonly Pick<AddressEntry, "cidr" | "tier" | "zone" | "application">[];
  readonly resources: readonly Pick<PlanResource, "type" | "name" | "id" | "inputs" | "outputs">[];
}

type ZoneResource = ZoneFacts["resources"][number];

function ofType({ resources }: Pick<ZoneFacts, "resources">, type: string): ZoneResource[] {
  return resources.filter((resource) => resource.type === type);
}

/** The records of platforms that the program makes or is given, each once. */
export function platformRecords(facts: Pick<ZoneFacts, "resources">): JsonObject[] {
  const records: Json[] = [
    ...ofType(facts, Component.Platform).flatMap(({ outputs }) => outputs.record ?? []),
    ...ofType(facts, Component.AppNamespace).flatMap(({ inputs }) => inputs.platform ?? []),
  ];
  return [...new Map(records.map((record) => [JSON.stringify(record), record])).values()].map(
    objectOf,
  );
}

/** The texts of all lists, each once. */
export function mergedTexts(lists: readonly (Json | undefined)[]): string[] {
  return [...new Set(lists.flatMap(textsOf))];
}

/** Addresses that applications name as their load balancers', beside those of their subnets. */
function namedLoadBalancers(facts: ZoneFacts): Record<string, string[]> {
  const entries = ofType(facts, Component.AppNamespace).map(
    (component) =>
      [
        applicationNameOf(component),
        textsOf(objectOf(component.inputs.loadBalancer).sourceCidrBlocks),
      ] as const,
  );
  return Object.fromEntries(entries.filter(([, blocks]) => blocks.length > 0));
}

function nodeLocalDnsOf(addressFacts: readonly JsonObject[]): ZoneAddressFacts["nodeLocalDns"] {
  const [first] = addressFacts.map(({ nodeLocalDns }) => objectOf(nodeLocalDns));
  const address = textOf(first?.address);
  const clusterIp = textOf(first?.clusterIp);
  return address === undefined || clusterIp === undefined ? undefined : { address, clusterIp };
}

/** The blocks of VPCs, their secondary ones too. */
function vpcBlocks(facts: ZoneFacts): string[] {
  return mergedTexts([
    ofType(facts, Aws.Vpc).flatMap(({ inputs }) => inputs.cidrBlock ?? []),
    ofType(facts, Aws.VpcIpv4CidrBlockAssociation).flatMap(({ inputs }) => inputs.cidrBlock ?? []),
  ]);
}

/** Subnets of the shared load balancer that another program made. */
function sharedSubnets(records: readonly JsonObject[]): ZoneFacts["addresses"] {
  const blocks = records.map(({ network }) => objectOf(objectOf(network).sharedAlb).cidrBlocks);
  return mergedTexts(blocks).map((cidr) => ({ cidr, tier: "alb", zone: "" }));
}

/** The zones around the cluster of a plan. */
export function zonesOfPlan(facts: ZoneFacts): ReadZones {
  const { subnets, addressFacts } = knownAddressesOf(facts);
  return zonesOfAddresses(subnets, addressFacts);
}

/** The same as a file of zones. */
export function zonesFileOfPlan(facts: ZoneFacts): string {
  const { subnets, addressFacts } = knownAddressesOf(facts);
  return zonesText(knownZones(subnets, addressFacts));
}

interface KnownAddresses {
  readonly subnets: readonly SubnetAddress[];
  readonly addressFacts: ZoneAddressFacts;
}

function knownAddressesOf(facts: ZoneFacts): KnownAddresses {
  const records = platformRecords(facts);
  const own = new Set(facts.addresses.map(({ cidr }) => cidr));
  const shared = sharedSubnets(records).filter(({ cidr }) => !own.has(cidr));
  return {
    subnets: [...facts.addresses, ...shared],
    addressFacts: addressFactsOf(facts, records),
  };
}

/** What a plan knows of addresses beside its subnets: its VPC, and what its platform says. */
function addressFactsOf(facts: ZoneFacts, records: readonly JsonObject[]): ZoneAddressFacts {
  const addressFacts = records.map((record) => objectOf(record.addressFacts));
  const blocks = (name: string) => {
    const found = mergedTexts(addressFacts.map((each) => each[name]));
    return found.length === 0 ? undefined : found;
  };
  const nodeLocalDns = nodeLocalDnsOf(addressFacts);
  return {
    vpcCidrBlocks: vpcBlocks(facts),
    podCidrBlocks: blocks("podCidrBlocks"),
    privateCidrBlocks: blocks("privateCidrBlocks"),
    albCidrBlocks: blocks("albCidrBlocks"),
    dataCidrBlocks: blocks("dataCidrBlocks"),
    endpointCidrBlocks: blocks("endpointCidrBlocks"),
    apiServer: {
      cidrBlocks: mergedTexts(addressFacts.map(({ apiServer }) => objectOf(apiServer).cidrBlocks)),
    },
    loadBalancers: namedLoadBalancers(facts),
    ...(nodeLocalDns === undefined ? {} : { nodeLocalDns }),
  };
}
