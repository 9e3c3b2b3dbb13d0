import { closest, distance } from "fastest-levenshtein";

/** A word may have one wrong letter in three, or it is another word. */
const LETTERS_PER_TYPO = 3;

/** Shorter beginnings say nothing. */
const SHORTEST_BEGINNING = 3;

/** Letters in a wrong order count as two replacements, and are one slip. */
function sorted(word: string): string {
  return Array.from(word).sort().join("");
}

function isTypo(seen: string, meant: string): boolean {
  const typos = Math.max(1, Math.floor(meant.length / LETTERS_PER_TYPO));
  const wrong = distance(seen, meant);
  return (wrong <= typos && wrong < meant.length) || sorted(seen) === sorted(meant);
}

function isBeginning(beginning: string, word: string): boolean {
  return beginning.length >= SHORTEST_BEGINNING && word.startsWith(beginning);
}

/** `cidr` is the beginning of `cidrBlock`, and says more than a word that looks like it. */
function nearestWord(seen: string, known: readonly string[]): string | undefined {
  const longer = known.filter((word) => isBeginning(seen, word));
  if (longer.length > 0) return closest(seen, longer);
  const similar = closest(seen, known);
  return isTypo(seen, similar) ? similar : known.find((word) => isBeginning(word, seen));
}

/** The known word that `seen` probably means, in any case; `undefined` when none is near. */
export function findNearest(seen: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = known.map((word) => word.toLowerCase());
  const found = nearestWord(seen.toLowerCase(), lower);
  return found === undefined ? undefined : known[lower.indexOf(found)];
}

/** ` Did you mean "shop"?`, or nothing when no known word is near. */
export function suggestion(seen: string, known: readonly string[]): string {
  const nearest = findNearest(seen, known);
  return nearest === undefined ? "" : ` Did you mean ${JSON.stringify(nearest)}?`;
}

/** The first few of a list, and how many more there are. */
export function listed(names: readonly string[], most = 6): string {
  if (names.length === 0) return "none";
  const more = names.length > most ? `, and ${names.length - most} more` : "";
  return names.slice(0, most).join(", ") + more;
}

/** `Allow, Deny or Pass`. */
export function oneOf(words: readonly string[]): string {
  return words.join(", ").replace(/, ([^,]*)$/, " or $1");
}
