import { Address4, Address6 } from "ip-address";
import type { AddressRange } from "../model/address-range.js";
import type { Field } from "./field.js";

/** An address with or without a prefix length, as the range of its network. */
export interface ParsedNetwork {
  readonly range: AddressRange;
  /** Whether the text has a prefix length. */
  readonly hasPrefix: boolean;
  /** Whether bits beyond the prefix are set, as in `10.0.0.1/16`. */
  readonly hasHostBits: boolean;
}

/** Policies repeat the networks of their platform. */
const parsed = new Map<string, ParsedNetwork | undefined>();
const MOST_PARSED = 20_000;

export function parseNetwork(text: string): ParsedNetwork | undefined {
  const known = parsed.get(text);
  if (known !== undefined || parsed.has(text)) return known;
  if (parsed.size >= MOST_PARSED) parsed.clear();
  const network = parseNetworkText(text);
  parsed.set(text, network);
  return network;
}

function parseNetworkText(text: string): ParsedNetwork | undefined {
  const address = parseAddressText(text);
  if (address === undefined) return undefined;
  const first = address.startAddress().bigInt();
  const version = address instanceof Address4 ? 4 : 6;
  return {
    range: { version, first, last: address.endAddress().bigInt(), text },
    hasPrefix: text.includes("/"),
    hasHostBits: address.bigInt() !== first,
  };
}

function parseAddressText(text: string): Address4 | Address6 | undefined {
  // Leading zeros and zones are read differently by different programs.
  if (!/^[0-9A-Fa-f:.]+(\/(0|[1-9]\d{0,2}))?$/.test(text)) return undefined;
  if (Address4.isValid(text)) return new Address4(text);
  return Address6.isValid(text) ? new Address6(text) : undefined;
}

/** One address, without a prefix length. */
export function parseAddress(text: string): AddressRange | undefined {
  const network = parseNetwork(text);
  return network === undefined || network.hasPrefix ? undefined : network.range;
}

/** The ranges of a list of networks; an invalid one becomes an error. */
export function readNetworks(list: Field, accepts: NetworkRules): AddressRange[] {
  return list.items().flatMap((item) => readNetwork(item, accepts) ?? []);
}

export interface NetworkRules {
  /** Calico's rules reject `10.0.0.1/16`; Kubernetes and network sets accept it as the network around it. */
  readonly hostBits: boolean;
  /** Network sets accept an address without a prefix length. */
  readonly bareAddress: boolean;
}

export function readNetwork(field: Field, accepts: NetworkRules): AddressRange | undefined {
  const text = field.text();
  const network = text === undefined ? undefined : parseNetwork(text);
  if (network === undefined) {
    const seen = JSON.stringify(field.value);
    if (text !== undefined || !field.given)
      field.error("bad-network", `${seen} is invalid: expected a CIDR such as 10.0.0.0/16.`);
    return undefined;
  }
  const { range, hasPrefix, hasHostBits } = network;
  const length = range.version === 4 ? 32 : 128;
  if (!hasPrefix && !accepts.bareAddress) {
    const message = `${range.text} has no prefix length, so Calico's API rejects it.`;
    field.error("bad-network", message, `Write ${range.text}/${length}.`);
    return undefined;
  }
  if (hasHostBits && !accepts.hostBits) {
    const message = `${range.text} has host bits set, so Calico's API rejects it.`;
    field.error("bad-network", message, `Write ${networkText(range)}.`);
    return undefined;
  }
  return range;
}

function networkText({ version, first, text }: AddressRange): string {
  const address = version === 4 ? Address4.fromBigInt(first) : Address6.fromBigInt(first);
  return `${address.correctForm()}/${text.split("/")[1] ?? ""}`;
}

export function containsRange(outer: AddressRange, inner: AddressRange): boolean {
  return outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;
}

export function rangesMeet(left: AddressRange, right: AddressRange): boolean {
  return left.version === right.version && left.first <= right.last && right.first <= left.last;
}
