import { groupBy } from "../../basics/group-by.js";
import type { Peer } from "../model/traffic.js";
import type { Endpoint, World } from "../model/world.js";
import { computeReachability } from "../reach/compute-reachability.js";
import type { PeerRef } from "../reach/peer-table.js";
import type { Reachability } from "../reach/reachability.js";
import { networkPeers, zonePeers, type Zone, type ZoneMap } from "../zones/zone.js";

/** A world with its zones and its reachability. */
export interface PeerGroups {
  readonly world: World;
  readonly zones: ZoneMap;
  readonly reach: Reachability;
  /** The number of the class of each endpoint: no rule distinguishes the endpoints of a class. */
  readonly classByEndpoint: ReadonlyMap<Endpoint, number>;
}

/** Endpoints that no rule distinguishes, or a zone. */
export interface PeerGroup {
  /** `shop/web`, `shop/web and 2 like it`, `alb-shop`. */
  readonly name: string;
  readonly namespace?: string;
  readonly ref: PeerRef;
  readonly peers: readonly Peer[];
}

export function groupPeers(world: World, zones: ZoneMap): PeerGroups {
  const reach = computeReachability(world, networkPeers(zones));
  const classes = reach.peers.flatMap((peer) => (peer.kind === "endpoints" ? [peer.members] : []));
  const classByEndpoint = new Map(
    classes.flatMap((members, index) => members.map((member) => [member, index] as const)),
  );
  return { world, zones, reach, classByEndpoint };
}

/** One group for each class of endpoints that no rule distinguishes. */
export function groupEndpoints(
  { classByEndpoint }: PeerGroups,
  endpoints: readonly Endpoint[],
): PeerGroup[] {
  const groups = groupBy(endpoints, (endpoint) => classByEndpoint.get(endpoint));
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [endpointGroup(first, others.length)],
  );
}

function endpointGroup(endpoint: Endpoint, others: number): PeerGroup {
  const { id, namespace } = endpoint;
  return {
    name: others === 0 ? id : `${id} and ${others} like it`,
    namespace,
    ref: { endpoint: id },
    peers: [{ kind: "endpoint", endpoint }],
  };
}

export function zoneGroup(zone: Zone): PeerGroup {
  return { name: zone.name, ref: { network: zone.name }, peers: zonePeers(zone) };
}
