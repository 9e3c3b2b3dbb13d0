import assert from "node:assert/strict";
import { evaluateFlow } from "../../../prover/evaluate/evaluate-flow.js";
import type { Flow, FlowVerdict, Peer } from "../../../prover/model/traffic.js";
import type { World } from "../../../prover/model/world.js";
import { computeReachability } from "../../../prover/reach/compute-reachability.js";
import type { PeerRef } from "../../../prover/reach/peer-table.js";
import { icmpValue } from "../../../prover/model/protocols.js";
import type { TrafficSet } from "../../../prover/reach/traffic-set.js";

function refOf(end: Peer): PeerRef {
  return end.kind === "endpoint" ? { endpoint: end.endpoint.id } : { network: end.name };
}

function valueOf({ port, icmpType, icmpCode }: Flow): number | undefined {
  return icmpType === undefined ? port : icmpValue(icmpType, icmpCode ?? 0);
}

/** The verdict of the evaluator for single flows, after the other one has said the same. */
export function decide(world: World, flow: Flow): FlowVerdict {
  const verdict = evaluateFlow(world, flow);
  const networks = [flow.from, flow.to].filter((end) => end.kind === "network");
  const reach = computeReachability(world, networks);
  const holds = (set: TrafficSet): boolean => set.includes(flow.protocol, valueOf(flow));
  const [from, to] = [refOf(flow.from), refOf(flow.to)];
  assert.equal(holds(reach.between(from, to)), verdict.allowed, "all at once: may");
  assert.equal(holds(reach.must(from, to)), verdict.must, "all at once: must");
  return verdict;
}

/** `allowed`, `denied`, or `perhaps` where it depends on unknown facts. */
export function outcome(world: World, flow: Flow): "allowed" | "denied" | "perhaps" {
  const { allowed, must } = decide(world, flow);
  if (!allowed) return "denied";
  return must ? "allowed" : "perhaps";
}
