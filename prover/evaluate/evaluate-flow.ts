import type { DirectionVerdict, Flow, FlowVerdict } from "../model/traffic.js";
import type { World } from "../model/world.js";
import { IP_VERSIONS } from "./coverage.js";
import { DirectionWalk } from "./direction-walk.js";
import { type FamilyPacket, buildPacket } from "./packet.js";
import { WorldFacts } from "./world-facts.js";

const factsOfWorlds = new WeakMap<World, WorldFacts>();

function recallFacts(world: World): WorldFacts {
  const facts = factsOfWorlds.get(world) ?? new WorldFacts(world);
  factsOfWorlds.set(world, facts);
  return facts;
}

function notPoliced(reason: string, must = true): DirectionVerdict {
  return { allowed: true, must, decision: { by: "not-policed", reason }, trace: [] };
}

const IMPOSSIBLE: DirectionVerdict = {
  allowed: false,
  must: false,
  decision: { by: "no-common-family" },
  trace: [],
};
const NO_COMMON_FAMILY: FlowVerdict = {
  allowed: false,
  must: false,
  egress: IMPOSSIBLE,
  ingress: IMPOSSIBLE,
};

/**
 * Traffic from a node to its own pods bypasses policies. A pod whose node is unknown may run on this node.
 */
function fromOwnNode({ from, to }: Flow): "no" | "maybe" | "yes" {
  if (from.kind !== "network" || from.nodeName === undefined || to.kind !== "endpoint") return "no";
  if (to.endpoint.nodeName === undefined) return "maybe";
  return from.nodeName === to.endpoint.nodeName ? "yes" : "no";
}

function egressVerdict(facts: WorldFacts, { from }: Flow, packet: FamilyPacket): DirectionVerdict {
  if (from.kind === "network") return notPoliced("the source is not a pod");
  return new DirectionWalk(facts, packet, from.endpoint, "egress").verdict();
}

function ingressVerdict(facts: WorldFacts, flow: Flow, packet: FamilyPacket): DirectionVerdict {
  if (flow.to.kind === "network") return notPoliced("the destination is not a pod");
  const ownNode = fromOwnNode(flow);
  if (ownNode === "yes") return notPoliced("a node reaches its own pods");
  const verdict = new DirectionWalk(facts, packet, flow.to.endpoint, "ingress").verdict();
  return ownNode === "maybe" && !verdict.allowed
    ? notPoliced("a node reaches its own pods, and the pod may run on it", false)
    : verdict;
}

function decide(facts: WorldFacts, flow: Flow, packet: FamilyPacket): FlowVerdict {
  const egress = egressVerdict(facts, flow, packet);
  const ingress = ingressVerdict(facts, flow, packet);
  const allowed = egress.allowed && ingress.allowed;
  return { allowed, must: egress.must && ingress.must, egress, ingress };
}

/**
 * Decides one connection the way Calico does, rule by rule. For a dual-stack pair, reports the first IP family that
 * allows it.
 */
export function evaluateFlow(world: World, flow: Flow): FlowVerdict {
  const facts = recallFacts(world);
  const verdicts = IP_VERSIONS.map((version) => buildPacket(flow, version))
    .filter((packet) => packet !== undefined)
    .map((packet) => decide(facts, flow, packet));
  const [first = NO_COMMON_FAMILY] = verdicts;
  const reported = verdicts.find(({ allowed }) => allowed) ?? first;
  return { ...reported, must: verdicts.length > 0 && verdicts.every(({ must }) => must) };
}
