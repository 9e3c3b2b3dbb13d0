import {
  computeReachability,
  pickExample,
  packetWith,
  valueSpace,
  type AddressPeer,
  type PacketHeader,
  type Peer,
  type PeerRef,
  type TrafficSet,
  type World,
} from "../../prover/index.js";

/** All traffic between two peers. */
export interface OpenTraffic {
  /** What cannot be excluded. */
  readonly may: TrafficSet;
  /** What passes whatever the unknown facts are. */
  readonly must: TrafficSet;
}

type Side = "from" | "to";

/** A network under the name of its side, which is unique. */
function sideNetworks(peers: readonly Peer[], side: Side): AddressPeer[] {
  return peers.flatMap((peer) => (peer.kind === "network" ? [{ ...peer, name: side }] : []));
}

function sideRef([first]: readonly Peer[], side: Side): PeerRef {
  return first?.kind === "endpoint" ? { endpoint: first.endpoint.id } : { network: side };
}

/** What passes between two peers, each of one endpoint or of the ranges of a network. */
export function openTraffic(world: World, from: readonly Peer[], to: readonly Peer[]): OpenTraffic {
  const reach = computeReachability(world, [
    ...sideNetworks(from, "from"),
    ...sideNetworks(to, "to"),
  ]);
  const refs = [sideRef(from, "from"), sideRef(to, "to")] as const;
  return { may: reach.between(...refs), must: reach.must(...refs) };
}

/** The packet, where the traffic is a single one: one port, or one ICMP message. */
export function singlePacket(traffic: TrafficSet): PacketHeader | undefined {
  const { everythingElse, protocols } = traffic.toJSON();
  const [only, ...others] = protocols;
  if (everythingElse || only === undefined || others.length > 0) return undefined;
  const { protocol, values } = only;
  const [range, ...more] = values === "all" ? [valueSpace(protocol)] : values;
  const isSingle = range !== undefined && range[0] === range[1] && more.length === 0;
  return isSingle ? packetWith(protocol, range[0]) : undefined;
}

/** Packets of a set: a familiar one, and the first of each run of ports or messages. */
export function samplePackets(traffic: TrafficSet): PacketHeader[] {
  if (traffic.isEmpty) return [];
  const runs = traffic
    .toJSON()
    .protocols.flatMap(({ protocol, values }) =>
      values === "all" ? [] : values.map(([first]) => packetWith(protocol, first)),
    );
  return [pickExample(traffic), ...runs];
}
