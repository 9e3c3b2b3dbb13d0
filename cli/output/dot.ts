import {
  peerKey,
  peerLabel,
  type Matrix,
  type MatrixCell,
  type MatrixPeer,
} from "../proof/matrix.js";
import { formatTraffic } from "../../prover/index.js";

/** An edge of the graph: open traffic, and how it is drawn. */
export interface Edge extends Pick<MatrixCell, "from" | "to"> {
  readonly label: string;
  readonly attributes?: string;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function nodeLine(peer: MatrixPeer): string {
  const shape = "namespace" in peer ? "box" : "ellipse";
  return `  ${quoted(peerKey(peer))} [label=${quoted(peerLabel(peer))}, shape=${shape}];`;
}

function edgeLine({ from, to, label, attributes = "" }: Edge): string {
  const ends = `${quoted(peerKey(from))} -> ${quoted(peerKey(to))}`;
  return `  ${ends} [label=${quoted(label)}${attributes}];`;
}

/** A graph for Graphviz. */
export function writeDot(peers: readonly MatrixPeer[], edges: readonly Edge[]): string {
  return [
    "digraph bulkhead {",
    "  rankdir=LR;",
    ...peers.map(nodeLine),
    ...edges.map(edgeLine),
    "}",
    "",
  ].join("\n");
}

/** The namespaces, whatever they are connected to, and the open traffic between them. */
export function matrixDot({ namespaces, others, cells }: Matrix): string {
  const connected = new Set(cells.flatMap(({ from, to }) => [peerKey(from), peerKey(to)]));
  const peers = [
    ...namespaces.map((namespace): MatrixPeer => ({ namespace })),
    ...others.filter((peer) => connected.has(peerKey(peer))),
  ];
  return writeDot(
    peers,
    cells.map(({ from, to, traffic }) => ({ from, to, label: formatTraffic(traffic) })),
  );
}
