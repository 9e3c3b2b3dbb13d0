import type { Party } from "../model/traffic.js";
import type { Endpoint, World } from "../model/world.js";
import { computeReachability } from "../reach/compute-reachability.js";
import type { PartyRef } from "../reach/reach-peers.js";
import type { Reachability } from "../reach/reachability.js";
import { networksOf, partiesOfZone, type Zone, type ZoneMap } from "../zones/zone.js";

/** A world with its surroundings and everything that is reachable in it. */
export interface Scene {
  readonly world: World;
  readonly zones: ZoneMap;
  readonly reach: Reachability;
  /** A number for each group of endpoints that nothing tells apart. */
  readonly classOf: ReadonlyMap<Endpoint, number>;
}

/** Someone who takes part in a question: endpoints that nothing tells apart, or a zone. */
export interface Participant {
  /** `shop/web`, `shop/web and 2 like it`, `alb-shop`. */
  readonly name: string;
  readonly namespace?: string;
  readonly ref: PartyRef;
  readonly parties: readonly Party[];
}

export function openScene(world: World, zones: ZoneMap): Scene {
  const reach = computeReachability(world, networksOf(zones));
  const classes = reach.parties.flatMap((party) =>
    party.kind === "endpoints" ? [party.members] : [],
  );
  const classOf = new Map(
    classes.flatMap((members, index) => members.map((member) => [member, index] as const)),
  );
  return { world, zones, reach, classOf };
}

/** One participant for each group of endpoints that nothing tells apart. */
export function endpointParticipants(
  { classOf }: Scene,
  endpoints: readonly Endpoint[],
): Participant[] {
  const groups = new Map<number | undefined, Endpoint[]>();
  for (const endpoint of endpoints) {
    const group = groups.get(classOf.get(endpoint));
    if (group === undefined) groups.set(classOf.get(endpoint), [endpoint]);
    else group.push(endpoint);
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [participantOf(first, others.length)],
  );
}

function participantOf(endpoint: Endpoint, others: number): Participant {
  const { id, namespace } = endpoint;
  return {
    name: others === 0 ? id : `${id} and ${others} like it`,
    namespace,
    ref: { endpoint: id },
    parties: [{ kind: "endpoint", endpoint }],
  };
}

export function zoneParticipant(zone: Zone): Participant {
  return { name: zone.name, ref: { network: zone.name }, parties: partiesOfZone(zone) };
}
