import type { DirectionVerdict, Flow, FlowVerdict } from "../model/traffic.js";
import type { World } from "../model/world.js";
import { type IpVersion, IP_VERSIONS } from "./coverage.js";
import { DirectionWalk } from "./direction-walk.js";
import { packetOf } from "./packet.js";
import { WorldFacts } from "./world-facts.js";

const factsOfWorlds = new WeakMap<World, WorldFacts>();

function factsOf(world: World): WorldFacts {
  const facts = factsOfWorlds.get(world) ?? new WorldFacts(world);
  factsOfWorlds.set(world, facts);
  return facts;
}

function notPoliced(reason: string, surely = true): DirectionVerdict {
  return { allowed: true, surely, decision: { by: "not-policed", reason }, trace: [] };
}

const IMPOSSIBLE: DirectionVerdict = {
  allowed: false,
  surely: false,
  decision: { by: "no-common-family" },
  trace: [],
};

/**
 * What a node sends to its own pods never meets a policy. Where the pod's node is not known it may be this one.
 */
function fromOwnNode({ from, to }: Flow): "no" | "maybe" | "yes" {
  if (from.kind !== "network" || from.nodeName === undefined || to.kind !== "endpoint") return "no";
  if (to.endpoint.nodeName === undefined) return "maybe";
  return from.nodeName === to.endpoint.nodeName ? "yes" : "no";
}

function egressVerdict(world: World, flow: Flow, version: IpVersion): DirectionVerdict {
  const packet = packetOf(flow, version);
  if (packet === undefined) return IMPOSSIBLE;
  if (flow.from.kind === "network") return notPoliced("the source is not a pod");
  const walk = new DirectionWalk(factsOf(world), packet, flow.from.endpoint, "egress");
  return walk.verdict(world.tiers);
}

function ingressVerdict(world: World, flow: Flow, version: IpVersion): DirectionVerdict {
  const packet = packetOf(flow, version);
  if (packet === undefined) return IMPOSSIBLE;
  if (flow.to.kind === "network") return notPoliced("the destination is not a pod");
  const ownNode = fromOwnNode(flow);
  if (ownNode === "yes") return notPoliced("a node reaches its own pods");
  const walk = new DirectionWalk(factsOf(world), packet, flow.to.endpoint, "ingress");
  const verdict = walk.verdict(world.tiers);
  return ownNode === "maybe" && !verdict.allowed
    ? notPoliced("a node reaches its own pods, and the pod may run on it", false)
    : verdict;
}

function verdictIn(world: World, flow: Flow, version: IpVersion): FlowVerdict {
  const egress = egressVerdict(world, flow, version);
  const ingress = ingressVerdict(world, flow, version);
  const allowed = egress.allowed && ingress.allowed;
  return { allowed, surely: egress.surely && ingress.surely, egress, ingress };
}

/**
 * Decides one connection the way Calico does, rule by rule. Of several families the first that allows is told.
 */
export function evaluateFlow(world: World, flow: Flow): FlowVerdict {
  const versions = IP_VERSIONS.filter((version) => packetOf(flow, version) !== undefined);
  const [first = verdictIn(world, flow, 4), ...others] = versions.map((version) =>
    verdictIn(world, flow, version),
  );
  const told = [first, ...others].find(({ allowed }) => allowed) ?? first;
  return { ...told, surely: [first, ...others].every(({ surely }) => surely) };
}
