import {
  computeReachability,
  exampleOf,
  hasPorts,
  isIcmp,
  type NetworkParty,
  type Party,
  type PartyRef,
  type TrafficSet,
  type World,
} from "../../prover/index.js";
import type { Packet } from "./flow-request.js";

/** All traffic between two parties. */
export interface OpenTraffic {
  /** What cannot be excluded. */
  readonly may: TrafficSet;
  /** What passes whatever the unknown facts are. */
  readonly surely: TrafficSet;
}

type Side = "from" | "to";

/** A network under the name of its side, which nobody else has. */
function networksOf(parties: readonly Party[], side: Side): NetworkParty[] {
  return parties.flatMap((party) => (party.kind === "network" ? [{ ...party, name: side }] : []));
}

function refOf([first]: readonly Party[], side: Side): PartyRef {
  return first?.kind === "endpoint" ? { endpoint: first.endpoint.id } : { network: side };
}

/** What passes between two parties, each of one endpoint or of the ranges of a network. */
export function openTraffic(
  world: World,
  from: readonly Party[],
  to: readonly Party[],
): OpenTraffic {
  const reach = computeReachability(world, [...networksOf(from, "from"), ...networksOf(to, "to")]);
  const refs = [refOf(from, "from"), refOf(to, "to")] as const;
  return { may: reach.between(...refs), surely: reach.surely(...refs) };
}

const CODES = 256;

function packetAt(protocol: number, value: number): Packet {
  if (hasPorts(protocol)) return { protocol, port: value };
  if (!isIcmp(protocol)) return { protocol };
  return { protocol, icmpType: Math.floor(value / CODES), icmpCode: value % CODES };
}

/** Packets of a set: a familiar one, and the first of each run of ports or messages. */
export function samplesOf(traffic: TrafficSet): Packet[] {
  if (traffic.isEmpty) return [];
  const runs = traffic
    .toJSON()
    .protocols.flatMap(({ protocol, values }) =>
      values === "all" ? [] : values.map(([first]) => packetAt(protocol, first)),
    );
  return [exampleOf(traffic), ...runs];
}
