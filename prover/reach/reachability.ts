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

interface ClassParty {
  readonly kind: "endpoints";
  readonly index: number;
  readonly node?: string;
}

type Party = ClassParty | { readonly kind: "network"; readonly peers: readonly NetworkPeer[] };

/** What the result consists of. */
export interface ReachFacts {
  readonly classes: readonly EndpointClass[];
  readonly networks: readonly NetworkParty[];
  readonly families: ReadonlyMap<IpVersion, FamilyReach>;
  readonly table: TrafficTable;
}

/**
 * Who reaches whom, and with which traffic. Cells are calculated when they are asked for; only one row of small
 * numbers for each class of endpoints is kept.
 */
export class Reachability {
  /** Everyone there is: first the classes of endpoints, then the networks. */
  readonly parties: readonly ReachParty[];
  private readonly inner: readonly Party[];
  private readonly places = new Map<string, number>();
  /** Who asks about all pairs asks with the same objects again and again. */
  private readonly found = new WeakMap<PartyRef, Party>();
  private readonly families: readonly FamilyReach[];
  private readonly table: TrafficTable;

  constructor({ classes, networks, families, table }: ReachFacts) {
    const named = [...byName(networks)];
    this.families = [...families.values()];
    this.table = table;
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
    const { parties, table } = this;
    const size = parties.length;
    const may = new Uint32Array(BLOCK * size);
    const surely = new Uint32Array(BLOCK * size);
    for (let start = 0; start < size; start += BLOCK) {
      const block = this.inner.slice(start, start + BLOCK);
      this.fill(block, may, "may");
      this.fill(block, surely, "surely");
      parties.slice(start, start + BLOCK).forEach((from, row) => {
        parties.forEach((to, column) => {
          if (from.kind === "network" && to.kind === "network") return;
          const cell = row * size + column;
          visit(from, to, table.setOf(may[cell] ?? 0), table.setOf(surely[cell] ?? 0));
        });
      });
    }
  }

  /** Column by column: the sources of a block stand side by side in the row of their destination. */
  private fill(block: readonly Party[], cells: Uint32Array, certainty: Certainty): void {
    const size = this.inner.length;
    for (let column = 0; column < size; column += 1) {
      const to = this.inner[column];
      if (to === undefined) continue;
      for (let row = 0; row < block.length; row += 1) {
        const from = block[row];
        if (from !== undefined) cells[row * size + column] = this.number(from, to, certainty);
      }
    }
  }

  private cell(from: PartyRef, to: PartyRef, certainty: Certainty): TrafficSet {
    return this.table.setOf(this.number(this.find(from), this.find(to), certainty));
  }

  private find(ref: PartyRef): Party {
    const known = this.found.get(ref) ?? this.search(ref);
    this.found.set(ref, known);
    return known;
  }

  private search(ref: PartyRef): Party {
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
    let joined = UNDECIDED;
    for (const family of this.families) {
      if (!family.has(from) || !family.has(to)) continue;
      joined = this.join(joined, family.between(from, to, certainty), certainty);
    }
    return joined === UNDECIDED ? this.table.nothing : joined;
  }

  private toNetwork(from: number, peers: readonly NetworkPeer[], certainty: Certainty): number {
    let joined = UNDECIDED;
    for (const { family, peer } of peers) {
      if (!family.has(from)) continue;
      joined = this.join(joined, family.leaving(from, peer, certainty), certainty);
    }
    return joined === UNDECIDED ? this.table.nothing : joined;
  }

  private fromNetwork(peers: readonly NetworkPeer[], to: ClassParty, certainty: Certainty): number {
    let joined = UNDECIDED;
    for (const each of peers) {
      if (!each.family.has(to.index)) continue;
      const number = isOwnNode(each, to, certainty)
        ? this.table.everything
        : each.family.entering(to.index, each.peer, certainty);
      joined = this.join(joined, number, certainty);
    }
    return joined === UNDECIDED ? this.table.nothing : joined;
  }

  /** Of several addresses one is enough for "may", all are needed for "surely". */
  private join(left: number, right: number, certainty: Certainty): number {
    if (left === UNDECIDED) return right;
    return certainty === "may" ? this.table.unite(left, right) : this.table.intersect(left, right);
  }
}

/** Sources whose cells are calculated together: as many numbers as a line of the processor's cache holds. */
const BLOCK = 32;

/** Before the first address has answered. */
const UNDECIDED = -1;

/** What a node sends to its own pods is not policed; where the pod's node is unknown, that is only possible. */
function isOwnNode({ nodeName }: NetworkPeer, { node }: ClassParty, certainty: Certainty): boolean {
  if (nodeName === undefined) return false;
  return node === undefined ? certainty === "may" : node === nodeName;
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
