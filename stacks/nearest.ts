import { closest, distance } from "fastest-levenshtein";

/** A word may have one wrong letter in three, or it is another word. */
const LETTERS_PER_TYPO = 3;

/** Shorter beginnings say nothing. */
const SHORTEST_BEGINNING = 3;

function isTypo(seen: string, meant: string): boolean {
  return distance(seen, meant) <= Math.max(1, Math.floor(meant.length / LETTERS_PER_TYPO));
}

/** One of the words is the beginning of the other: `cidr` of `cidrBlock`. */
function isBeginning(seen: string, meant: string): boolean {
  const long = Math.min(seen.length, meant.length) >= SHORTEST_BEGINNING;
  return long && (meant.startsWith(seen) || seen.startsWith(meant));
}

/** The word that was probably meant, whatever its capitals; `undefined` when none is near. */
export function nearestOf(seen: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = known.map((word) => word.toLowerCase());
  const text = seen.toLowerCase();
  const typo = closest(text, lower);
  const found = isTypo(text, typo) ? typo : lower.find((word) => isBeginning(text, word));
  return found === undefined ? undefined : known[lower.indexOf(found)];
}
