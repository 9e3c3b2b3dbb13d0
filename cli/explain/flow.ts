import { TrafficSet, type Flow, type FlowVerdict, type Peer } from "../../prover/index.js";
import type { Palette } from "../output/palette.js";
import { paragraph } from "../output/wrap.js";
import type { OpenedWorld } from "../proof/opened-world.js";
import type { FlowWords } from "./arguments.js";
import { ExplanationWriter, type Explanation } from "./text.js";
import { PeerFinder } from "./find-peers.js";
import { packetOf, type Packet } from "./flow-request.js";
import { findObstacles, judgeFlows, pairFlows, type Obstacle } from "./judge-flow.js";
import { openTraffic, samplePackets, type OpenTraffic } from "./open-traffic.js";
import { VerdictWriter } from "./verdict-json.js";

/** The answer to one question of the command line. */
export interface FlowAnswer {
  readonly words: FlowWords;
  /** All that is open, where no traffic was named. */
  readonly open?: OpenTraffic;
  /** The named traffic; without one a packet for each way in which traffic between the two is decided. */
  readonly explanations: readonly Explanation[];
}

/** Between whom, with the ranges of both. */
interface Pair {
  readonly words: FlowWords;
  readonly from: readonly Peer[];
  readonly to: readonly Peer[];
}

function explained(opened: OpenedWorld, { words, from, to }: Pair, packet: Packet): Explanation {
  return explainFlows(opened, words, pairFlows({ from, to, packet }));
}

/** What is to be told of flows that are one to whoever asks. */
export function explainFlows(
  { world }: OpenedWorld,
  { from, to }: Pick<FlowWords, "from" | "to">,
  flows: readonly Flow[],
): Explanation {
  const judged = judgeFlows(world, flows);
  const obstacles = judged.verdict.allowed ? [] : findObstacles(world, judged.flow);
  return { from, to, judged, obstacles };
}

/** Packets that the same rules decide about say nothing new. */
function deciderKey({ egress, ingress }: FlowVerdict): string {
  return JSON.stringify(
    [egress, ingress].map(({ decision }) =>
      decision.by === "rule" ? [decision.policy.name, decision.rule.path] : decision.by,
    ),
  );
}

export function distinct(explanations: readonly Explanation[]): Explanation[] {
  const first = new Map<string, Explanation>();
  for (const explanation of explanations) {
    const key = deciderKey(explanation.judged.verdict);
    if (!first.has(key)) first.set(key, explanation);
  }
  return [...first.values()];
}

/** Every way in which something passes, and one in which something does not. */
function samplesBetween(may: TrafficSet): Packet[] {
  const closed = TrafficSet.everything.minus(may);
  return [...samplePackets(may), ...samplePackets(closed).slice(0, 1)];
}

function findPair(opened: OpenedWorld, words: FlowWords): Pair {
  const peers = new PeerFinder(opened);
  return { words, from: peers.find(words.from), to: peers.find(words.to) };
}

function explainedSamples(opened: OpenedWorld, pair: Pair, may: TrafficSet): Explanation[] {
  return distinct(samplesBetween(may).map((packet) => explained(opened, pair, packet)));
}

/** Explanations where it is known already what may pass, as from a cell of the matrix. */
export function explainCell(
  opened: OpenedWorld,
  words: Pick<FlowWords, "from" | "to">,
  may: TrafficSet,
): Explanation[] {
  return explainedSamples(opened, findPair(opened, words), may);
}

/** @throws PartyError and PacketError for words that mean nobody and nothing. */
export function answerFlow(opened: OpenedWorld, words: FlowWords): FlowAnswer {
  const pair = findPair(opened, words);
  if (words.traffic !== undefined) {
    return { words, explanations: [explained(opened, pair, packetOf(words.traffic))] };
  }
  const open = openTraffic(opened.world, pair.from, pair.to);
  return { words, open, explanations: explainedSamples(opened, pair, open.may) };
}

function obstacleJson({ direction, decision }: Obstacle): object {
  const { by, tier } = decision;
  const rule = decision.by === "rule" ? { rule: decision.rule.path } : {};
  const policies = decision.by === "rule" ? [decision.policy] : decision.policies;
  return { direction, by, tier: tier.name, policies: policies.map(({ name }) => name), ...rule };
}

/** One flow with its verdict, for programs. */
export function explanationJson(
  { from, to, judged, obstacles }: Explanation,
  writer: VerdictWriter,
): object {
  const { protocol, port, icmpType, icmpCode } = judged.flow;
  const packet = { protocol, port, icmpType, icmpCode };
  const toChange = obstacles.map(obstacleJson);
  return { from, to, ...packet, ...writer.verdict(judged.verdict), toChange };
}

/** The answer for programs: one verdict, or what is open with verdicts on examples. */
export function answerJson({ lines }: OpenedWorld, answer: FlowAnswer): object {
  const writer = new VerdictWriter(lines);
  const told = answer.explanations.map((each) => explanationJson(each, writer));
  const { words, open } = answer;
  if (open === undefined) return told[0] ?? {};
  return { from: words.from, to: words.to, open: open.may, must: open.must, examples: told };
}

function summaryLines({ words, open }: FlowAnswer, palette: Palette): string[] {
  if (open === undefined) return [];
  const { may, must } = open;
  const all = may.equals(must) ? "" : `; for certain: ${String(must)}`;
  const [head = "", ...rest] = paragraph(`${String(may)}${all}`, "  ");
  return [palette.strong(`${words.from} → ${words.to}  all traffic`), head, ...rest, ""];
}

/** The answer for people. */
export function answerText({ lines }: OpenedWorld, answer: FlowAnswer, palette: Palette): string {
  const writer = new ExplanationWriter(lines, palette);
  const summary = summaryLines(answer, palette).map((line) => `${line}\n`);
  return summary.join("") + answer.explanations.map((each) => writer.text(each)).join("\n");
}
