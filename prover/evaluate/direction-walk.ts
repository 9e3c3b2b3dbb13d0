import type { Decision, DirectionVerdict, TraceStep } from "../model/traffic.js";
import { both, either, Truth } from "../model/truth.js";
import type { Action, Direction, Endpoint, Policy, Rule, Tier } from "../model/world.js";
import type { FamilyPacket } from "./packet.js";
import { matchRule } from "./rule-match.js";
import type { ActivePolicy, WorldFacts } from "./world-facts.js";

/** A rule that matches, or may. */
interface Hit {
  readonly tier: Tier;
  readonly policy: Policy;
  readonly rule: Rule;
  readonly truth: Truth;
}

type Outcome = TraceStep["outcome"];

/** What a rule that only may match leaves in the trace. Allow decides all the same: it cannot be excluded. */
const UNCERTAIN_OUTCOME: Readonly<Record<Action, Outcome>> = {
  Allow: "allow",
  Deny: "maybe",
  Pass: "maybe",
  Log: "log",
};
const OUTCOME: Readonly<Record<Action, Outcome>> = {
  Allow: "allow",
  Deny: "deny",
  Pass: "pass",
  Log: "log",
};

/**
 * The way of one packet through the tiers of one endpoint in one direction. While facts are unknown the packet may
 * be in several places: still in the tier, on its way to the next one, allowed already, denied already.
 */
export class DirectionWalk {
  private readonly trace: TraceStep[] = [];
  private allowedBy: Decision | undefined;
  private deniedBy: Decision | undefined;
  private maybeDenied = false;
  private inTier = true;
  private pastTier = true;

  constructor(
    private readonly facts: WorldFacts,
    private readonly packet: FamilyPacket,
    private readonly endpoint: Endpoint,
    private readonly direction: Direction,
  ) {}

  /** Walks through the tiers and, past the last one, the profile, which allows. */
  verdict(): DirectionVerdict {
    for (const [tier, active] of this.facts.activePolicies(this.endpoint, this.direction)) {
      if (this.pastTier) this.walkTier(tier, active);
    }
    const profile: Decision = { by: "profile", namespace: this.endpoint.namespace };
    if (this.pastTier) this.allowedBy ??= profile;
    return {
      allowed: this.allowedBy !== undefined,
      must: !this.maybeDenied,
      decision: this.allowedBy ?? this.deniedBy ?? profile,
      trace: this.trace,
    };
  }

  private walkTier(tier: Tier, active: readonly ActivePolicy[]): void {
    const takesPart = active.map(({ selects }) => selects).reduce(either, Truth.No);
    if (takesPart === Truth.No) {
      this.note({ tier, outcome: "skipped" });
      return;
    }
    this.inTier = true;
    this.pastTier = takesPart === Truth.Maybe;
    for (const { policy, selects } of active) this.walkPolicy(tier, policy, selects);
    this.endTier(tier, active);
  }

  private walkPolicy(tier: Tier, policy: Policy, selects: Truth): void {
    for (const rule of policy.rules[this.direction]) {
      if (!this.inTier) return;
      const truth = both(selects, matchRule(this.facts, rule, this.packet));
      if (truth === Truth.No) {
        this.note({ tier, policy, rule, outcome: "no-match" });
      } else {
        this.apply({ tier, policy, rule, truth });
      }
    }
  }

  private apply({ tier, policy, rule, truth }: Hit): void {
    const { action } = rule;
    const certain = truth === Truth.Yes;
    this.note({ tier, policy, rule, outcome: (certain ? OUTCOME : UNCERTAIN_OUTCOME)[action] });
    if (action === "Log") return;
    const decision: Decision = { by: "rule", tier, policy, rule };
    if (action === "Allow") this.allowedBy ??= decision;
    if (action === "Pass") this.pastTier = true;
    if (action === "Deny") this.deny(decision, certain);
    if (certain) this.inTier = false;
  }

  private endTier(tier: Tier, active: readonly ActivePolicy[]): void {
    if (!this.inTier) return;
    if (tier.defaultAction === "Pass") {
      this.note({ tier, outcome: "pass" });
      this.pastTier = true;
      return;
    }
    this.note({ tier, outcome: "deny" });
    this.deny({ by: "end-of-tier", tier, policies: active.map(({ policy }) => policy) }, true);
  }

  private deny(decision: Decision, certain: boolean): void {
    this.maybeDenied = true;
    if (certain) this.deniedBy ??= decision;
  }

  /** The trace ends where the packet is allowed; later steps only decide whether that is certain. */
  private note(step: TraceStep): void {
    const settled = this.trace.at(-1)?.outcome === "allow";
    if (!settled) this.trace.push(step);
  }
}
