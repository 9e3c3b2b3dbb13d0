import { groupBy } from "../../basics/group-by.js";
import type { AddressEntry } from "../../facts/addresses.js";
import { parseNetwork } from "../../prover/index.js";
import { subnetOwner, routeTexts } from "../output/subnet-words.js";

/** Subnets of one tier whose traffic takes the same ways out. */
export interface AddressBand {
  readonly tier: string;
  readonly routes: readonly string[];
  readonly owners: readonly AddressOwner[];
  readonly subnets: number;
}

/** The subnets of an application, or of none in particular, by zone. */
export interface AddressOwner {
  readonly name: string;
  readonly cidrs: Readonly<Record<string, readonly string[]>>;
}

function groupByOwner(subnets: readonly AddressEntry[]): AddressOwner[] {
  return [...groupBy(subnets, subnetOwner)].map(([name, own]) => {
    const zones = groupBy(own, ({ zone }) => zone);
    const cidrs = [...zones].map(([zone, each]) => [zone, each.map(({ cidr }) => cidr)] as const);
    return { name, cidrs: Object.fromEntries(cidrs) };
  });
}

/** The bands in the order of their addresses, those of a tier together. */
export function addressBands(addresses: readonly AddressEntry[]): AddressBand[] {
  return [...groupBy(addresses, ({ tier }) => tier)].flatMap(([tier, all]) => {
    const ways = groupBy(all, ({ routes }) => routeTexts(routes).join("\n"));
    return [...ways.values()].map((subnets) => ({
      tier,
      routes: routeTexts(subnets[0]?.routes ?? []),
      owners: groupByOwner(subnets),
      subnets: subnets.length,
    }));
  });
}

/** A run of subnets of one tier in the block of the VPC, in shares of the block. */
export interface StripPart {
  readonly tier: string;
  readonly start: number;
  readonly size: number;
  readonly text: string;
}

/** Where the tiers are in a block; subnets outside it are left out. */
export function vpcStrip(block: string, addresses: readonly AddressEntry[]): StripPart[] {
  const whole = parseNetwork(block)?.range;
  if (whole === undefined) return [];
  const total = Number(whole.last - whole.first) + 1;
  const parts: StripPart[] = [];
  for (const { cidr, tier } of addresses) {
    const range = parseNetwork(cidr)?.range;
    if (range === undefined || range.first < whole.first || range.last > whole.last) continue;
    const start = Number(range.first - whole.first) / total;
    const end = (Number(range.last - whole.first) + 1) / total;
    const before = parts.at(-1);
    if (before?.tier !== tier) parts.push({ tier, start, size: end - start, text: cidr });
    else parts[parts.length - 1] = { ...before, size: end - before.start };
  }
  return parts;
}
