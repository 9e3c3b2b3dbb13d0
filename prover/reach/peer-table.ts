import { groupBy } from "../../basics/group-by.js";
import type { IpVersion } from "../evaluate/coverage.js";
import type { AddressPeer } from "../model/traffic.js";
import type { Endpoint } from "../model/world.js";
import type { EndpointClass } from "./endpoint-classes.js";
import type { FamilyReach } from "./family-reach.js";

/** An endpoint by its id, or a network by its name. */
export type PeerRef = { readonly endpoint: string } | { readonly network: string };

/** Endpoints of one namespace that no rule distinguishes, or a network. */
export type ReachPeer =
  | {
      readonly kind: "endpoints";
      readonly namespace: string;
      readonly members: readonly Endpoint[];
    }
  | { readonly kind: "network"; readonly name: string; readonly ranges: readonly AddressPeer[] };

/** A part of a network that is one peer of the endpoint classes. */
export interface NetworkPart {
  readonly family: FamilyReach;
  readonly peer: number;
  readonly nodeName?: string;
}

/** A class of endpoints among the rows. */
export interface ClassPlace {
  readonly kind: "endpoints";
  readonly index: number;
  readonly node?: string;
}

/** Where the traffic of a peer is found. */
export type PeerPlace =
  ClassPlace | { readonly kind: "network"; readonly peers: readonly NetworkPart[] };

interface PeerTableFacts {
  readonly classes: readonly EndpointClass[];
  readonly networks: readonly AddressPeer[];
  readonly families: ReadonlyMap<IpVersion, FamilyReach>;
}

/** All peers, first the classes of endpoints, then the networks, and where the traffic of each is found. */
export class PeerTable {
  readonly all: readonly ReachPeer[];
  readonly places: readonly PeerPlace[];
  private readonly numbers = new Map<string, number>();
  /** Callers that ask about all pairs use the same objects again and again. */
  private readonly found = new WeakMap<PeerRef, PeerPlace>();

  constructor({ classes, networks, families }: PeerTableFacts) {
    const named = [...groupBy(networks, ({ name }) => name)];
    this.all = [
      ...classes.map(
        ({ namespace, members }) => ({ kind: "endpoints", namespace, members }) as const,
      ),
      ...named.map(([name, ranges]) => ({ kind: "network", name, ranges }) as const),
    ];
    this.places = [
      ...classes.map(({ example }, index) => classPlace(example, index)),
      ...named.map(([, ranges]) => networkPlace(ranges, families)),
    ];
    this.all.forEach((peer, number) => {
      for (const name of peerNames(peer)) this.numbers.set(name, number);
    });
  }

  find(ref: PeerRef): PeerPlace {
    const known = this.found.get(ref) ?? this.search(ref);
    this.found.set(ref, known);
    return known;
  }

  private search(ref: PeerRef): PeerPlace {
    const name = "endpoint" in ref ? `endpoint ${ref.endpoint}` : `network ${ref.network}`;
    const place = this.places[this.numbers.get(name) ?? -1];
    if (place === undefined) throw new Error(`unknown ${name}`);
    return place;
  }
}

/** The names of a peer in a `PeerRef`. */
function peerNames(peer: ReachPeer): string[] {
  return peer.kind === "network"
    ? [`network ${peer.name}`]
    : peer.members.map(({ id }) => `endpoint ${id}`);
}

function classPlace({ nodeName }: Endpoint, index: number): PeerPlace {
  return { kind: "endpoints", index, node: nodeName };
}

function networkPlace(
  ranges: readonly AddressPeer[],
  families: PeerTableFacts["families"],
): PeerPlace {
  const peers = ranges.flatMap(({ range, nodeName }) => {
    const family = families.get(range.version);
    if (family === undefined) return [];
    return family.peersIn(range).map((peer) => ({ family, peer, nodeName }));
  });
  return { kind: "network", peers };
}
