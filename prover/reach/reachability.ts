import type { IpVersion } from "../evaluate/coverage.js";
import type { AddressPeer } from "../model/traffic.js";
import type { EndpointClass } from "./endpoint-classes.js";
import type { Certainty, FamilyReach } from "./family-reach.js";
import { OpenPairs } from "./open-pairs.js";
import {
  type ClassPlace,
  type NetworkPart,
  PeerTable,
  type PeerPlace,
  type PeerRef,
  type ReachPeer,
} from "./peer-table.js";
import type { TrafficSet } from "./traffic-set.js";
import type { TrafficTable } from "./traffic-table.js";

/** Traffic from one peer to another: what may pass, and what must pass. */
export type VisitPair = (
  from: ReachPeer,
  to: ReachPeer,
  traffic: TrafficSet,
  must: TrafficSet,
) => void;

/** What the result consists of. */
export interface ReachFacts {
  readonly classes: readonly EndpointClass[];
  readonly networks: readonly AddressPeer[];
  readonly families: ReadonlyMap<IpVersion, FamilyReach>;
  readonly table: TrafficTable;
}

/**
 * Who reaches whom, and with which traffic. Cells are calculated when they are asked for; of each class of endpoints
 * only the peers are kept with which anything is possible.
 */
export class Reachability {
  private readonly directory: PeerTable;
  private readonly families: readonly FamilyReach[];
  private readonly table: TrafficTable;

  constructor({ classes, networks, families, table }: ReachFacts) {
    this.directory = new PeerTable({ classes, networks, families });
    this.families = [...families.values()];
    this.table = table;
  }

  /** Everyone there is: first the classes of endpoints, then the networks. */
  get peers(): readonly ReachPeer[] {
    return this.directory.all;
  }

  /** Traffic that cannot be excluded; what is missing is proved not to pass. */
  between(from: PeerRef, to: PeerRef): TrafficSet {
    return this.cell(from, to, "may");
  }

  /** Traffic that passes with any value of the unknown facts, from every address of a network and to every one. */
  must(from: PeerRef, to: PeerRef): TrafficSet {
    return this.cell(from, to, "must");
  }

  /**
   * Visits, once each, the pairs of peers between which any traffic may pass, at least one of them a class of
   * endpoints. All others are proved closed.
   */
  forEachOpenPair(visit: VisitPair): void {
    const { peers, table } = this;
    const { places } = this.directory;
    new OpenPairs(places, this.families).forEach((from, to) => {
      const [source, target] = [places[from], places[to]];
      const [sender, receiver] = [peers[from], peers[to]];
      if (!source || !target || !sender || !receiver) return;
      const may = this.number(source, target, "may");
      if (may === table.nothing) return;
      const must = this.number(source, target, "must");
      visit(sender, receiver, table.setOf(may), table.setOf(must));
    });
  }

  private cell(from: PeerRef, to: PeerRef, certainty: Certainty): TrafficSet {
    const [source, target] = [this.directory.find(from), this.directory.find(to)];
    return this.table.setOf(this.number(source, target, certainty));
  }

  private number(from: PeerPlace, to: PeerPlace, certainty: Certainty): number {
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

  private toNetwork(from: number, peers: readonly NetworkPart[], certainty: Certainty): number {
    let joined = UNDECIDED;
    for (const { family, peer } of peers) {
      if (!family.has(from)) continue;
      joined = this.join(joined, family.leaving(from, peer, certainty), certainty);
    }
    return joined === UNDECIDED ? this.table.nothing : joined;
  }

  private fromNetwork(peers: readonly NetworkPart[], to: ClassPlace, certainty: Certainty): number {
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

  /** Of several addresses one is enough for "may", all are needed for "must". */
  private join(left: number, right: number, certainty: Certainty): number {
    if (left === UNDECIDED) return right;
    return certainty === "may" ? this.table.unite(left, right) : this.table.intersect(left, right);
  }
}

/** Before the first address has answered. */
const UNDECIDED = -1;

/** What a node sends to its own pods is not policed; where the pod's node is unknown, that is only possible. */
function isOwnNode({ nodeName }: NetworkPart, { node }: ClassPlace, certainty: Certainty): boolean {
  if (nodeName === undefined) return false;
  return node === undefined ? certainty === "may" : node === nodeName;
}
