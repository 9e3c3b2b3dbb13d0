import { formatTraffic, TrafficSet } from "../../prover/index.js";
import { peerKey, peerLabel, type MatrixPeer } from "../proof/matrix.js";
import type { ReportData, ReportPeers } from "./data.js";

/** A row and a column of the matrix. */
export interface ModelPeer {
  readonly name: string;
  readonly group: "application" | "namespace" | "zone";
  /** How `explain` is asked for it: `shop/*` or the name of a zone. */
  readonly word: string;
}

export interface OpenCell {
  readonly from: number;
  readonly to: number;
  readonly traffic: TrafficSet;
  readonly text: string;
}

function modelPeer(peer: MatrixPeer, shown: boolean): ModelPeer {
  const name = peerLabel(peer);
  if ("zone" in peer) return { name, group: "zone", word: name };
  return { name, group: shown ? "application" : "namespace", word: `${name}/*` };
}

/** The peers in the order of the plan, and what is open between them. */
export class MatrixModel {
  readonly peers: readonly ModelPeer[];
  /** How many of the peers, from the first, have their connections shown. */
  readonly shown: number;
  readonly cells: readonly OpenCell[];
  private readonly byPlace: ReadonlyMap<number, OpenCell>;

  constructor({ namespaces, others }: ReportPeers, matrix: ReportData["plan"]["matrix"]) {
    const own = namespaces.map((namespace): MatrixPeer => ({ namespace }));
    const all = [...own, ...others];
    const at = new Map(all.map((peer, index) => [peerKey(peer), index]));
    this.peers = all.map((peer, index) => modelPeer(peer, index < own.length));
    this.shown = own.length;
    this.cells = matrix.flatMap(({ from, to, traffic }) => {
      const places = [at.get(peerKey(from)), at.get(peerKey(to))] as const;
      const set = TrafficSet.fromJSON(traffic);
      if (places[0] === undefined || places[1] === undefined) return [];
      return [{ from: places[0], to: places[1], traffic: set, text: formatTraffic(set, "short") }];
    });
    this.byPlace = new Map(this.cells.map((cell) => [this.cellIndex(cell.from, cell.to), cell]));
  }

  /** Nothing for a closed cell. */
  cellAt(from: number, to: number): OpenCell | undefined {
    return this.byPlace.get(this.cellIndex(from, to));
  }

  trafficAt(from: number, to: number): TrafficSet {
    return this.cellAt(from, to)?.traffic ?? TrafficSet.nothing;
  }

  /** False for two peers that are both outside the applications. */
  isTold(from: number, to: number): boolean {
    return from < this.shown || to < this.shown;
  }

  private cellIndex(from: number, to: number): number {
    return from * this.peers.length + to;
  }
}

/** Which part of the matrix. */
export type MatrixPart = "all" | "between" | "from" | "to";

export interface MatrixFilter {
  readonly part: MatrixPart;
  /** Parts of names, in lower case; none lets all pass. */
  readonly names: readonly string[];
  readonly traffic: TrafficSet | undefined;
  /** Also rows and columns without anything open. */
  readonly closed: boolean;
}

export interface MatrixView {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** The open cells that the filter lets pass. */
  readonly cells: ReadonlySet<OpenCell>;
}

function isIn(part: MatrixPart, { shown }: MatrixModel, { from, to }: Place): boolean {
  const own = { from: from < shown, to: to < shown };
  const parts: Readonly<Record<MatrixPart, boolean>> = {
    all: true,
    between: own.from && own.to,
    from: own.from && !own.to,
    to: !own.from && own.to,
  };
  return parts[part];
}

type Place = Pick<OpenCell, "from" | "to">;

function isNamed({ name }: ModelPeer, names: readonly string[]): boolean {
  return names.length === 0 || names.some((part) => name.toLowerCase().includes(part));
}

/** Whom the filter names first, so that their rows and columns are in sight. */
function ordered(
  model: MatrixModel,
  places: readonly number[],
  names: readonly string[],
): number[] {
  const named = (place: number): boolean => {
    const peer = model.peers[place];
    return names.length > 0 && peer !== undefined && isNamed(peer, names);
  };
  return [...places.filter(named), ...places.filter((place) => !named(place))];
}

/** The rows and columns that the filter leaves; what passes inside a namespace alone keeps none of them. */
export function matrixView(model: MatrixModel, filter: MatrixFilter): MatrixView {
  const { part, names, traffic, closed } = filter;
  const named = new Set(model.peers.flatMap((peer, at) => (isNamed(peer, names) ? [at] : [])));
  const cells = model.cells.filter(
    (cell) =>
      isIn(part, model, cell) &&
      (named.has(cell.from) || named.has(cell.to)) &&
      (traffic === undefined || !cell.traffic.intersect(traffic).isEmpty),
  );
  const places = model.peers.map((_, at) => at);
  const own = places.filter((at) => at < model.shown);
  const others = places.filter((at) => at >= model.shown);
  const sides = {
    all: [places, places],
    between: [own, own],
    from: [own, others],
    to: [others, own],
  };
  const [sources = [], targets = []] = sides[part];
  const open = cells.filter(({ from, to }) => from !== to);
  const kept = {
    from: new Set(open.map(({ from }) => from)),
    to: new Set(open.map(({ to }) => to)),
  };
  const rows = closed ? sources : sources.filter((at) => kept.from.has(at));
  const columns = closed ? targets : targets.filter((at) => kept.to.has(at));
  return {
    rows: ordered(model, rows, names),
    columns: ordered(model, columns, names),
    cells: new Set(cells),
  };
}
