import { type Bits, emptyBits, fullBits, hasBit } from "./bits.js";
import type { RuleStep, StepPiece, TierProgram } from "./class-program.js";
import type { KnownSet } from "./known-set.js";

/** Peers that may be reached and peers that must be: the same object where nothing is unknown. */
export interface Reached {
  readonly allowed: Bits;
  readonly must: Bits;
}

/**
 * Sends all peers of an endpoint class through its tiers at once. Where facts are unknown a peer is in several places.
 * The memory is used again for each walk, that of the answer too.
 */
export class ClassWalk {
  private readonly all: Bits;
  /** Undecided in this tier. */
  private readonly inTier: Bits;
  /** On their way to the next tier. */
  private readonly pastTier: Bits;
  private readonly allowed: Bits;
  private readonly denied: Bits;
  private readonly everyone: KnownSet;
  private readonly targets: Readonly<Record<RuleStep["action"], Bits>>;
  /** False when no peer is left in this tier. */
  private busy = true;
  /** True as long as every peer is in one place. */
  private exact = true;

  constructor(size: number) {
    this.all = fullBits(size);
    this.inTier = emptyBits(size);
    this.pastTier = emptyBits(size);
    this.allowed = emptyBits(size);
    this.denied = emptyBits(size);
    this.everyone = { must: this.all, may: this.all };
    this.targets = { Allow: this.allowed, Deny: this.denied, Pass: this.pastTier };
  }

  /** Which peers the class reaches, or is reached by, with traffic that is like one class of it; until the next walk. */
  run(tiers: readonly TierProgram[], traffic: number): Reached {
    this.start();
    for (const { takesPart, endsWith, steps } of tiers) {
      this.enter(takesPart);
      for (const { action, pieces } of steps) {
        const piece = pieceFor(pieces, traffic);
        if (piece !== undefined) this.move(piece.peers, this.targets[action]);
      }
      this.move(this.everyone, this.targets[endsWith]);
    }
    return this.finish();
  }

  private start(): void {
    this.pastTier.set(this.all);
    this.allowed.fill(0);
    this.denied.fill(0);
    this.exact = true;
  }

  private enter(takesPart: boolean): void {
    this.inTier.set(this.pastTier);
    if (takesPart) this.pastTier.fill(0);
    else this.exact = false;
    this.busy = true;
  }

  /** Moves the peers of a step to `target` and leaves in the tier those that need not match. */
  private move({ must, may }: KnownSet, target: Bits): void {
    if (!this.busy) return;
    if (must !== may) this.exact = false;
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

  /** The profile allows who has passed all tiers. */
  private finish(): Reached {
    const { all, allowed, denied, inTier } = this;
    inTier.set(this.pastTier);
    this.busy = true;
    this.move(this.everyone, allowed);
    if (this.exact) return { allowed, must: allowed };
    for (let word = 0; word < denied.length; word += 1) {
      denied[word] = (all[word] ?? 0) & ~(denied[word] ?? 0);
    }
    return { allowed, must: denied };
  }
}

/** No traffic is in two pieces of a step. */
function pieceFor(pieces: readonly StepPiece[], traffic: number): StepPiece | undefined {
  for (const piece of pieces) if (hasBit(piece.traffic, traffic)) return piece;
  return undefined;
}
