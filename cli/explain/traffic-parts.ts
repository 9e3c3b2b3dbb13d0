import {
  type Decision,
  type DirectionVerdict,
  pickExample,
  type Peer,
  splitTraffic,
  TrafficSet,
  type World,
} from "../../prover/index.js";
import { groupBy } from "../../basics/group-by.js";
import {
  findObstacles,
  judgeFlows,
  pairFlows,
  type JudgedFlow,
  type Obstacle,
} from "./judge-flow.js";

/** Traffic about which everything is decided in the same way. */
export interface TrafficPart {
  readonly traffic: TrafficSet;
  readonly judged: JudgedFlow;
  readonly obstacles: readonly Obstacle[];
}

interface Ends {
  readonly from: readonly Peer[];
  readonly to: readonly Peer[];
}

function judgePart(world: World, ends: Ends, traffic: TrafficSet): TrafficPart {
  const judged = judgeFlows(world, pairFlows({ ...ends, packet: pickExample(traffic) }));
  const obstacles = judged.verdict.allowed ? [] : findObstacles(world, judged.flow);
  return { traffic, judged, obstacles };
}

function deciderKey(decision: Decision): unknown {
  if (decision.by === "rule") return [decision.policy.name, decision.rule.path];
  return [decision.by, decision.by === "end-of-tier" ? decision.tier.name : ""];
}

function directionKey({ allowed, must, decision, trace }: DirectionVerdict): unknown {
  const steps = trace
    .filter(({ outcome }) => outcome !== "no-match" && outcome !== "skipped")
    .map(({ tier, policy, rule, outcome }) => [tier.name, policy?.name, rule?.path, outcome]);
  return [allowed, must, deciderKey(decision), steps];
}

function peerText(peer: Peer): string {
  return peer.kind === "endpoint" ? peer.endpoint.id : peer.range.text;
}

/** Parts with one key have one explanation. */
function partKey({ judged, obstacles }: TrafficPart): string {
  const { flow, verdict, opposite } = judged;
  return JSON.stringify([
    directionKey(verdict.egress),
    directionKey(verdict.ingress),
    obstacles.map(({ direction, decision }) => [direction, deciderKey(decision)]),
    [flow, ...opposite].map(({ from, to }) => [peerText(from), peerText(to)]),
    verdict.must,
  ]);
}

/** The distinct parts of the traffic between two peers: each with one verdict and one explanation. */
export function judgeParts(world: World, ends: Ends, traffic: TrafficSet): TrafficPart[] {
  const parts = splitTraffic(world, traffic).map((part) => judgePart(world, ends, part));
  return [...groupBy(parts, partKey).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [{ ...first, traffic: TrafficSet.union(group.map((each) => each.traffic)) }];
  });
}
