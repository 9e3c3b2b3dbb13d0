import type { PeerGroup } from "../../prover/index.js";
import type { ApplicationPeers } from "./check-context.js";

interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * The pods of all applications in one row, out of which those of a few are cut: that is asked for each application, and
 * there can be thousands.
 */
export class PodRow {
  private readonly pods: readonly PeerGroup[];
  private readonly places = new Map<string, Place>();

  constructor(applications: readonly ApplicationPeers[]) {
    this.pods = applications.flatMap(({ pods }) => pods);
    let start = 0;
    for (const { facts, pods } of applications) {
      const end = start + pods.length;
      if (end > start) this.places.set(facts.namespace, { start, end });
      start = end;
    }
  }

  /** All pods but those of these namespaces. */
  outside(namespaces: Iterable<string>): PeerGroup[] {
    const cuts = [...new Set(namespaces)]
      .flatMap((name) => this.places.get(name) ?? [])
      .sort((a, b) => a.start - b.start);
    const ends = [...cuts.map(({ start }) => start), this.pods.length];
    const pieces = cuts.map(({ end }, at) => this.pods.slice(end, ends[at + 1]));
    return this.pods.slice(0, ends[0]).concat(...pieces);
  }
}
