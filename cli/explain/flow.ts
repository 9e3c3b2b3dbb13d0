import {
  formatPacket,
  formatPath,
  parseTraffic,
  TrafficSet,
  type Flow,
  type FlowVerdict,
  type PacketHeader,
  type Peer,
} from "../../prover/index.js";
import type { Palette } from "../output/palette.js";
import { paragraph } from "../output/wrap.js";
import type { OpenedWorld } from "../proof/opened-world.js";
import type { FlowWords } from "./arguments.js";
import { ExplanationWriter, type Explanation } from "./text.js";
import { PeerFinder } from "./find-peers.js";
import { findObstacles, judgeFlows, pairFlows, type Obstacle } from "./judge-flow.js";
import { openTraffic, samplePackets, singlePacket, type OpenTraffic } from "./open-traffic.js";
import { judgeParts, type TrafficPart } from "./traffic-parts.js";
import { VerdictWriter } from "./verdict-json.js";

/** The answer to one question of the command line. */
export interface FlowAnswer {
  readonly words: FlowWords;
  /**
   * One packet, or the distinct parts of the named traffic; where none was named, a packet for each way in which
   * traffic between the two is decided.
   */
  readonly kind: "packet" | "parts" | "examples";
  /** What of all traffic, or of the named traffic, is open. Absent for one packet. */
  readonly open?: OpenTraffic;
  readonly explanations: readonly Explanation[];
}

/** Between whom, with the ranges of both. */
interface Pair {
  readonly words: FlowWords;
  readonly from: readonly Peer[];
  readonly to: readonly Peer[];
}

function explained(
  opened: OpenedWorld,
  { words, from, to }: Pair,
  packet: PacketHeader,
): Explanation {
  return explainFlows(opened, words, pairFlows({ from, to, packet }));
}

/** Explains flows that are one connection in the question. */
export function explainFlows(
  { world }: OpenedWorld,
  { from, to }: Pick<FlowWords, "from" | "to">,
  flows: readonly Flow[],
): Explanation {
  const judged = judgeFlows(world, flows);
  const obstacles = judged.verdict.allowed ? [] : findObstacles(world, judged.flow);
  return { from, to, traffic: formatPacket(judged.flow), judged, obstacles };
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
function samplesBetween(may: TrafficSet): PacketHeader[] {
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

function openIn(parts: readonly TrafficPart[]): OpenTraffic {
  const where = (passes: (verdict: FlowVerdict) => boolean): TrafficSet =>
    TrafficSet.union(
      parts.filter(({ judged }) => passes(judged.verdict)).map(({ traffic }) => traffic),
    );
  return { may: where(({ allowed }) => allowed), must: where(({ must }) => must) };
}

function answerTraffic(opened: OpenedWorld, pair: Pair, traffic: TrafficSet): FlowAnswer {
  const { words } = pair;
  const packet = singlePacket(traffic);
  if (packet !== undefined) {
    return { words, kind: "packet", explanations: [explained(opened, pair, packet)] };
  }
  const parts = judgeParts(opened.world, pair, traffic);
  const { from, to } = words;
  const explanations = parts.map((part) => ({ from, to, ...part, traffic: String(part.traffic) }));
  return { words, kind: "parts", open: openIn(parts), explanations };
}

/** @throws PeerError and TrafficError for words that name no peer and no traffic. */
export function answerFlow(opened: OpenedWorld, words: FlowWords): FlowAnswer {
  const pair = findPair(opened, words);
  if (words.traffic !== undefined) return answerTraffic(opened, pair, parseTraffic(words.traffic));
  const open = openTraffic(opened.world, pair.from, pair.to);
  const explanations = explainedSamples(opened, pair, open.may);
  return { words, kind: "examples", open, explanations };
}

function obstacleJson({ direction, decision }: Obstacle): object {
  const { by, tier } = decision;
  const rule = decision.by === "rule" ? { rule: formatPath(decision.rule.path) } : {};
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

/** The answer for programs: one verdict, one for each part of the traffic, or what is open with verdicts on examples. */
export function answerJson({ lines }: OpenedWorld, answer: FlowAnswer): object {
  const writer = new VerdictWriter(lines);
  const { words, kind, open, explanations } = answer;
  const { from, to } = words;
  if (kind === "parts") {
    const parts = explanations.map(({ traffic, judged, obstacles }) => ({
      traffic,
      ...writer.verdict(judged.verdict),
      toChange: obstacles.map(obstacleJson),
    }));
    return { from, to, open: open?.may, must: open?.must, parts };
  }
  const verdicts = explanations.map((each) => explanationJson(each, writer));
  if (kind === "packet") return verdicts[0] ?? {};
  return { from, to, open: open?.may, must: open?.must, examples: verdicts };
}

function summaryLines({ words, open }: FlowAnswer, palette: Palette): string[] {
  if (open === undefined) return [];
  const { may, must } = open;
  const asked = words.traffic === undefined ? "all traffic" : String(parseTraffic(words.traffic));
  const all = may.equals(must) ? "" : `; for certain: ${String(must)}`;
  const [head = "", ...rest] = paragraph(`open: ${String(may)}${all}`, "  ");
  return [palette.strong(`${words.from} → ${words.to}  ${asked}`), head, ...rest, ""];
}

/** The answer for people. */
export function answerText({ lines }: OpenedWorld, answer: FlowAnswer, palette: Palette): string {
  const writer = new ExplanationWriter(lines, palette);
  const isWhole = answer.kind === "parts" && answer.explanations.length === 1;
  const summary = isWhole ? [] : summaryLines(answer, palette).map((line) => `${line}\n`);
  return summary.join("") + answer.explanations.map((each) => writer.text(each)).join("\n");
}
