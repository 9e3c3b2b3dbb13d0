import type { NetworkParty } from "../model/traffic.js";
import type { Endpoint } from "../model/world.js";
import type { IpVersion } from "../evaluate/coverage.js";
import type { EndpointClass } from "./endpoint-classes.js";
import type { Certainty, FamilyReach } from "./family-reach.js";
import type { TrafficSet } from "./traffic-set.js";
import type { TrafficTable } from "./traffic-table.js";

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

/** Traffic from one party to another: what cannot be excluded, and what is certain. */
export type VisitPair = (
  from: ReachParty,
  to: ReachParty,
  traffic: TrafficSet,
  surely: TrafficSet,
) => void;

/** A part of a network that is one peer of the endpoint classes. */
interface NetworkPeer {
  readonly family: FamilyReach;
  readonly peer: number;
  readonly nodeName?: string;
}

type Party =
  | { readonly kind: "endpoints"; readonly index: number; readonly node?: string }
  | { readonly kind: "network"; readonly peers: readonly NetworkPeer[] };

/** What the result consists of. */
export interface ReachFacts {
  readonly classes: readonly EndpointClass[];
  readonly networks: readonly NetworkParty[];
  readonly families: ReadonlyMap<IpVersion, FamilyReach>;
  readonly table: TrafficTable;
}

/** How the answers for several addresses become one. */
type Join = (left: number, right: number) => number;

/**
 * Who reaches whom, and with which traffic. Cells are calculated when they are asked for; only one row of small
 * numbers for each class of endpoints is kept.
 */
export class Reachability {
  /** Everyone there is: first the classes of endpoints, then the networks. */
  readonly parties: readonly ReachParty[];
  private readonly inner: readonly Party[];
  private readonly places = new Map<string, number>();
  private readonly families: readonly FamilyReach[];
  private readonly table: TrafficTable;
  private readonly joins: Readonly<Record<Certainty, Join>>;

  constructor({ classes, networks, families, table }: ReachFacts) {
    const named = [...byName(networks)];
    this.families = [...families.values()];
    this.table = table;
    this.joins = {
      may: (left, right) => table.unite(left, right),
      surely: (left, right) => table.intersect(left, right),
    };
    this.parties = [
      ...classes.map(
        ({ namespace, members }) => ({ kind: "endpoints", namespace, members }) as const,
      ),
      ...named.map(([name, ranges]) => ({ kind: "network", name, ranges }) as const),
    ];
    this.inner = [
      ...classes.map(({ example }, index) => innerClass(example, index)),
      ...named.map(([, ranges]) => innerNetwork(ranges, families)),
    ];
    this.parties.forEach((party, index) => {
      for (const name of namesOf(party)) this.places.set(name, index);
    });
  }

  /** Traffic that cannot be excluded; what is missing is proved not to pass. */
  between(from: PartyRef, to: PartyRef): TrafficSet {
    return this.cell(from, to, "may");
  }

  /** Traffic that passes whatever the unknown facts are, from every address of a network and to every one. */
  surely(from: PartyRef, to: PartyRef): TrafficSet {
    return this.cell(from, to, "surely");
  }

  /** Visits every pair of parties of which at least one is a class of endpoints. */
  forEachPair(visit: VisitPair): void {
    const { parties, inner, table } = this;
    inner.forEach((from, source) => {
      const origin = parties[source];
      if (origin === undefined) return;
      inner.forEach((to, target) => {
        const goal = parties[target];
        if (goal === undefined || (from.kind === "network" && to.kind === "network")) return;
        const may = this.number(from, to, "may");
        visit(origin, goal, table.setOf(may), table.setOf(this.number(from, to, "surely")));
      });
    });
  }

  private cell(from: PartyRef, to: PartyRef, certainty: Certainty): TrafficSet {
    return this.table.setOf(this.number(this.find(from), this.find(to), certainty));
  }

  private find(ref: PartyRef): Party {
    const name = "endpoint" in ref ? `endpoint ${ref.endpoint}` : `network ${ref.network}`;
    const party = this.inner[this.places.get(name) ?? -1];
    if (party === undefined) throw new Error(`The world has no ${name}.`);
    return party;
  }

  private number(from: Party, to: Party, certainty: Certainty): number {
    if (from.kind === "network") {
      return to.kind === "network"
        ? this.table.everything
        : this.fromNetwork(from.peers, to, certainty);
    }
    return to.kind === "network"
      ? this.toNetwork(from.index, to.peers, certainty)
      : this.betweenClasses(from.index, to.index, certainty);
  }

  private betweenClasses(from: number, to: number, certainty: Certainty): number {
    let joined: number | undefined;
    for (const family of this.families) {
      if (!family.has(from) || !family.has(to)) continue;
      const each = family.between(from, to, certainty);
      joined = joined === undefined ? each : this.joins[certainty](joined, each);
    }
    return joined ?? this.table.nothing;
  }

  private toNetwork(from: number, peers: readonly NetworkPeer[], certainty: Certainty): number {
    return this.join(
      peers.filter(({ family }) => family.has(from)),
      certainty,
      ({ family, peer }) => family.passing("egress", from, peer, certainty),
    );
  }

  private fromNetwork(
    peers: readonly NetworkPeer[],
    to: Extract<Party, { kind: "endpoints" }>,
    certainty: Certainty,
  ): number {
    return this.join(
      peers.filter(({ family }) => family.has(to.index)),
      certainty,
      ({ family, peer, nodeName }) => {
        const ownNode = nodeName !== undefined && (to.node ?? nodeName) === nodeName;
        const isCertain = to.node !== undefined || certainty === "may";
        return ownNode && isCertain
          ? this.table.everything
          : family.passing("ingress", to.index, peer, certainty);
      },
    );
  }

  private join(
    peers: readonly NetworkPeer[],
    certainty: Certainty,
    numberOf: (peer: NetworkPeer) => number,
  ): number {
    const [first = this.table.nothing, ...others] = peers.map(numberOf);
    return others.reduce(this.joins[certainty], first);
  }
}

/** The names by which a party can be asked for. */
function namesOf(party: ReachParty): string[] {
  return party.kind === "network"
    ? [`network ${party.name}`]
    : party.members.map(({ id }) => `endpoint ${id}`);
}

function innerClass({ nodeName }: Endpoint, index: number): Party {
  return { kind: "endpoints", index, node: nodeName };
}

function innerNetwork(
  ranges: readonly NetworkParty[],
  families: ReadonlyMap<IpVersion, FamilyReach>,
): Party {
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
    named.set(network.name, [...(named.get(network.name) ?? []), network]);
  }
  return named;
}
