import { emptyBits, forEachBit, setBit } from "./bits.js";
import type { FamilyReach } from "./family-reach.js";
import type { PeerPlace } from "./peer-table.js";

type VisitNumbers = (from: number, to: number) => void;

/** The pairs of peers, at least one of them a class, that the row of one of them leaves open. */
export class OpenPairs {
  private readonly classes: number;
  /** The networks that a peer is a part of, in each family. */
  private readonly networksAt = new Map<FamilyReach, Map<number, number[]>>();
  /** What nodes send to their own pods is not policed. */
  private readonly onNodes: readonly number[];

  constructor(
    private readonly places: readonly PeerPlace[],
    private readonly families: readonly FamilyReach[],
  ) {
    this.classes = places.filter(({ kind }) => kind === "endpoints").length;
    const onNodes = new Set<number>();
    places.forEach((place, number) => {
      if (place.kind === "endpoints") return;
      for (const { family, peer, nodeName } of place.peers) {
        this.add(family, peer, number);
        if (nodeName !== undefined) onNodes.add(number);
      }
    });
    this.onNodes = [...onNodes];
  }

  /** Visits each pair once. The row of the other peer may close it again. */
  forEach(visit: VisitNumbers): void {
    for (let index = 0; index < this.classes; index += 1) {
      this.forEachReceiver(index, (to) => {
        visit(index, to);
      });
      this.forEachSendingNetwork(index, (from) => {
        visit(from, index);
      });
    }
  }

  private add(family: FamilyReach, peer: number, network: number): void {
    const ofFamily = this.networksAt.get(family) ?? new Map<number, number[]>();
    this.networksAt.set(family, ofFamily);
    const networks = ofFamily.get(peer) ?? [];
    ofFamily.set(peer, networks);
    networks.push(network);
  }

  private forEachReceiver(index: number, visit: (peer: number) => void): void {
    const receivers = emptyBits(this.places.length);
    for (const family of this.families) {
      const networks = this.networksAt.get(family);
      for (const peers of family.openPeers(index, "egress")) {
        forEachBit(peers, (peer) => {
          if (peer < this.classes) setBit(receivers, peer);
          else for (const network of networks?.get(peer) ?? []) setBit(receivers, network);
        });
      }
    }
    forEachBit(receivers, visit);
  }

  private forEachSendingNetwork(index: number, visit: (peer: number) => void): void {
    const senders = emptyBits(this.places.length);
    for (const network of this.onNodes) setBit(senders, network);
    for (const family of this.families) {
      const networks = this.networksAt.get(family) ?? new Map<number, number[]>();
      for (const peers of family.openPeers(index, "ingress")) {
        forEachBit(peers, (peer) => {
          for (const network of networks.get(peer) ?? []) setBit(senders, network);
        });
      }
    }
    forEachBit(senders, visit);
  }
}
