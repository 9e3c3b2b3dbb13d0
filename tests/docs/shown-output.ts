import { blocksOf, readPage } from "./markdown.js";

/** The widths of columns follow the longest cell of all rows, which the page does not show. */
function splitLines(text: string): string[] {
  return text.split("\n").map((line) => line.trim().replace(/\s+/g, " "));
}

/** Lines of `shown` that `printed` does not have in this order; an ellipsis stands for any lines. */
function missingLines(shown: readonly string[], printed: readonly string[]): string[] {
  const missing: string[] = [];
  let from = 0;
  for (const line of shown.filter((text) => text !== "…")) {
    const at = printed.indexOf(line, from);
    if (at === -1) missing.push(line);
    else from = at + 1;
  }
  return missing;
}

/** Lines of the page's text block that begins with `begin`, and that a command did not print. */
export function staleLines(path: string, begin: string, printed: string): string[] {
  const shown = blocksOf([readPage(path)], "text").find(({ code }) => code.startsWith(begin));
  if (shown === undefined) throw new Error(`${path}: no text block begins with "${begin}"`);
  return missingLines(splitLines(shown.code.trimEnd()), splitLines(printed));
}
