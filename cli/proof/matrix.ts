import {
  computeReachability,
  networkPeers,
  type PeerRef,
  type Reachability,
  type TrafficSet,
  type World,
  type ZoneMap,
} from "../../prover/index.js";
/** A namespace, of which any pod is meant that it may hold, or a zone. */
export type MatrixPeer = { readonly namespace: string } | { readonly zone: string };

/** What cannot be excluded between two peers; a cell that is not there is closed. */
export interface MatrixCell {
  readonly from: MatrixPeer;
  readonly to: MatrixPeer;
  readonly traffic: TrafficSet;
}

export interface Matrix {
  /** The namespaces whose connections are shown. */
  readonly namespaces: readonly string[];
  /** Other namespaces and the zones: what the namespaces may be connected to beside each other. */
  readonly others: readonly MatrixPeer[];
  /** The open cells with at least one of the namespaces, by source and then by destination. */
  readonly cells: readonly MatrixCell[];
}

export function peerKey(peer: MatrixPeer): string {
  return "namespace" in peer ? `namespace ${peer.namespace}` : `zone ${peer.zone}`;
}

export function peerLabel(peer: MatrixPeer): string {
  return "namespace" in peer ? peer.namespace : peer.zone;
}

export function cellKey({ from, to }: Pick<MatrixCell, "from" | "to">): string {
  return `${peerKey(from)} → ${peerKey(to)}`;
}

/** The pod that stands for all that a tenant may create in the namespace. */
function matrixRef(peer: MatrixPeer): PeerRef {
  return "namespace" in peer ? { endpoint: `${peer.namespace}/*` } : { network: peer.zone };
}

/** A peer and its reference in the result. */
interface Asked {
  readonly peer: MatrixPeer;
  readonly ref: PeerRef;
}

function askAbout(peer: MatrixPeer): Asked {
  return { peer, ref: matrixRef(peer) };
}

/** There can be millions of pairs, of which most are closed. */
function cellsBetween(
  reach: Reachability,
  sources: readonly Asked[],
  targets: readonly Asked[],
): MatrixCell[] {
  const cells: MatrixCell[] = [];
  for (const from of sources) {
    for (const to of targets) {
      const traffic = reach.between(from.ref, to.ref);
      if (!traffic.isEmpty) cells.push({ from: from.peer, to: to.peer, traffic });
    }
  }
  return cells;
}

/** Who reaches whom: the named namespaces, or all there are, with each other and with everything around them. */
export function computeMatrix(world: World, zones: ZoneMap, named?: readonly string[]): Matrix {
  const reach = computeReachability(world, networkPeers(zones));
  const known = new Set(world.namespaces);
  const namespaces = named?.filter((name) => known.has(name)) ?? world.namespaces;
  const shown = new Set(namespaces);
  const own = namespaces.map((namespace): MatrixPeer => ({ namespace }));
  const others: MatrixPeer[] = [
    ...world.namespaces.filter((name) => !shown.has(name)).map((namespace) => ({ namespace })),
    ...zones.zones.map(({ name }) => ({ zone: name })),
  ];
  const [asked, around] = [own.map(askAbout), others.map(askAbout)];
  return {
    namespaces,
    others,
    cells: [
      ...cellsBetween(reach, asked, [...asked, ...around]),
      ...cellsBetween(reach, around, asked),
    ],
  };
}
