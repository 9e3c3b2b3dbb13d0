import { plural } from "../../../basics/counts.js";
import { peerKey } from "../../proof/matrix.js";
import { parseTraffic, TrafficError } from "../../../prover/index.js";
import {
  matrixView,
  type MatrixFilter,
  type MatrixModel,
  type MatrixPart,
  type MatrixView,
  type OpenCell,
} from "../matrix-model.js";
import type { ReportData } from "../data.js";
import { h, titledSection, type Section } from "./dom.js";
import type { ExplainPanel } from "./explain-panel.js";
import type { Line } from "./grid-layout.js";
import { Grid, type CellView } from "./grid.js";

const PARTS: Readonly<Record<MatrixPart, string>> = {
  all: "everything",
  between: "between applications",
  from: "from applications to others",
  to: "to applications from others",
};

/** More peers than this are first shown among themselves. */
const MANY_PARTIES = 80;

const LEGEND =
  "What no pod can exceed, whatever its labels. Rows open connections to columns. Ports are TCP unless they say " +
  "otherwise; an empty cell is closed. Choose a cell to see which rule decides, on both sides.";

function detailHead(open: number): Section {
  return { id: "matrix", title: "Reachability", count: plural(open, "connection") };
}

export function matrixHead(matrix: ReportData["plan"]["matrix"]): Section {
  const others = matrix.filter(({ from, to }) => peerKey(from) !== peerKey(to));
  return detailHead(others.length);
}

/** The matrix with its filters; a cell opens its explanation. */
export class MatrixSection {
  readonly element: HTMLElement;
  private readonly grid = new Grid();
  private readonly part = h("select", { id: "matrix-part" });
  private readonly names = h("input", {
    id: "matrix-names",
    type: "search",
    placeholder: "part of a name",
  });
  private readonly ports = h("input", {
    id: "matrix-ports",
    type: "search",
    placeholder: "443, 53/UDP",
  });
  private readonly closed = h("input", { id: "matrix-closed", type: "checkbox" });
  private readonly status = h("p", { class: "matrix-status", role: "status" });
  private readonly list: ReturnType<typeof connectionList>;
  private view: MatrixView = { rows: [], columns: [], cells: new Set() };

  constructor(
    private readonly model: MatrixModel,
    private readonly panel: ExplainPanel,
  ) {
    this.list = connectionList(model, (cell, back) => {
      this.explain(cell.from, cell.to, back);
    });
    this.element = titledSection(
      detailHead(model.cells.filter(({ from, to }) => from !== to).length),
      h("p", { class: "lead" }, LEGEND),
      this.controls(),
      this.status,
      this.grid.element,
      this.list.element,
    );
    this.update();
  }

  private controls(): HTMLElement {
    for (const [value, text] of Object.entries(PARTS))
      this.part.append(h("option", { value }, text));
    this.part.value = this.model.peers.length > MANY_PARTIES ? "between" : "all";
    const asked = h("button", { type: "button", id: "explain-any" }, "Explain a connection …");
    asked.addEventListener("click", () => {
      this.panel.ask(() => {
        asked.focus();
      });
    });
    const asList = h(
      "button",
      { type: "button", id: "matrix-as-list", "aria-pressed": "false" },
      "List",
    );
    asList.addEventListener("click", () => {
      const listed = this.element.classList.toggle("listed");
      asList.setAttribute("aria-pressed", String(listed));
    });
    for (const control of [this.part, this.names, this.ports, this.closed]) {
      control.addEventListener("input", () => {
        this.update();
      });
    }
    return h(
      "div",
      { class: "controls" },
      h("label", {}, "Show", this.part),
      h("label", {}, "Application or zone", this.names),
      h("label", {}, "Port", this.ports),
      h("label", { class: "check" }, this.closed, "closed rows and columns too"),
      h("span", { class: "spacer" }),
      asList,
      asked,
    );
  }

  private filter(): MatrixFilter {
    const names = this.names.value
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean);
    const part = this.part.value as MatrixPart;
    const ports = this.ports.value.trim();
    const traffic = ports === "" ? undefined : parseTraffic(ports);
    return { part, names, traffic, closed: this.closed.checked };
  }

  private update(): void {
    this.ports.removeAttribute("aria-invalid");
    try {
      this.show(this.filter());
    } catch (error) {
      if (!(error instanceof TrafficError)) throw error;
      this.ports.setAttribute("aria-invalid", "true");
      this.status.textContent = error.message;
    }
  }

  private show(filter: MatrixFilter): void {
    this.view = matrixView(this.model, filter);
    const { rows, columns, cells } = this.view;
    const open = [...cells].filter(({ from, to }) => from !== to).length;
    this.status.textContent = statusText({ open, rows: rows.length, columns: columns.length });
    this.grid.element.hidden = rows.length === 0 || columns.length === 0;
    this.grid.show({
      label: "Reachability: rows open connections to columns",
      rows: this.lines(rows, () => ""),
      columns: this.lines(columns, (column) => this.widest(column)),
      cellAt: (row, column) => this.cellAt(row, column),
      onActivate: (row, column) => {
        const [from = 0, to = 0] = [rows[row], columns[column]];
        this.explain(from, to, () => {
          this.grid.focus();
        });
      },
    });
    this.list.filter(cells);
  }

  private lines(places: readonly number[], textOf: (place: number) => string): Line[] {
    return places.map((place) => {
      const { name = "", group = "zone" } = this.model.peers[place] ?? {};
      return { name, group, text: textOf(place) };
    });
  }

  private widest(column: number): string {
    const texts = this.view.rows.map((row) =>
      row === column ? "" : (this.model.cellAt(row, column)?.text ?? ""),
    );
    return texts.reduce((longest, text) => (text.length > longest.length ? text : longest), "");
  }

  private cellAt(row: number, column: number): CellView {
    const [from = 0, to = 0] = [this.view.rows[row], this.view.columns[column]];
    const cell = this.model.cellAt(from, to);
    const names = [from, to].map((place) => this.model.peers[place]?.name ?? "").join(" to ");
    if (!this.model.isTold(from, to))
      return { text: "", kind: "untold", label: `${names}: not part of the proof` };
    if (from === to)
      return {
        text: "",
        kind: "own",
        label: `inside ${names.split(" ")[0] ?? ""}: ${cell?.text ?? "closed"}`,
      };
    if (cell === undefined) return { text: "", kind: "closed", label: `${names}: closed` };
    if (!this.view.cells.has(cell))
      return { text: "·", kind: "hidden", label: `${names}: ${cell.text} (not in the filter)` };
    return { text: cell.text, kind: "open", label: `${names}: ${cell.text}` };
  }

  private explain(from: number, to: number, back: () => void): void {
    const { peers } = this.model;
    if (!this.model.isTold(from, to)) return;
    const [source, target] = [peers[from], peers[to]];
    if (source === undefined || target === undefined) return;
    const may = this.model.trafficAt(from, to);
    void this.panel.explain({ from: source.word, to: target.word, may }, back);
  }
}

interface Shown {
  readonly open: number;
  readonly rows: number;
  readonly columns: number;
}

function statusText({ open, rows, columns }: Shown): string {
  if (rows === 0 || columns === 0) return "Nothing is open here.";
  const cells = open === 1 ? "1 open connection" : `${open} open connections`;
  return `${cells}, in ${rows} × ${columns} cells.`;
}

export interface ConnectionList {
  readonly element: HTMLElement;
  /** Shows only these; on paper all are shown. */
  readonly filter: (cells: ReadonlySet<OpenCell>) => void;
}

type OnExplain = (cell: OpenCell, back: () => void) => void;

function cellRow(cell: OpenCell, model: MatrixModel, onExplain: OnExplain): HTMLTableRowElement {
  const [from, to] = [model.peers[cell.from]?.name ?? "", model.peers[cell.to]?.name ?? ""];
  const button = h("button", { type: "button", class: "quiet" }, "Explain");
  button.addEventListener("click", () => {
    onExplain(cell, () => {
      button.focus();
    });
  });
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, from),
    h("td", {}, cell.from === cell.to ? "itself" : to),
    h("td", { class: "traffic" }, cell.text),
    h("td", { class: "control" }, button),
  );
}

/** Everything that is open, one connection a line: what the grid shows, for reading and for paper. */
export function connectionList(model: MatrixModel, onExplain: OnExplain): ConnectionList {
  const rows = model.cells.map((cell) => [cell, cellRow(cell, model, onExplain)] as const);
  const headings = ["From", "To", "Ports"].map((text) => h("th", { scope: "col" }, text));
  const element = h(
    "div",
    { class: "matrix-list" },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, headings, h("td", { class: "control" }))),
      h(
        "tbody",
        {},
        rows.map(([, row]) => row),
      ),
    ),
  );
  return {
    element,
    filter: (cells) => {
      for (const [cell, row] of rows) row.classList.toggle("filtered", !cells.has(cell));
    },
  };
}
