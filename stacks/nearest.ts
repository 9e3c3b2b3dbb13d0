import { closest, distance } from "fastest-levenshtein";

/** A word may have one wrong letter in three, or it is another word. */
const LETTERS_PER_TYPO = 3;

/** Shorter beginnings say nothing. */
const SHORTEST_BEGINNING = 3;

function isTypo(seen: string, meant: string): boolean {
  return distance(seen, meant) <= Math.max(1, Math.floor(meant.length / LETTERS_PER_TYPO));
}

function isBeginning(beginning: string, word: string): boolean {
  return beginning.length >= SHORTEST_BEGINNING && word.startsWith(beginning);
}

/** `cidr` is the beginning of `cidrBlock`, and says more than a word that looks like it. */
function nearestWord(seen: string, known: readonly string[]): string | undefined {
  const typo = closest(seen, known);
  return (
    known.find((word) => isBeginning(seen, word)) ??
    (isTypo(seen, typo) ? typo : known.find((word) => isBeginning(word, seen)))
  );
}

/** The word that was probably meant, whatever its capitals; `undefined` when none is near. */
export function nearestOf(seen: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = known.map((word) => word.toLowerCase());
  const found = nearestWord(seen.toLowerCase(), lower);
  return found === undefined ? undefined : known[lower.indexOf(found)];
}
