/** Whole numbers from the first to the second, both included. */
export type Interval = readonly [first: number, last: number];

/** Disjoint intervals in ascending order, none touching the next. */
export type Intervals = readonly Interval[];

/** Sorts and joins intervals that overlap or touch. */
export function joinIntervals(intervals: readonly Interval[]): Intervals {
  const joined: [number, number][] = [];
  for (const [first, last] of [...intervals].sort(([a], [b]) => a - b)) {
    const previous = joined.at(-1);
    if (previous === undefined || first > previous[1] + 1) {
      joined.push([first, last]);
    } else {
      previous[1] = Math.max(previous[1], last);
    }
  }
  return joined;
}

export function uniteIntervals(left: Intervals, right: Intervals): Intervals {
  return joinIntervals([...left, ...right]);
}

export function intersectIntervals(left: Intervals, right: Intervals): Intervals {
  return left.flatMap(([first, last]) =>
    right
      .map(([from, to]): Interval => [Math.max(first, from), Math.min(last, to)])
      .filter(([from, to]) => from <= to),
  );
}

/** What is in `space` and in none of the intervals. */
export function gapsIn([first, last]: Interval, intervals: Intervals): Intervals {
  const ends = [first - 1, ...intervals.map(([, to]) => to)];
  const starts = [...intervals.map(([from]) => from), last + 1];
  return ends
    .map((end, index): Interval => [
      Math.max(first, end + 1),
      Math.min(last, (starts[index] ?? last) - 1),
    ])
    .filter(([from, to]) => from <= to);
}

export function holds(intervals: Intervals, value: number): boolean {
  return intervals.some(([first, last]) => first <= value && value <= last);
}

/**
 * Cuts a space into classes that no list distinguishes: the values of a class are in the same lists.
 */
export function partition(space: Interval, lists: readonly Intervals[]): Intervals[] {
  const starts = new Set([space[0]]);
  for (const [first, last] of lists.flat()) {
    starts.add(first);
    starts.add(last + 1);
  }
  const cuts = [...starts].filter((at) => space[0] <= at && at <= space[1]).sort((a, b) => a - b);
  const pieceByCut = new Map(cuts.map((at, index) => [at, index]));
  const classByPiece = new Uint32Array(cuts.length);
  let classes = 1;
  for (const list of lists) {
    const renamed = new Map<number, number>();
    for (const piece of list.flatMap((interval) => piecesIn(interval, pieceByCut, cuts.length))) {
      const old = classByPiece[piece] ?? 0;
      classByPiece[piece] = renamed.get(old) ?? classes;
      if (!renamed.has(old)) renamed.set(old, classes++);
    }
  }
  return piecesByClass(classByPiece, cuts, space[1]);
}

function piecesIn(
  [first, last]: Interval,
  pieceByCut: Map<number, number>,
  count: number,
): number[] {
  const from = pieceByCut.get(first) ?? 0;
  const to = pieceByCut.get(last + 1) ?? count;
  return Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset);
}

function piecesByClass(
  classByPiece: Uint32Array,
  cuts: readonly number[],
  last: number,
): Intervals[] {
  const pieces = new Map<number, Interval[]>();
  cuts.forEach((first, index) => {
    const name = classByPiece[index] ?? 0;
    const piece: Interval = [first, (cuts[index + 1] ?? last + 1) - 1];
    pieces.set(name, [...(pieces.get(name) ?? []), piece]);
  });
  return [...pieces.values()].map(joinIntervals);
}
