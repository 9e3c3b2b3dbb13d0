import type { GridLayout } from "./grid-layout.js";

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
