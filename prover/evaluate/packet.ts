import { FIRST_PORT, hasPorts, isIcmp, LAST_PORT } from "../model/protocols.js";
import type { Flow, Peer } from "../model/traffic.js";
import { both, either, Truth, truthOf } from "../model/truth.js";
import type { Endpoint, IcmpMatch, PortMatch } from "../model/world.js";
import { type IpVersion, type Span, whereabouts } from "./coverage.js";

/** One end of a packet; the port is absent when it has none or may be any. */
export interface PacketEnd {
  readonly endpoint?: Endpoint;
  readonly place: readonly Span[];
  readonly port?: number;
}

/** A flow in one family, the way a rule sees it. */
export interface FamilyPacket {
  readonly version: IpVersion;
  readonly protocol: number;
  readonly icmpType?: number;
  readonly icmpCode?: number;
  readonly source: PacketEnd;
  readonly destination: PacketEnd;
}

function packetEnd(peer: Peer, version: IpVersion, port: number | undefined): PacketEnd {
  if (peer.kind === "endpoint") {
    const { endpoint } = peer;
    return { endpoint, place: whereabouts(endpoint.addresses, version), port };
  }
  return { place: peer.range.version === version ? [peer.range] : [], port };
}

/** The flow in one family; undefined when one of its ends has no address there. */
export function buildPacket(flow: Flow, version: IpVersion): FamilyPacket | undefined {
  const source = packetEnd(flow.from, version, flow.sourcePort);
  const destination = packetEnd(flow.to, version, flow.port);
  if (source.place.length === 0 || destination.place.length === 0) return undefined;
  const { protocol, icmpType, icmpCode } = flow;
  return { version, protocol, icmpType, icmpCode, source, destination };
}

function holdsPort({ port }: PacketEnd, first: number, last: number): Truth {
  if (port !== undefined) return truthOf(first <= port && port <= last);
  return first <= FIRST_PORT && last >= LAST_PORT ? Truth.Yes : Truth.Maybe;
}

/** Whether the endpoint gives the packet's port this name. */
function namesPort(end: PacketEnd, protocol: number, name: string): Truth {
  if (end.endpoint === undefined) return Truth.No;
  const { ports } = end.endpoint;
  if (ports === "any") return Truth.Maybe;
  return ports
    .filter((named) => named.name === name && named.protocol === protocol)
    .map(({ port }) => holdsPort(end, port, port))
    .reduce(either, Truth.No);
}

/**
 * Whether the port of this end is one of the list. A name counts only where the rule's selector picks the endpoint
 * itself; an address in a network set has no named ports.
 */
export function isPortAmong(
  end: PacketEnd,
  protocol: number,
  ports: readonly PortMatch[],
  picked: Truth,
): Truth {
  if (!hasPorts(protocol)) return Truth.No;
  return ports
    .map((match) =>
      match.kind === "range"
        ? holdsPort(end, match.first, match.last)
        : both(picked, namesPort(end, protocol, match.name)),
    )
    .reduce(either, Truth.No);
}

function holdsNumber(wanted: number | undefined, seen: number | undefined): Truth {
  if (wanted === undefined) return Truth.Yes;
  return seen === undefined ? Truth.Maybe : truthOf(wanted === seen);
}

/** Whether the packet is an ICMP message of this kind. */
export function isIcmpMessage(packet: FamilyPacket, { type, code }: IcmpMatch): Truth {
  if (!isIcmp(packet.protocol)) return Truth.No;
  return both(holdsNumber(type, packet.icmpType), holdsNumber(code, packet.icmpCode));
}
