import { closest, distance } from "fastest-levenshtein";

/** A word may have one wrong letter in three, or it is another word. */
const LETTERS_PER_TYPO = 3;

/** ` Did you mean "shop"?`, or nothing when no known word is near. */
export function suggestion(seen: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const nearest = closest(seen, known);
  const typos = Math.max(1, Math.floor(nearest.length / LETTERS_PER_TYPO));
  return distance(seen, nearest) <= typos ? ` Did you mean ${JSON.stringify(nearest)}?` : "";
}

/** The first few of a list, and how many more there are. */
export function listed(names: readonly string[], most = 6): string {
  if (names.length === 0) return "none";
  const more = names.length > most ? `, and ${names.length - most} more` : "";
  return names.slice(0, most).join(", ") + more;
}
