/** Sizes in CSS pixels; the style has the same fonts. */
const ROW_HEIGHT = 26;
const CHARACTER = 6.7;
const CELL_PADDING = 14;
const WIDTHS = { least: 30, most: 128 } as const;
const NAMES = { least: 96, most: 250 } as const;
const GROUP_GAP = 10;

export interface Track {
  readonly start: number;
  readonly size: number;
}

/** Where rows and columns of the grid are. */
export interface GridLayout {
  readonly rows: readonly Track[];
  readonly columns: readonly Track[];
  /** Width of the row headers, and height of the column headers. */
  readonly names: { readonly width: number; readonly height: number };
  readonly width: number;
  readonly height: number;
}

function within(
  { least, most }: { readonly least: number; readonly most: number },
  size: number,
): number {
  return Math.round(Math.min(most, Math.max(least, size)));
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(({ length }) => length));
}

export interface Line {
  readonly name: string;
  readonly group: string;
  /** The widest text in it. */
  readonly text: string;
}

/** Tracks one after the other, with a gap before each new group. */
function placeTracks(
  lines: readonly Line[],
  start: number,
  trackSize: (line: Line) => number,
): Track[] {
  let position = start;
  return lines.map((line, index) => {
    const before = lines[index - 1];
    if (before !== undefined && before.group !== line.group) position += GROUP_GAP;
    const track = { start: position, size: trackSize(line) };
    position += track.size;
    return track;
  });
}

function tracksEnd(tracks: readonly Track[], start: number): number {
  const last = tracks.at(-1);
  return last === undefined ? start : last.start + last.size;
}

export function layOutGrid(rows: readonly Line[], columns: readonly Line[]): GridLayout {
  const names = {
    width: within(NAMES, longest(rows.map(({ name }) => name)) * CHARACTER + 24),
    height: within(
      { least: 64, most: 190 },
      longest(columns.map(({ name }) => name)) * CHARACTER + 30,
    ),
  };
  const across = placeTracks(columns, names.width, ({ text }) =>
    within(WIDTHS, text.length * CHARACTER + CELL_PADDING),
  );
  const down = placeTracks(rows, names.height, () => ROW_HEIGHT);
  return {
    rows: down,
    columns: across,
    names,
    width: tracksEnd(across, names.width) + 1,
    height: tracksEnd(down, names.height) + 1,
  };
}

/** The first and the last track that show in a window, with a few beside it. */
export function visible(
  tracks: readonly Track[],
  from: number,
  to: number,
): readonly [number, number] {
  const MARGIN = 6;
  let first = 0;
  let last = tracks.length;
  while (first < last) {
    const middle = (first + last) >> 1;
    const { start, size } = tracks[middle] ?? { start: 0, size: 0 };
    if (start + size < from) first = middle + 1;
    else last = middle;
  }
  let end = first;
  while (end < tracks.length && (tracks[end]?.start ?? 0) <= to) end += 1;
  return [Math.max(0, first - MARGIN), Math.min(tracks.length, end + MARGIN) - 1];
}

export interface Position {
  readonly row: number;
  readonly column: number;
}

const PAGE_ROWS = 20;

export function removeUnless<Key>(
  elements: Map<Key, HTMLElement>,
  stays: (key: Key) => boolean,
): void {
  for (const [key, element] of elements) {
    if (stays(key)) continue;
    element.remove();
    elements.delete(key);
  }
}

export function positionKey({ row, column }: Position): string {
  return `${row} ${column}`;
}

export function clamp(at: number, length: number): number {
  return Math.max(0, Math.min(at, length - 1));
}

export function findPosition(target: EventTarget | null): Position | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>(".cell") : null;
  const [row, column] = cell?.dataset.at?.split(" ").map(Number) ?? [];
  return row === undefined || column === undefined ? undefined : { row, column };
}

/** Where a key leads: one cell, one page, to an end of the row, or with Ctrl to an end of the grid. */
export function keyStep(
  { key, ctrlKey }: KeyboardEvent,
  { row, column }: Position,
  { rows, columns }: GridLayout,
): Position | undefined {
  const [lastRow, lastColumn] = [rows.length - 1, columns.length - 1];
  const steps: Readonly<Record<string, Position>> = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    PageUp: { row: row - PAGE_ROWS, column },
    PageDown: { row: row + PAGE_ROWS, column },
    Home: { row: ctrlKey ? 0 : row, column: 0 },
    End: { row: ctrlKey ? lastRow : row, column: lastColumn },
  };
  return steps[key];
}
