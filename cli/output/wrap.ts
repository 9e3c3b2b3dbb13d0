/** The widest line of everything that the plan prints. */
export const PAGE_WIDTH = 100;

/** Cuts words that are longer than a line. */
function fitWords(text: string, width: number): string[] {
  return text.split(" ").flatMap((word) => {
    const parts: string[] = [];
    for (let start = 0; start === 0 || start < word.length; start += width) {
      parts.push(word.slice(start, start + width));
    }
    return parts;
  });
}

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of fitWords(text, width)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Lines of at most `width` characters, broken between words where that is possible. */
export function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => wrapLine(line, width));
}

/** A paragraph whose lines all begin with `indent`. */
export function paragraph(text: string, indent: string): string[] {
  return wrap(text, PAGE_WIDTH - indent.length).map((line) => `${indent}${line}`);
}
