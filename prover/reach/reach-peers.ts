import type { IpVersion } from "../evaluate/coverage.js";
import type { NetworkParty } from "../model/traffic.js";
import type { Endpoint } from "../model/world.js";
import type { EndpointClass } from "./endpoint-classes.js";
import type { FamilyReach } from "./family-reach.js";

/** An endpoint by its id, or a network by its name. */
export type PartyRef = { readonly endpoint: string } | { readonly network: string };

/** Endpoints of one namespace that nothing tells apart, or a network. */
export type ReachParty =
  | {
      readonly kind: "endpoints";
      readonly namespace: string;
      readonly members: readonly Endpoint[];
    }
  | { readonly kind: "network"; readonly name: string; readonly ranges: readonly NetworkParty[] };

/** A part of a network that is one peer of the endpoint classes. */
export interface NetworkPeer {
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

/** Where the traffic of a party is found. */
export type PartyPlace =
  ClassPlace | { readonly kind: "network"; readonly peers: readonly NetworkPeer[] };

interface PartyFacts {
  readonly classes: readonly EndpointClass[];
  readonly networks: readonly NetworkParty[];
  readonly families: ReadonlyMap<IpVersion, FamilyReach>;
}

/** Everyone there is, first the classes of endpoints, then the networks, and where each is found. */
export class Parties {
  readonly all: readonly ReachParty[];
  readonly places: readonly PartyPlace[];
  private readonly numbers = new Map<string, number>();
  /** Who asks about all pairs asks with the same objects again and again. */
  private readonly found = new WeakMap<PartyRef, PartyPlace>();

  constructor({ classes, networks, families }: PartyFacts) {
    const named = [...byName(networks)];
    this.all = [
      ...classes.map(
        ({ namespace, members }) => ({ kind: "endpoints", namespace, members }) as const,
      ),
      ...named.map(([name, ranges]) => ({ kind: "network", name, ranges }) as const),
    ];
    this.places = [
      ...classes.map(({ example }, index) => placeOfClass(example, index)),
      ...named.map(([, ranges]) => placeOfNetwork(ranges, families)),
    ];
    this.all.forEach((party, number) => {
      for (const name of namesOf(party)) this.numbers.set(name, number);
    });
  }

  find(ref: PartyRef): PartyPlace {
    const known = this.found.get(ref) ?? this.search(ref);
    this.found.set(ref, known);
    return known;
  }

  private search(ref: PartyRef): PartyPlace {
    const name = "endpoint" in ref ? `endpoint ${ref.endpoint}` : `network ${ref.network}`;
    const place = this.places[this.numbers.get(name) ?? -1];
    if (place === undefined) throw new Error(`The world has no ${name}.`);
    return place;
  }
}

/** The names by which a party can be asked for. */
function namesOf(party: ReachParty): string[] {
  return party.kind === "network"
    ? [`network ${party.name}`]
    : party.members.map(({ id }) => `endpoint ${id}`);
}

function placeOfClass({ nodeName }: Endpoint, index: number): PartyPlace {
  return { kind: "endpoints", index, node: nodeName };
}

function placeOfNetwork(
  ranges: readonly NetworkParty[],
  families: PartyFacts["families"],
): PartyPlace {
  const peers = ranges.flatMap(({ range, nodeName }) => {
    const family = families.get(range.version);
    if (family === undefined) return [];
    return family.peersOf(range).map((peer) => ({ family, peer, nodeName }));
  });
  return { kind: "network", peers };
}

function byName(networks: readonly NetworkParty[]): ReadonlyMap<string, readonly NetworkParty[]> {
  const named = new Map<string, NetworkParty[]>();
  for (const network of networks) {
    const known = named.get(network.name);
    if (known === undefined) named.set(network.name, [network]);
    else known.push(network);
  }
  return named;
}
