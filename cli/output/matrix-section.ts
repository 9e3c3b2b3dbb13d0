import { formatTraffic } from "../../prover/index.js";
import { groupBy } from "../../basics/group-by.js";
import { cellKey, peerKey, peerLabel, type Matrix, type MatrixPeer } from "../proof/matrix.js";
import type { Palette } from "./palette.js";
import { tableLines } from "./table.js";
import { PAGE_WIDTH, paragraph } from "./wrap.js";

/** The text of each open cell, by its peers. */
type Cells = ReadonlyMap<string, string>;

interface Block {
  readonly title: string;
  readonly rows: readonly MatrixPeer[];
  readonly columns: readonly MatrixPeer[];
}

/** Peers that have the same cells. */
interface Group {
  readonly names: readonly string[];
  readonly cells: readonly string[];
}

const CLOSED = "–";
const GAP = 2;
const INDENT = "    ";

/** Names of a group are wrapped at this width. */
const NAMES_WIDTH = 32;
const MOST_COLUMNS = 12;

function cellTexts({ cells }: Matrix): Cells {
  return new Map(cells.map((cell) => [cellKey(cell), formatTraffic(cell.traffic, "short")]));
}

function grouped(
  peers: readonly MatrixPeer[],
  cellsFor: (peer: MatrixPeer) => readonly string[],
): Group[] {
  const all = peers.map((peer) => ({ name: peerLabel(peer), cells: cellsFor(peer) }));
  const open = all.filter(({ cells }) => cells.some((cell) => cell !== CLOSED));
  return [...groupBy(open, ({ cells }) => JSON.stringify(cells)).values()].map((group) => ({
    names: group.map(({ name }) => name),
    cells: group[0]?.cells ?? [],
  }));
}

/** Rows that are alike, over columns that are alike; what is closed altogether is left out. */
function groupBlock({ rows, columns }: Block, cells: Cells): { rows: Group[]; columns: Group[] } {
  const cell = (from: MatrixPeer, to: MatrixPeer): string =>
    peerKey(from) === peerKey(to) ? CLOSED : (cells.get(cellKey({ from, to })) ?? CLOSED);
  const merged = grouped(columns, (to) => rows.map((from) => cell(from, to)));
  const shown = merged.map(({ cells: column }) => column);
  const at = new Map(rows.map((row, index) => [row, index]));
  return {
    columns: merged,
    rows: grouped(rows, (from) => shown.map((column) => column[at.get(from) ?? 0] ?? CLOSED)),
  };
}

function widest(lines: readonly string[]): number {
  return Math.max(0, ...lines.map((line) => line.length));
}

function tableWidth(rows: readonly Group[], columns: readonly Group[]): number {
  const names = Math.min(NAMES_WIDTH, widest(rows.map((row) => row.names.join(", "))));
  const widths = columns.map(({ names: heads }, index) =>
    widest([...heads, ...rows.map(({ cells }) => cells[index] ?? "")]),
  );
  return INDENT.length + names + widths.reduce((sum, width) => sum + width + GAP, 0);
}

function groupTable(rows: readonly Group[], columns: readonly Group[], palette: Palette): string[] {
  const header = ["", ...columns.map(({ names }) => names.join("\n"))];
  const height = Math.max(0, ...columns.map(({ names }) => names.length));
  const lines = tableLines(
    [header, ...rows.map(({ names, cells }) => [names.join(", "), ...cells])],
    INDENT,
  );
  return lines.map((line, index) => (index < height ? palette.faint(line) : line));
}

/** What is open from each group, for tables that are too wide. */
function groupList(rows: readonly Group[], columns: readonly Group[]): string[] {
  return rows.flatMap(({ names, cells }) => {
    const open = cells.flatMap((cell, index) =>
      cell === CLOSED ? [] : [`${columns[index]?.names.join(", ") ?? ""} ${cell}`],
    );
    const [first = "", ...rest] = paragraph(`${names.join(", ")} → ${open.join("; ")}`, INDENT);
    return [first, ...rest.map((line) => `  ${line}`)];
  });
}

function blockLines(block: Block, cells: Cells, palette: Palette): string[] {
  const { rows, columns } = groupBlock(block, cells);
  if (rows.length === 0) return [`  ${palette.strong(block.title)}: nothing`];
  const fits = columns.length <= MOST_COLUMNS && tableWidth(rows, columns) <= PAGE_WIDTH;
  return [
    `  ${palette.strong(block.title)}`,
    ...(fits ? groupTable(rows, columns, palette) : groupList(rows, columns)),
  ];
}

/** What passes inside each namespace. */
function insideLines({ namespaces }: Matrix, cells: Cells, palette: Palette): string[] {
  const own = namespaces.map((namespace) => ({
    namespace,
    text: cells.get(cellKey({ from: { namespace }, to: { namespace } })) ?? CLOSED,
  }));
  const groups = [...groupBy(own, ({ text }) => text)];
  const texts = groups.map(([text, members]) => {
    const names =
      groups.length === 1 ? "" : ` (${members.map((each) => each.namespace).join(", ")})`;
    return `${text === CLOSED ? "nothing" : text}${names}`;
  });
  const [first = "", ...rest] = paragraph(`inside a namespace: ${texts.join(", ")}`, "  ");
  return [first.replace("inside a namespace", palette.strong("inside a namespace")), ...rest];
}

const LEGEND =
  "What no pod of a namespace can exceed, whatever its labels. Ports are TCP unless they say " +
  "otherwise; what is not shown is closed.";

/** Who reaches whom, in tables where they fit, and in lists of what is open where they do not. */
export function matrixSection(matrix: Matrix, who: string, palette: Palette): string[] {
  const cells = cellTexts(matrix);
  const own = matrix.namespaces.map((namespace): MatrixPeer => ({ namespace }));
  const blocks: readonly Block[] = [
    { title: `between ${who}`, rows: own, columns: own },
    { title: `from ${who}`, rows: own, columns: matrix.others },
    { title: `to ${who}`, rows: matrix.others, columns: own },
  ];
  return [
    palette.heading("Reachability"),
    ...paragraph(LEGEND, "  "),
    ...insideLines(matrix, cells, palette),
    ...blocks.flatMap((block) => blockLines(block, cells, palette)),
  ];
}
