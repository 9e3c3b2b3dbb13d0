import { Graph, layout, type GraphLabel } from "@dagrejs/dagre";
import { isAsDeclared, type ReportConnection } from "../connections.js";
import { svg } from "./dom.js";

const CHARACTER = 7;
const HEIGHT = 26;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Line {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly x: number;
  readonly y: number;
}

/** Ends other than applications have another shape. */
function isOutside(name: string, applications: ReadonlySet<string>): boolean {
  return !applications.has(name);
}

type Drawing = Graph<Partial<GraphLabel>, Box, Line>;

function laidOut(connections: readonly ReportConnection[]): Drawing {
  const graph: Drawing = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 12, ranksep: 72, edgesep: 8, marginx: 8, marginy: 8 });
  const names = new Set(connections.flatMap(({ from, to }) => [from, to]));
  for (const name of names) {
    graph.setNode(name, { x: 0, y: 0, width: name.length * CHARACTER + 20, height: HEIGHT });
  }
  connections.forEach(({ from, to, ports }, index) => {
    const label = {
      points: [],
      x: 0,
      y: 0,
      width: ports.length * CHARACTER + 8,
      height: 16,
      labelpos: "c",
    };
    graph.setEdge(from, to, label, String(index));
  });
  layout(graph);
  return graph;
}

function nodeView(name: string, box: Box, outside: boolean): SVGElement {
  const { x, y, width, height } = box;
  const shape = svg("rect", {
    x: x - width / 2,
    y: y - height / 2,
    width,
    height,
    rx: outside ? height / 2 : 3,
  });
  const text = svg("text", { x, y: y + 4, "text-anchor": "middle" }, name);
  return svg("g", { class: outside ? "node outside" : "node" }, shape, text);
}

function linePath({ points }: Line): string {
  return points
    .map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join(" ");
}

function edgeView(connection: ReportConnection, line: Line): SVGElement {
  const kind =
    connection.state === "unknown" ? "unknown" : isAsDeclared(connection) ? "kept" : "differs";
  const isOpen = connection.state === "open";
  const mark = isOpen ? "" : ` ${connection.state}`;
  return svg(
    "g",
    { class: `edge ${kind} ${connection.state}` },
    svg("path", { d: linePath(line), "marker-end": "url(#arrow)" }),
    svg(
      "text",
      { x: line.x, y: line.y + 4, "text-anchor": "middle" },
      `${connection.ports}${mark}`,
    ),
  );
}

function arrowHead(): SVGElement {
  const shape = svg("path", { d: "M0 0 L8 4 L0 8 z" });
  const marker = svg(
    "marker",
    {
      id: "arrow",
      viewBox: "0 0 8 8",
      refX: 8,
      refY: 4,
      markerWidth: 7,
      markerHeight: 7,
      orient: "auto",
    },
    shape,
  );
  return svg("defs", {}, marker);
}

/** The declared connections from left to right, callers before whom they call. */
export function connectionGraph(
  connections: readonly ReportConnection[],
  applications: ReadonlySet<string>,
): SVGElement {
  const graph = laidOut(connections);
  const { width = 0, height = 0 } = graph.graph();
  const edges = connections.map((connection, index) => {
    const name = String(index);
    return edgeView(connection, graph.edge(connection.from, connection.to, name));
  });
  const nodes = graph
    .nodes()
    .map((name) => nodeView(name, graph.node(name), isOutside(name, applications)));
  return svg(
    "svg",
    {
      class: "graph",
      role: "img",
      "aria-label": `Graph of ${connections.length} declared connections; the table below has the same`,
      viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
      width: Math.ceil(width),
      height: Math.ceil(height),
    },
    arrowHead(),
    edges,
    nodes,
  );
}
