import {
  computeReachability,
  pickExample,
  hasPorts,
  isIcmp,
  type AddressPeer,
  type Peer,
  type PeerRef,
  type TrafficSet,
  type World,
} from "../../prover/index.js";
import type { Packet } from "./flow-request.js";

/** All traffic between two parties. */
export interface OpenTraffic {
  /** What cannot be excluded. */
  readonly may: TrafficSet;
  /** What passes whatever the unknown facts are. */
  readonly must: TrafficSet;
}

type Side = "from" | "to";

/** A network under the name of its side, which nobody else has. */
function sideNetworks(peers: readonly Peer[], side: Side): AddressPeer[] {
  return peers.flatMap((peer) => (peer.kind === "network" ? [{ ...peer, name: side }] : []));
}

function sideRef([first]: readonly Peer[], side: Side): PeerRef {
  return first?.kind === "endpoint" ? { endpoint: first.endpoint.id } : { network: side };
}

/** What passes between two parties, each of one endpoint or of the ranges of a network. */
export function openTraffic(world: World, from: readonly Peer[], to: readonly Peer[]): OpenTraffic {
  const reach = computeReachability(world, [
    ...sideNetworks(from, "from"),
    ...sideNetworks(to, "to"),
  ]);
  const refs = [sideRef(from, "from"), sideRef(to, "to")] as const;
  return { may: reach.between(...refs), must: reach.must(...refs) };
}

const CODES = 256;

function packetAt(protocol: number, value: number): Packet {
  if (hasPorts(protocol)) return { protocol, port: value };
  if (!isIcmp(protocol)) return { protocol };
  return { protocol, icmpType: Math.floor(value / CODES), icmpCode: value % CODES };
}

/** Packets of a set: a familiar one, and the first of each run of ports or messages. */
export function samplePackets(traffic: TrafficSet): Packet[] {
  if (traffic.isEmpty) return [];
  const runs = traffic
    .toJSON()
    .protocols.flatMap(({ protocol, values }) =>
      values === "all" ? [] : values.map(([first]) => packetAt(protocol, first)),
    );
  return [pickExample(traffic), ...runs];
}
