import { both, Truth } from "../model/truth.js";
import type { Action, Direction, Policy, Rule, Tier, World } from "../model/world.js";
import { type Bits, forEachBit, hasBit } from "./bits.js";
import type { Match, Matches } from "./matches.js";
import type { RuleCompiler } from "./rule-pieces.js";
import type { KnownSet, SelectorIndex } from "./selector-index.js";

/** Peers that a rule matches for some classes of traffic, seen from one endpoint class. */
export interface StepPiece {
  readonly traffic: Bits;
  readonly peers: Match;
}

/** A rule that may match something. */
export interface Step {
  readonly action: Exclude<Action, "Log">;
  readonly pieces: readonly StepPiece[];
}

/** The part of a tier that concerns one endpoint class in one direction. */
export interface TierProgram {
  /** False when it depends on unknown facts whether a policy selects the endpoint. */
  readonly takesPart: boolean;
  readonly endsWith: "Deny" | "Pass";
  readonly steps: readonly Step[];
}

/** A policy that selects an endpoint class, or may. */
export interface ActivePolicy {
  readonly tier: Tier;
  readonly policy: Policy;
  readonly selects: Truth;
}

function truthAt({ must, may }: KnownSet, index: number): Truth {
  if (hasBit(must, index)) return Truth.Yes;
  return hasBit(may, index) ? Truth.Maybe : Truth.No;
}

/** The policies that select each endpoint class, in the order in which they are evaluated. */
export function activePolicies(
  { tiers }: World,
  direction: Direction,
  selectors: SelectorIndex,
  classes: number,
): readonly (readonly ActivePolicy[])[] {
  const active = Array.from({ length: classes }, (): ActivePolicy[] => []);
  for (const tier of tiers) {
    for (const policy of tier.policies) {
      if (policy.staged || !policy.types[direction]) continue;
      const picked = selectors.picked(policy.selector);
      forEachBit(picked.may, (index) => {
        active[index]?.push({ tier, policy, selects: truthAt(picked, index) });
      });
    }
  }
  return active;
}

/** Writes the programs of endpoint classes for one family and direction. */
export class ProgramWriter {
  private readonly numbers = new Map<Policy, number>();

  constructor(
    private readonly direction: Direction,
    private readonly compiler: RuleCompiler,
    private readonly matches: Matches,
  ) {}

  /** Classes with the same key have the same program. */
  keyOf(active: readonly ActivePolicy[], index: number): string {
    return active
      .map(({ policy, selects }) => {
        const truths = policy.rules[this.direction].flatMap((rule) => this.ownTruths(rule, index));
        return `${this.numberOf(policy)}:${selects}:${truths.join("")}`;
      })
      .join();
  }

  /** The program of one class. */
  write(active: readonly ActivePolicy[], index: number): readonly TierProgram[] {
    const tiers = new Map<Tier, { takesPart: boolean; steps: Step[] }>();
    for (const { tier, policy, selects } of active) {
      const program = tiers.get(tier) ?? { takesPart: false, steps: [] };
      tiers.set(tier, program);
      program.takesPart ||= selects === Truth.Yes;
      for (const rule of policy.rules[this.direction]) {
        program.steps.push(...this.stepsOf(rule, index, selects));
      }
    }
    return [...tiers].map(([{ defaultAction }, { takesPart, steps }]) => ({
      takesPart,
      endsWith: defaultAction,
      steps,
    }));
  }

  private numberOf(policy: Policy): number {
    const known = this.numbers.get(policy) ?? this.numbers.size;
    this.numbers.set(policy, known);
    return known;
  }

  /** What each piece of the rule says of the endpoint class itself. */
  private ownTruths(rule: Rule, index: number): Truth[] {
    const own = this.direction === "ingress" ? "destination" : "source";
    return this.compiler.piecesOf(rule).map((piece) => truthAt(piece[own], index));
  }

  private stepsOf(rule: Rule, index: number, selects: Truth): Step[] {
    const { action } = rule;
    if (action === "Log") return [];
    const peer = this.direction === "ingress" ? "source" : "destination";
    const own = this.ownTruths(rule, index);
    const pieces = this.compiler.piecesOf(rule).flatMap((piece, at): StepPiece[] => {
      const truth = both(selects, own[at] ?? Truth.No);
      if (truth === Truth.No) return [];
      const peers = truth === Truth.Yes ? piece[peer] : this.matches.weaken(piece[peer]);
      return [{ traffic: piece.traffic, peers }];
    });
    return pieces.length === 0 ? [] : [{ action, pieces }];
  }
}
