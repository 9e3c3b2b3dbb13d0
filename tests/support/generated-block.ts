/** What `npm run docs` writes into a page stands between these lines. */
const BEGIN = "<!-- npm run docs writes what follows -->";
const END = "<!-- until here -->";

/** The text of a page with this content in place of its generated block. */
export function replaceGeneratedBlock(page: string, text: string, content: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END, begin);
  if (begin === -1 || end === -1) throw new Error(`${page}: expected ${BEGIN} … ${END}`);
  return `${text.slice(0, begin + BEGIN.length)}\n\n${content}\n\n${text.slice(end)}`;
}
