import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluateFlow } from "../../../prover/evaluate/evaluate-flow.js";
import type { Flow, Peer } from "../../../prover/model/traffic.js";
import type { World } from "../../../prover/model/world.js";
import { computeReachability } from "../../../prover/reach/compute-reachability.js";
import type { PeerRef } from "../../../prover/reach/peer-table.js";
import type { Reachability } from "../../../prover/reach/reachability.js";
import { icmpValue } from "../../../prover/model/protocols.js";
import { embodyAll, Fate, peersOf, withDecidedSets } from "./embody.js";
import { PROBES, worldSpecs } from "./random-worlds.js";
import { networksOf, worldOf } from "./world-spec.js";

const WORLDS = 100;
const FLOWS_PER_WORLD = 600;
/** Fewer proofs of either kind would mean that nothing was tried. */
const FEWEST_PROOFS = 1000;

function refOf(peer: Peer): PeerRef {
  return peer.kind === "endpoint" ? { endpoint: peer.endpoint.id } : { network: peer.name };
}

/** A flow that can happen; undefined where luck chose one that cannot. */
function anyFlow(fate: Fate, peers: readonly Peer[]): Flow | undefined {
  const [from, to, probe] = [fate.oneOf(peers), fate.oneOf(peers), fate.oneOf(PROBES)];
  if (from === undefined || to === undefined || probe === undefined) return undefined;
  if (from.kind === "network" && to.kind === "network") return undefined;
  return { from, to, ...probe, sourcePort: 1 + fate.below(500) };
}

/** What is proved of a flow, after checking it against the flow as it is in reality. */
function check(reality: World, reach: Reachability, flow: Flow): "excluded" | "sure" | "open" {
  const verdict = evaluateFlow(reality, flow);
  if (verdict.egress.decision.by === "no-common-family") return "open";
  const [from, to] = [refOf(flow.from), refOf(flow.to)];
  const value = flow.port ?? icmpValue(flow.icmpType ?? 0, flow.icmpCode ?? 0);
  const may = reach.between(from, to).includes(flow.protocol, value);
  const must = reach.must(from, to).includes(flow.protocol, value);
  const { protocol, port, sourcePort, icmpType, icmpCode } = flow;
  const what = JSON.stringify({ from, to, protocol, port, sourcePort, icmpType, icmpCode });
  assert.equal(verdict.must, verdict.allowed, `in reality nothing is unknown: ${what}`);
  assert.ok(may || !verdict.allowed, `excluded, and yet it passes: ${what}`);
  assert.ok(!must || verdict.allowed, `certain, and yet it is refused: ${what}`);
  if (!may) return "excluded";
  return must ? "sure" : "open";
}

describe("Reachability of what is not known", () => {
  it("holds for everything that the unknown may turn out to be", () => {
    const seen = { excluded: 0, sure: 0, open: 0 };
    const law = fc.property(worldSpecs, fc.nat(), (spec, seed) => {
      const fate = new Fate(seed);
      const reach = computeReachability(worldOf(spec), networksOf(spec));
      const endpoints = embodyAll(spec, fate).filter((endpoint) => endpoint !== undefined);
      const reality = worldOf(withDecidedSets(spec, fate), endpoints);
      const peers = peersOf(spec, endpoints);
      for (let count = 0; count < FLOWS_PER_WORLD; count += 1) {
        const flow = anyFlow(fate, peers);
        if (flow !== undefined) seen[check(reality, reach, flow)] += 1;
      }
    });
    fc.assert(law, { numRuns: WORLDS });
    assert.ok(seen.excluded > FEWEST_PROOFS && seen.sure > FEWEST_PROOFS, JSON.stringify(seen));
  });
});
