import { type Bits, emptyBits, fullBits, sameBits } from "./bits.js";
import { inBoth, inEither, type KnownSet, notIn } from "./known-set.js";

/** The peers that a criterion picks for certain and those that it may pick. */
export interface Match extends KnownSet {
  /** The same for the same object. */
  readonly id: number;
}

/** Calculates with sets of peers; the same question gives the same object. */
export class Matches {
  readonly none: Match;
  readonly any: Match;
  private readonly all: Bits;
  private readonly answers = new Map<string, Match>();
  private count = 0;

  constructor(readonly size: number) {
    this.all = fullBits(size);
    const empty = emptyBits(size);
    this.none = this.create({ must: empty, may: empty });
    this.any = this.create({ must: this.all, may: this.all });
  }

  /** One set for both where nothing is unknown, which spares looking at both. */
  create({ must, may }: KnownSet): Match {
    this.count += 1;
    return { id: this.count, must, may: must === may || sameBits(must, may) ? must : may };
  }

  and(left: Match, right: Match): Match {
    if (left === this.any || right === this.none) return right;
    if (right === this.any || left === this.none) return left;
    return this.recall(`${left.id}&${right.id}`, () => inBoth(left, right));
  }

  or(left: Match, right: Match): Match {
    if (left === this.none || right === this.any) return right;
    if (right === this.none || left === this.any) return left;
    return this.recall(`${left.id}|${right.id}`, () => inEither(left, right));
  }

  not(match: Match): Match {
    if (match === this.any) return this.none;
    if (match === this.none) return this.any;
    return this.recall(`!${match.id}`, () => notIn(this.all, match));
  }

  /** What may match at most. */
  weaken(match: Match): Match {
    return match === this.none
      ? match
      : this.recall(`?${match.id}`, () => ({ must: this.none.must, may: match.may }));
  }

  private recall(question: string, answer: () => KnownSet): Match {
    const known = this.answers.get(question) ?? this.create(answer());
    this.answers.set(question, known);
    return known;
  }
}
