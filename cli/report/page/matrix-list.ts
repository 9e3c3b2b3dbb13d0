import type { MatrixModel, OpenCell } from "../matrix-model.js";
import { h } from "./dom.js";

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
