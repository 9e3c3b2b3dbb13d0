import { LIMITS } from "./limits.js";

const OPENING = "[{";
const CLOSING = "]}";

/** `- - - a` opens three lists in one line; so do the marks of complex keys. */
const BLOCK_MARKS = /^(?:[ \t]*[-?:](?=[ \t]))*/;

/** More of a line than the marks of an honest document take. */
const LINE_START = 1000;

function countBlockMarks(line: string): number {
  const [marks = ""] = BLOCK_MARKS.exec(line.slice(0, LINE_START)) ?? [];
  return marks.replace(/[ \t]/g, "").length;
}

/** Brackets that are open after the line, and the most on the way, those in texts included. */
function openAfter(line: string, before: number): { open: number; most: number } {
  let open = before;
  let most = before;
  for (const character of line) {
    if (OPENING.includes(character)) open += 1;
    else if (CLOSING.includes(character)) open = Math.max(0, open - 1);
    most = Math.max(most, open);
  }
  return { open, most };
}

/**
 * The line where a text is nested deeper than any honest document. The parser's time and memory grow with the square
 * of the depth, so it is counted before it begins.
 */
export function findDeepLine(text: string): number | undefined {
  return mayBeDeep(text) ? findLine(text) : undefined;
}

/** Two characters for each mark of a line that has more than the greatest depth of them. */
const LONG_LINE = new RegExp(`^[^\n]{${2 * LIMITS.depth}}`, "m");

/** False where there are not enough brackets and no line is long enough. */
function mayBeDeep(text: string): boolean {
  let brackets = 0;
  for (const bracket of OPENING) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      brackets += 1;
      if (brackets > LIMITS.openBrackets) return true;
    }
  }
  return LONG_LINE.test(text);
}

function findLine(text: string): number | undefined {
  let open = 0;
  for (const [index, line] of text.split("\n").entries()) {
    const after = openAfter(line, line.startsWith("---") ? 0 : open);
    if (after.most > LIMITS.openBrackets || countBlockMarks(line) > LIMITS.depth) return index + 1;
    open = after.open;
  }
  return undefined;
}
