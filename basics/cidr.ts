import { Address4 } from "ip-address";

/** An IPv4 network as `a.b.c.d/n`, with no bit set beyond the prefix. */
export type Cidr = string;

/** The network that `text` names, or `undefined` when it is not a network (host bits count as a mistake). */
function parseNetworkText(text: string): Address4 | undefined {
  if (!text.includes("/") || !Address4.isValid(text)) return undefined;
  const network = new Address4(text);
  return network.startAddress().bigInt() === network.bigInt() ? network : undefined;
}

function requireNetwork(cidr: Cidr): Address4 {
  const network = parseNetworkText(cidr);
  if (network === undefined) throw new RangeError(`"${cidr}" is not an IPv4 network`);
  return network;
}

/** Whether `text` is an IPv4 network such as `10.0.0.0/16`; `10.0.0.1/16` is not. */
export function isCidr(text: string): boolean {
  return parseNetworkText(text) !== undefined;
}

export function isIpv4Address(text: string): boolean {
  return !text.includes("/") && Address4.isValid(text);
}

/** The network that the address `text` lies in: `10.0.0.0/16` for `10.0.0.1/16`; `undefined` for anything else. */
export function networkAround(text: string): Cidr | undefined {
  if (!text.includes("/") || !Address4.isValid(text)) return undefined;
  const address = new Address4(text);
  return `${address.startAddress().correctForm()}/${address.subnetMask}`;
}

export function prefixLengthOf(cidr: Cidr): number {
  return requireNetwork(cidr).subnetMask;
}

export function containsCidr(outer: Cidr, inner: Cidr): boolean {
  return requireNetwork(inner).isInSubnet(requireNetwork(outer));
}

/** Two networks are either nested or disjoint. */
export function overlapsCidr(left: Cidr, right: Cidr): boolean {
  return containsCidr(left, right) || containsCidr(right, left);
}

/** How many networks of `prefixLength` fit into `cidr`. */
export function subnetCount(cidr: Cidr, prefixLength: number): number {
  const bits = prefixLength - prefixLengthOf(cidr);
  return bits < 0 ? 0 : 2 ** bits;
}

/** The `index`-th network of `prefixLength` inside `cidr`, counted from zero. Throws a RangeError past the end. */
export function nthSubnet(cidr: Cidr, prefixLength: number, index: number): Cidr {
  const network = requireNetwork(cidr);
  if (!Number.isInteger(index) || index < 0 || index >= subnetCount(cidr, prefixLength)) {
    throw new RangeError(`${cidr} has no /${prefixLength} number ${index}`);
  }
  const offset = BigInt(index) << BigInt(32 - prefixLength);
  const start = Address4.fromBigInt(network.startAddress().bigInt() + offset);
  return `${start.correctForm()}/${prefixLength}`;
}
