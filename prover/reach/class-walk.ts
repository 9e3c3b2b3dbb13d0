import { type Bits, difference, fullBits } from "./bits.js";
import type { TierProgram } from "./class-program.js";
import type { KnownSet } from "./selector-index.js";

/** One rule for one group of traffic. */
export interface WalkStep {
  readonly action: "Allow" | "Deny" | "Pass";
  readonly peers: KnownSet;
}

export interface WalkTier extends Omit<TierProgram, "steps"> {
  readonly steps: readonly WalkStep[];
}

/** Peers that may be reached and peers that must be. */
export interface Reached {
  readonly allowed: Bits;
  readonly surely: Bits;
}

/** Where peers are on their way through the tiers; with unknown facts in several places at once. */
class PeerSets {
  /** Undecided in this tier. */
  readonly inTier: Bits;
  /** On their way to the next tier. */
  readonly pastTier: Bits;
  readonly allowed: Bits;
  readonly denied: Bits;
  /** False when nobody is left in this tier. */
  private busy = true;

  constructor(private readonly all: Bits) {
    this.inTier = new Uint32Array(all.length);
    this.pastTier = all.slice();
    this.allowed = new Uint32Array(all.length);
    this.denied = new Uint32Array(all.length);
  }

  enter(takesPart: boolean): void {
    this.inTier.set(this.pastTier);
    if (takesPart) this.pastTier.fill(0);
    this.busy = true;
  }

  /** Moves the peers of a step to `target` and leaves in the tier those that need not match. */
  move({ must, may }: KnownSet, target: Bits): void {
    if (!this.busy) return;
    const { inTier } = this;
    let left = 0;
    for (let word = 0; word < inTier.length; word += 1) {
      const here = inTier[word] ?? 0;
      if (here === 0) continue;
      target[word] = (target[word] ?? 0) | (here & (may[word] ?? 0));
      const stay = here & ~(must[word] ?? 0);
      inTier[word] = stay;
      left |= stay;
    }
    this.busy = left !== 0;
  }

  /** Moves everyone who is left in the tier. */
  moveRest(target: Bits): void {
    this.move({ must: this.all, may: this.all }, target);
  }

  /** The profile allows who has passed all tiers. */
  finish(): Reached {
    this.inTier.set(this.pastTier);
    this.busy = true;
    this.moveRest(this.allowed);
    return {
      allowed: this.allowed,
      surely: difference(this.all, this.denied),
    };
  }
}

/** Which of the peers one endpoint class reaches, or is reached by, with one group of traffic. */
export function walkTiers(tiers: readonly WalkTier[], size: number): Reached {
  const sets = new PeerSets(fullBits(size));
  const targets = { Allow: sets.allowed, Deny: sets.denied, Pass: sets.pastTier };
  for (const { takesPart, endsWith, steps } of tiers) {
    sets.enter(takesPart);
    for (const { action, peers } of steps) sets.move(peers, targets[action]);
    sets.moveRest(targets[endsWith]);
  }
  return sets.finish();
}
