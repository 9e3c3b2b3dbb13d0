import {
  computeReachability,
  type PartyRef,
  type Reachability,
  type TrafficSet,
  type World,
} from "../../prover/index.js";
import { networksOf, type ZoneMap } from "../../prover/zones/zone.js";

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

function cellsBetween(
  reach: Reachability,
  sources: readonly MatrixParty[],
  targets: readonly MatrixParty[],
): MatrixCell[] {
  return sources.flatMap((from) =>
    targets
      .map((to) => ({ from, to, traffic: reach.between(refOf(from), refOf(to)) }))
      .filter(({ traffic }) => !traffic.isEmpty),
  );
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
  return {
    namespaces,
    others,
    cells: [...cellsBetween(reach, own, [...own, ...others]), ...cellsBetween(reach, others, own)],
  };
}
