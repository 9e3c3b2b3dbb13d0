import { h } from "./dom.js";
import {
  clamp,
  findPosition,
  keyStep,
  layOutGrid,
  positionKey,
  removeUnless,
  visible,
  type GridLayout,
  type Line,
  type Position,
  type Track,
} from "./grid-layout.js";

/** How a cell looks and what it says. */
export interface CellView {
  readonly text: string;
  readonly kind: "open" | "closed" | "own" | "hidden" | "untold";
  /** For those who hear it. */
  readonly label: string;
}

export interface GridContent {
  readonly label: string;
  readonly rows: readonly Line[];
  readonly columns: readonly Line[];
  readonly cellAt: (row: number, column: number) => CellView;
  readonly onActivate: (row: number, column: number) => void;
}

function place(element: HTMLElement, column: Track | undefined): void {
  element.style.left = `${column?.start ?? 0}px`;
  element.style.width = `${column?.size ?? 0}px`;
}

/** A grid of which only what shows is in the document, by the ARIA pattern for grids. */
export class Grid {
  readonly element = h("div", { class: "grid", role: "grid", tabindex: -1 });
  private readonly rowElements = new Map<number, HTMLElement>();
  private readonly cells = new Map<string, HTMLElement>();
  private readonly heads = new Map<number, HTMLElement>();
  private readonly head = h("div", { class: "grid-head", role: "row", "aria-rowindex": 1 });
  private canvas = h("div", { class: "grid-canvas", role: "presentation" });
  private layout: GridLayout = layOutGrid([], []);
  private active: Position = { row: 0, column: 0 };
  private content: GridContent | undefined;

  constructor() {
    this.element.addEventListener("scroll", () => {
      this.draw();
    });
    this.element.addEventListener("keydown", (event) => {
      this.onKey(event);
    });
    this.element.addEventListener("focusin", ({ target }) => {
      this.activate(findPosition(target));
    });
    this.element.addEventListener("click", ({ target }) => {
      this.onClick(target);
    });
    this.element.addEventListener("pointerover", ({ target }) => {
      this.mark(findPosition(target));
    });
    this.element.addEventListener("pointerleave", () => {
      this.mark(undefined);
    });
    new ResizeObserver(() => {
      this.draw();
    }).observe(this.element);
  }

  show(content: GridContent): void {
    this.content = content;
    this.layout = layOutGrid(content.rows, content.columns);
    this.active = { row: 0, column: 0 };
    const { width, height } = this.layout;
    this.canvas = h("div", { class: "grid-canvas", role: "presentation" }, this.head);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    for (const known of [this.rowElements, this.cells, this.heads]) known.clear();
    this.drawCorner();
    this.element.replaceChildren(this.canvas);
    this.element.setAttribute("aria-label", content.label);
    this.element.setAttribute("aria-rowcount", String(content.rows.length + 1));
    this.element.setAttribute("aria-colcount", String(content.columns.length + 1));
    this.element.scrollTo(0, 0);
    this.draw();
  }

  /** Puts the focus on the cell that had it. */
  focus(): void {
    this.moveTo(this.active);
  }

  private drawCorner(): void {
    const { names } = this.layout;
    const attributes = { class: "grid-corner", role: "columnheader", "aria-colindex": 1 };
    const corner = h("div", attributes, h("span", {}, "from ↓"), h("span", {}, "to →"));
    corner.style.width = `${names.width}px`;
    this.head.style.height = `${names.height}px`;
    this.head.replaceChildren(corner);
  }

  private draw(): void {
    const { content } = this;
    if (content === undefined) return;
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.element;
    const rows = this.window(
      this.layout.rows,
      [scrollTop, scrollTop + clientHeight],
      this.active.row,
    );
    const columns = this.window(
      this.layout.columns,
      [scrollLeft, scrollLeft + clientWidth],
      this.active.column,
    );
    this.clear(rows, columns);
    for (const column of columns) this.drawHead(content, column);
    for (const row of rows) {
      const element = this.drawRow(content, row);
      for (const column of columns) this.drawCell(content, element, { row, column });
    }
  }

  /** What shows, and the track of the active cell, whose focus must not get lost. */
  private window(
    tracks: readonly Track[],
    [from, to]: readonly [number, number],
    kept: number,
  ): Set<number> {
    const [first, last] = visible(tracks, from, to);
    const shown = new Set<number>();
    for (let at = first; at <= last; at += 1) shown.add(at);
    if (kept < tracks.length) shown.add(kept);
    return shown;
  }

  private clear(rows: ReadonlySet<number>, columns: ReadonlySet<number>): void {
    removeUnless(this.rowElements, (row) => rows.has(row));
    removeUnless(this.heads, (column) => columns.has(column));
    removeUnless(this.cells, (key) => {
      const [row = 0, column = 0] = key.split(" ").map(Number);
      return rows.has(row) && columns.has(column);
    });
  }

  private drawHead({ columns }: GridContent, column: number): void {
    const line = columns[column];
    if (this.heads.has(column) || line === undefined) return;
    const element = h(
      "div",
      {
        class: `grid-column ${line.group}`,
        role: "columnheader",
        "aria-colindex": column + 2,
        title: line.name,
      },
      h("span", {}, line.name),
    );
    place(element, this.layout.columns[column]);
    this.heads.set(column, element);
    this.head.append(element);
  }

  private drawRow({ rows }: GridContent, row: number): HTMLElement {
    const known = this.rowElements.get(row);
    if (known !== undefined) return known;
    const line = rows[row];
    const name = h(
      "div",
      {
        class: `grid-row-name ${line?.group ?? ""}`,
        role: "rowheader",
        "aria-colindex": 1,
        title: line?.name,
      },
      h("span", {}, line?.name),
    );
    name.style.width = `${this.layout.names.width}px`;
    const element = h("div", { class: "grid-row", role: "row", "aria-rowindex": row + 2 }, name);
    element.style.top = `${this.layout.rows[row]?.start ?? 0}px`;
    this.rowElements.set(row, element);
    this.canvas.append(element);
    return element;
  }

  private drawCell(content: GridContent, parent: HTMLElement, { row, column }: Position): void {
    const key = `${row} ${column}`;
    if (this.cells.has(key)) return;
    const { text, kind, label } = content.cellAt(row, column);
    const isActive = row === this.active.row && column === this.active.column;
    const element = h(
      "div",
      {
        class: `cell ${kind}`,
        role: "gridcell",
        tabindex: isActive ? 0 : -1,
        "aria-colindex": column + 2,
        "aria-label": label,
        title: label,
        "data-at": key,
      },
      text,
    );
    place(element, this.layout.columns[column]);
    this.cells.set(key, element);
    parent.append(element);
  }

  private moveTo({ row, column }: Position): void {
    const { rows, columns } = this.layout;
    const to = { row: clamp(row, rows.length), column: clamp(column, columns.length) };
    this.activate(to);
    this.reveal(to);
    this.draw();
    this.cells.get(positionKey(to))?.focus({ preventScroll: true });
    this.mark(to);
  }

  /** The cell that the tabulator comes back to, wherever the focus came from. */
  private activate(to: Position | undefined): void {
    if (to === undefined) return;
    this.cells.get(positionKey(this.active))?.setAttribute("tabindex", "-1");
    this.active = to;
    this.cells.get(positionKey(to))?.setAttribute("tabindex", "0");
  }

  /** Scrolls until the cell is beside the headers, not below them. */
  private reveal({ row, column }: Position): void {
    const { element, layout } = this;
    const down = layout.rows[row];
    const across = layout.columns[column];
    if (down === undefined || across === undefined) return;
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = element;
    const top = Math.min(scrollTop, down.start - layout.names.height);
    const left = Math.min(scrollLeft, across.start - layout.names.width);
    element.scrollTop = Math.max(top, down.start + down.size - clientHeight);
    element.scrollLeft = Math.max(left, across.start + across.size - clientWidth);
  }

  private onKey(event: KeyboardEvent): void {
    const { row, column } = this.active;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.content?.onActivate(row, column);
      return;
    }
    const to = keyStep(event, this.active, this.layout);
    if (to === undefined) return;
    event.preventDefault();
    this.moveTo(to);
  }

  private onClick(target: EventTarget | null): void {
    const at = findPosition(target);
    if (at === undefined) return;
    this.moveTo(at);
    this.content?.onActivate(at.row, at.column);
  }

  /** Marks the names of a cell's row and column. */
  private mark(at: Position | undefined): void {
    for (const marked of this.element.querySelectorAll(".marked"))
      marked.classList.remove("marked");
    if (at === undefined) return;
    this.heads.get(at.column)?.classList.add("marked");
    this.rowElements.get(at.row)?.classList.add("marked");
  }
}
