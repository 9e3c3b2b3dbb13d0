import {
  computeReachability,
  networksOf,
  type PartyRef,
  type Reachability,
  type TrafficSet,
  type World,
  type ZoneMap,
} from "../../prover/index.js";
/** A namespace, of which any pod is meant that it may hold, or a zone. */
export type MatrixParty = { readonly namespace: string } | { readonly zone: string };

/** What cannot be excluded between two parties; a cell that is not there is closed. */
export interface MatrixCell {
  readonly from: MatrixParty;
  readonly to: MatrixParty;
  readonly traffic: TrafficSet;
}

export interface Matrix {
  /** Those whose connections are told. */
  readonly namespaces: readonly string[];
  /** Other namespaces and the zones: what the namespaces may be connected to beside each other. */
  readonly others: readonly MatrixParty[];
  /** The open cells with at least one of the namespaces, by source and then by destination. */
  readonly cells: readonly MatrixCell[];
}

export function partyKey(party: MatrixParty): string {
  return "namespace" in party ? `namespace ${party.namespace}` : `zone ${party.zone}`;
}

export function partyLabel(party: MatrixParty): string {
  return "namespace" in party ? party.namespace : party.zone;
}

export function cellKey({ from, to }: Pick<MatrixCell, "from" | "to">): string {
  return `${partyKey(from)} → ${partyKey(to)}`;
}

/** The pod that stands for all that a tenant may create in the namespace. */
function refOf(party: MatrixParty): PartyRef {
  return "namespace" in party ? { endpoint: `${party.namespace}/*` } : { network: party.zone };
}

/** A party, and as the result knows it. */
interface Asked {
  readonly party: MatrixParty;
  readonly ref: PartyRef;
}

function askedOf(party: MatrixParty): Asked {
  return { party, ref: refOf(party) };
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
      if (!traffic.isEmpty) cells.push({ from: from.party, to: to.party, traffic });
    }
  }
  return cells;
}

/** Who reaches whom: the named namespaces, or all there are, with each other and with everything around them. */
export function matrixOf(world: World, zones: ZoneMap, named?: readonly string[]): Matrix {
  const reach = computeReachability(world, networksOf(zones));
  const known = new Set(world.namespaces);
  const namespaces = named?.filter((name) => known.has(name)) ?? world.namespaces;
  const told = new Set(namespaces);
  const own = namespaces.map((namespace): MatrixParty => ({ namespace }));
  const others: MatrixParty[] = [
    ...world.namespaces.filter((name) => !told.has(name)).map((namespace) => ({ namespace })),
    ...zones.zones.map(({ name }) => ({ zone: name })),
  ];
  const [asked, around] = [own.map(askedOf), others.map(askedOf)];
  return {
    namespaces,
    others,
    cells: [
      ...cellsBetween(reach, asked, [...asked, ...around]),
      ...cellsBetween(reach, around, asked),
    ],
  };
}
