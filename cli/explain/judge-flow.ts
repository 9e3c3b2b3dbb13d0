import {
  evaluateFlow,
  type Decision,
  type Direction,
  type Flow,
  type FlowVerdict,
  type PacketHeader,
  type Peer,
  type Policy,
  type Rule,
  type Tier,
  type World,
} from "../../prover/index.js";

/** Between two peers of several ranges: one flow for each pair of ranges. */
export interface FlowQuestion {
  readonly from: readonly Peer[];
  readonly to: readonly Peer[];
  readonly packet: PacketHeader;
}

export interface JudgedFlow {
  readonly flow: Flow;
  readonly verdict: FlowVerdict;
  /** Flows that were asked about too and whose answer is the opposite. */
  readonly opposite: readonly Flow[];
}

/** Between all ranges of both. */
export function pairFlows({ from, to, packet }: FlowQuestion): Flow[] {
  return from.flatMap((source) =>
    to.map((target): Flow => ({ from: source, to: target, ...packet })),
  );
}

/** Of several flows the first that is allowed, or else the first. It is sure only when all are. */
export function judgeFlows(world: World, flows: readonly Flow[]): JudgedFlow {
  const judged = flows.map((flow) => ({ flow, verdict: evaluateFlow(world, flow) }));
  const shown = judged.find(({ verdict }) => verdict.allowed) ?? judged[0];
  if (shown === undefined) throw new RangeError("a party has at least one range");
  const must = judged.every(({ verdict }) => verdict.must);
  const opposite = judged
    .filter(({ verdict }) => verdict.allowed !== shown.verdict.allowed)
    .map(({ flow }) => flow);
  return { flow: shown.flow, verdict: { ...shown.verdict, must }, opposite };
}

/** What refuses a flow, and what would refuse it next. */
export interface Obstacle {
  readonly direction: Direction;
  readonly decision: Extract<Decision, { by: "rule" | "end-of-tier" }>;
}

/** More than this many in a row is no longer read by anybody. */
const MOST_OBSTACLES = 20;

/** Calico's tier for policies without one: its end is always a refusal, and only an Allow avoids it. */
const DEFAULT_TIER = "default";

function withTier(world: World, tier: Tier, changed: Tier): World {
  return { ...world, tiers: world.tiers.map((each) => (each === tier ? changed : each)) };
}

function withRule(tier: Tier, policy: Policy, rule: Rule, direction: Direction): Tier {
  const passing: Rule = { ...rule, action: "Pass" };
  const rules = {
    ...policy.rules,
    [direction]: policy.rules[direction].map((each) => (each === rule ? passing : each)),
  };
  const policies = tier.policies.map((each) => (each === policy ? { ...policy, rules } : each));
  return { ...tier, policies };
}

/** The world in which the obstacle lets the flow go on to what follows. */
function without(world: World, { direction, decision }: Obstacle): World {
  const { tier } = decision;
  if (decision.by === "end-of-tier")
    return withTier(world, tier, { ...tier, defaultAction: "Pass" });
  return withTier(world, tier, withRule(tier, decision.policy, decision.rule, direction));
}

function isObstacle(decision: Decision): decision is Obstacle["decision"] {
  return decision.by === "rule" || decision.by === "end-of-tier";
}

/** Whether an Allow, which the obstacle asks for, settles the direction. */
function settles({ decision }: Obstacle): boolean {
  return decision.by === "end-of-tier" && decision.tier.name === DEFAULT_TIER;
}

function obstaclesIn(start: World, flow: Flow, direction: Direction): Obstacle[] {
  const found: Obstacle[] = [];
  let world = start;
  while (found.length < MOST_OBSTACLES) {
    const { allowed, decision } = evaluateFlow(world, flow)[direction];
    if (allowed || !isObstacle(decision)) break;
    const obstacle = { direction, decision };
    found.push(obstacle);
    if (settles(obstacle)) break;
    world = without(world, obstacle);
  }
  return found;
}

/**
 * Everything that would have to change before the flow passes, in the order in which it would be met. Each one is
 * found by lifting those before it: nothing is left out that only shows afterwards.
 */
export function findObstacles(world: World, flow: Flow): Obstacle[] {
  return [...obstaclesIn(world, flow, "egress"), ...obstaclesIn(world, flow, "ingress")];
}
