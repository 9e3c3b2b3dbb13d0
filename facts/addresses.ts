import { Address4 } from "ip-address";
import { APPLICATION_TAG, TIER_TAG } from "../contract/names.js";
import { byText, objectOf, textOf, UNKNOWN_MARK } from "../basics/json.js";
import type { MaskedResource, ResourceGraph } from "./resource-graph.js";
import { isForeign, findRoutes, type RouteEntry } from "./routes.js";
import { Aws } from "./type-tokens.js";

/** One subnet of the address plan. */
export interface AddressEntry {
  readonly cidr: string;
  /** The subnet's `bulkhead/tier` tag; without one what its routes make of it: `public`, `private`, `isolated`. */
  readonly tier: string;
  readonly zone: string;
  /** The application that the subnet belongs to. */
  readonly application?: string;
  readonly routes: readonly RouteEntry[];
  /** URN of the subnet. */
  readonly resource: string;
}

function parsed(cidr: string): Address4 | undefined {
  return Address4.isValid(cidr) ? new Address4(cidr) : undefined;
}

/** By first address, then the larger block first; unknown addresses come last. */
export function byAddress(left: string, right: string): number {
  const [a, b] = [parsed(left), parsed(right)];
  if (a === undefined || b === undefined) {
    return Number(a === undefined) - Number(b === undefined) || byText(left, right);
  }
  const [from, to] = [a.startAddress().bigInt(), b.startAddress().bigInt()];
  if (from !== to) return from < to ? -1 : 1;
  return a.subnetMask - b.subnetMask;
}

/** How many addresses a block holds; nothing for a block that is not known yet. */
export function countAddresses(cidr: string): number {
  const block = parsed(cidr);
  return block === undefined ? 0 : 2 ** (32 - block.subnetMask);
}

/** The number of `inner` among the blocks of `prefixLength` in `outer`, when it lies inside. */
export function findBlockIndex(
  outer: string,
  inner: string,
  prefixLength: number,
): number | undefined {
  const [whole, part] = [parsed(outer), parsed(inner)];
  if (whole === undefined || !part?.isInSubnet(whole)) return undefined;
  const offset = part.startAddress().bigInt() - whole.startAddress().bigInt();
  return Number(offset >> BigInt(32 - prefixLength));
}

function tierByRoutes(routes: readonly RouteEntry[]): string {
  if (routes.some(isForeign)) return "unknown";
  const outward = routes.filter(({ target }) => target !== "gateway-endpoint");
  if (outward.length === 0) return "isolated";
  return outward.some(({ target }) => target === "internet-gateway") ? "public" : "private";
}

function readAddressEntry(graph: ResourceGraph, subnet: MaskedResource): AddressEntry {
  const tags = objectOf(subnet.inputs.tags);
  const routes = findRoutes(graph, subnet);
  const application = textOf(tags[APPLICATION_TAG]);
  const zone = textOf(subnet.inputs.availabilityZone) ?? textOf(subnet.inputs.availabilityZoneId);
  return {
    cidr: textOf(subnet.inputs.cidrBlock) ?? textOf(subnet.inputs.ipv6CidrBlock) ?? UNKNOWN_MARK,
    tier: textOf(tags[TIER_TAG]) ?? tierByRoutes(routes),
    zone: zone ?? UNKNOWN_MARK,
    ...(application === undefined ? {} : { application }),
    routes,
    resource: subnet.urn,
  };
}

/** Every subnet in the order of its address. */
export function findAddresses(graph: ResourceGraph): AddressEntry[] {
  return graph
    .ofType(Aws.Subnet)
    .map((subnet) => readAddressEntry(graph, subnet))
    .sort(
      (left, right) => byAddress(left.cidr, right.cidr) || byText(left.resource, right.resource),
    );
}
