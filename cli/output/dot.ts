import {
  partyKey,
  partyLabel,
  type Matrix,
  type MatrixCell,
  type MatrixParty,
} from "../proof/matrix.js";
import { compactTraffic } from "../proof/traffic-text.js";

/** An edge of the graph: open traffic, and how it is drawn. */
export interface Edge extends Pick<MatrixCell, "from" | "to"> {
  readonly label: string;
  readonly attributes?: string;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function nodeLine(party: MatrixParty): string {
  const shape = "namespace" in party ? "box" : "ellipse";
  return `  ${quoted(partyKey(party))} [label=${quoted(partyLabel(party))}, shape=${shape}];`;
}

function edgeLine({ from, to, label, attributes = "" }: Edge): string {
  const ends = `${quoted(partyKey(from))} -> ${quoted(partyKey(to))}`;
  return `  ${ends} [label=${quoted(label)}${attributes}];`;
}

/** A graph for Graphviz. */
export function dotOf(parties: readonly MatrixParty[], edges: readonly Edge[]): string {
  return [
    "digraph bulkhead {",
    "  rankdir=LR;",
    ...parties.map(nodeLine),
    ...edges.map(edgeLine),
    "}",
    "",
  ].join("\n");
}

/** The namespaces, whatever they are connected to, and the open traffic between them. */
export function matrixDot({ namespaces, others, cells }: Matrix): string {
  const connected = new Set(cells.flatMap(({ from, to }) => [partyKey(from), partyKey(to)]));
  const parties = [
    ...namespaces.map((namespace): MatrixParty => ({ namespace })),
    ...others.filter((party) => connected.has(partyKey(party))),
  ];
  return dotOf(
    parties,
    cells.map(({ from, to, traffic }) => ({ from, to, label: compactTraffic(traffic) })),
  );
}
