import { both, Truth } from "../model/truth.js";
import type { Action, Direction, Policy, Rule, Tier, World } from "../model/world.js";
import { type Bits, forEachBit, hasBit } from "./bits.js";
import type { Match, Matches } from "./matches.js";
import type { RuleCompiler } from "./rule-pieces.js";
import type { KnownSet } from "./known-set.js";
import type { SelectorIndex } from "./selector-index.js";

/** Peers that a rule matches for some classes of traffic, seen from one endpoint class. */
export interface StepPiece {
  readonly traffic: Bits;
  readonly peers: Match;
}

/** A rule that may match something. */
export interface RuleStep {
  readonly action: Exclude<Action, "Log">;
  readonly pieces: readonly StepPiece[];
}

/** The part of a tier that concerns one endpoint class in one direction. */
export interface TierProgram {
  /** False when it depends on unknown facts whether a policy selects the endpoint. */
  readonly takesPart: boolean;
  readonly endsWith: "Deny" | "Pass";
  readonly steps: readonly RuleStep[];
}

/** A policy that selects an endpoint class, or may. */
export interface ClassPolicy {
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
): readonly (readonly ClassPolicy[])[] {
  const active = Array.from({ length: classes }, (): ClassPolicy[] => []);
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

/** A policy as far as it is the same for all endpoint classes. */
interface KnownPolicy {
  readonly number: number;
  /** Its steps, where no rule asks for anything of the endpoint class itself. */
  readonly steps?: readonly RuleStep[];
}

/** Writes the programs of endpoint classes for one family and direction. */
export class ProgramWriter {
  private readonly policies = new Map<Policy, KnownPolicy>();
  private readonly own: "source" | "destination";
  private readonly peer: "source" | "destination";

  constructor(
    private readonly direction: Direction,
    private readonly compiler: RuleCompiler,
    private readonly matches: Matches,
  ) {
    [this.own, this.peer] =
      direction === "ingress" ? ["destination", "source"] : ["source", "destination"];
  }

  /** Classes with the same key have the same program. */
  programKey(active: readonly ClassPolicy[], index: number): string {
    let key = "";
    for (const { policy, selects } of active) {
      const { number, steps } = this.known(policy);
      const own = steps === undefined ? this.ownTruths(policy, index).join() : "";
      key += `${number}:${selects}:${own};`;
    }
    return key;
  }

  /** The program of one class. */
  write(active: readonly ClassPolicy[], index: number): readonly TierProgram[] {
    const tiers = new Map<Tier, { takesPart: boolean; steps: RuleStep[] }>();
    for (const each of active) {
      const program = tiers.get(each.tier) ?? { takesPart: false, steps: [] };
      tiers.set(each.tier, program);
      program.takesPart ||= each.selects === Truth.Yes;
      program.steps.push(...this.stepsFor(each, index));
    }
    return [...tiers].map(([{ defaultAction }, { takesPart, steps }]) => ({
      takesPart,
      endsWith: defaultAction,
      steps,
    }));
  }

  private known(policy: Policy): KnownPolicy {
    const known = this.policies.get(policy) ?? this.analyse(policy);
    this.policies.set(policy, known);
    return known;
  }

  private analyse(policy: Policy): KnownPolicy {
    const rules = this.rulesIn(policy);
    const number = this.policies.size;
    const isSame = rules.every((rule) =>
      this.compiler.compile(rule).every((piece) => piece[this.own] === this.matches.any),
    );
    if (!isSame) return { number };
    return { number, steps: rules.flatMap((rule) => this.writeSteps(rule, 0, Truth.Yes)) };
  }

  private stepsFor({ policy, selects }: ClassPolicy, index: number): readonly RuleStep[] {
    const { steps } = this.known(policy);
    if (steps !== undefined && selects === Truth.Yes) return steps;
    return this.rulesIn(policy).flatMap((rule) => this.writeSteps(rule, index, selects));
  }

  private rulesIn({ rules }: Policy): readonly Rule[] {
    return rules[this.direction];
  }

  private ownTruths(policy: Policy, index: number): Truth[] {
    return this.rulesIn(policy).flatMap((rule) => this.truths(rule, index));
  }

  /** What each piece of the rule says of the endpoint class itself. */
  private truths(rule: Rule, index: number): Truth[] {
    return this.compiler.compile(rule).map((piece) => truthAt(piece[this.own], index));
  }

  private writeSteps(rule: Rule, index: number, selects: Truth): RuleStep[] {
    const { action } = rule;
    if (action === "Log") return [];
    const own = this.truths(rule, index);
    const pieces = this.compiler.compile(rule).flatMap((piece, at): StepPiece[] => {
      const truth = both(selects, own[at] ?? Truth.No);
      if (truth === Truth.No) return [];
      const match = piece[this.peer];
      const peers = truth === Truth.Yes ? match : this.matches.weaken(match);
      return [{ traffic: piece.traffic, peers }];
    });
    return pieces.length === 0 ? [] : [{ action, pieces }];
  }
}
