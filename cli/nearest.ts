/** How many insertions, deletions and replacements turn `from` into `to`. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [position, letter] of Array.from(from).entries()) {
    const next = [position + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      const inserted = (next[column] ?? 0) + 1;
      const deleted = (row[column + 1] ?? 0) + 1;
      next.push(Math.min(replaced, inserted, deleted));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** More mistakes than this make another word. */
const FURTHEST = 3;

/** The candidate that was probably meant. */
export function nearestOf(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, steps: distance(word, candidate) }))
    .filter(({ candidate, steps }) => steps <= FURTHEST && steps < candidate.length)
    .sort((left, right) => left.steps - right.steps);
  return ranked[0]?.candidate;
}

/** ` Did you mean "prod"?`, or nothing. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const nearest = nearestOf(word, candidates);
  return nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
}
