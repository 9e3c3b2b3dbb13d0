import { evaluateFlow, type Flow, type FlowVerdict, type World } from "../../prover/index.js";
import type { Peer } from "../../prover/index.js";
import type { Packet } from "./flow-request.js";

/** Between two parties of several ranges: one flow for each pair of ranges. */
export interface FlowQuestion {
  readonly from: readonly Peer[];
  readonly to: readonly Peer[];
  readonly packet: Packet;
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
  const told = judged.find(({ verdict }) => verdict.allowed) ?? judged[0];
  if (told === undefined) throw new RangeError("a party has at least one range");
  const must = judged.every(({ verdict }) => verdict.must);
  const opposite = judged
    .filter(({ verdict }) => verdict.allowed !== told.verdict.allowed)
    .map(({ flow }) => flow);
  return { flow: told.flow, verdict: { ...told.verdict, must }, opposite };
}
