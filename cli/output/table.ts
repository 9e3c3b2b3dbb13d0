import { PAGE_WIDTH, wrap } from "./wrap.js";

const GAP = "  ";

/** A column is never made narrower than this. */
const NARROWEST = 6;

function naturalWidths(rows: readonly (readonly string[])[]): number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, column) =>
    Math.max(
      0,
      ...rows.flatMap((row) => (row[column] ?? "").split("\n").map((line) => line.length)),
    ),
  );
}

/** Takes from the widest column, one character at a time, until the row fits. */
function fittingWidths(natural: readonly number[], available: number): number[] {
  const widths = [...natural];
  const total = () => widths.reduce((sum, width) => sum + width, 0);
  while (total() > available && Math.max(...widths) > NARROWEST) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function rowLines(row: readonly string[], widths: readonly number[], indent: string): string[] {
  const cells = widths.map((width, column) => wrap(row[column] ?? "", Math.max(width, 1)));
  const height = Math.max(0, ...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, index) => {
    const parts = cells.map((cell, column) => (cell[index] ?? "").padEnd(widths[column] ?? 0));
    return `${indent}${parts.join(GAP)}`.trimEnd();
  });
}

/** Aligned columns in at most the width of a page; cells wrap, and may hold several lines. */
export function tableLines(rows: readonly (readonly string[])[], indent: string): string[] {
  const natural = naturalWidths(rows);
  const gaps = GAP.length * Math.max(0, natural.length - 1);
  const widths = fittingWidths(natural, PAGE_WIDTH - indent.length - gaps);
  return rows.flatMap((row) => rowLines(row, widths, indent));
}
