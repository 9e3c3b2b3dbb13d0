import { type Bits, difference, intersection, union } from "./bits.js";

/** A set that is known in part: what must be in it and what may be. One object for both where nothing is unknown. */
export interface KnownSet {
  readonly must: Bits;
  readonly may: Bits;
}

type Joining = (left: Bits, right: Bits) => Bits;

export function inBoth(left: KnownSet, right: KnownSet): KnownSet {
  return join(intersection, left, right);
}

export function inEither(left: KnownSet, right: KnownSet): KnownSet {
  return join(union, left, right);
}

/** What is in `all` and not in the set. */
export function notIn(all: Bits, { must, may }: KnownSet): KnownSet {
  const rest = difference(all, may);
  return { must: rest, may: must === may ? rest : difference(all, must) };
}

function join(joining: Joining, left: KnownSet, right: KnownSet): KnownSet {
  const must = joining(left.must, right.must);
  const isKnown = left.must === left.may && right.must === right.may;
  return { must, may: isKnown ? must : joining(left.may, right.may) };
}
