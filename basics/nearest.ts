import { closest, distance } from "fastest-levenshtein";

/** A word may have one wrong letter in three, or it is another word. */
const LETTERS_PER_TYPO = 3;

function isTypo(seen: string, meant: string): boolean {
  const typos = Math.max(1, Math.floor(meant.length / LETTERS_PER_TYPO));
  return distance(seen, meant) <= typos || sorted(seen) === sorted(meant);
}

/** Letters in a wrong order count as two replacements, and are one slip. */
function sorted(word: string): string {
  return Array.from(word).sort().join("");
}

/** ` Did you mean "shop"?`, or nothing when no known word is near. */
export function suggestion(seen: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const nearest = closest(seen, known);
  return isTypo(seen, nearest) ? ` Did you mean ${JSON.stringify(nearest)}?` : "";
}

/** The first few of a list, and how many more there are. */
export function listed(names: readonly string[], most = 6): string {
  if (names.length === 0) return "none";
  const more = names.length > most ? `, and ${names.length - most} more` : "";
  return names.slice(0, most).join(", ") + more;
}
