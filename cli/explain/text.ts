import { listed } from "../../basics/nearest.js";
import type { Direction, DirectionVerdict, Policy, Rule } from "../../prover/index.js";
import type { Palette } from "../output/palette.js";
import { limitsLines } from "../output/proof-section.js";
import { paragraph } from "../output/wrap.js";
import { objectText } from "../proof/finding-text.js";
import { placeText, type SourceLines } from "../proof/source-lines.js";
import { peerName } from "./find-peers.js";
import type { JudgedFlow, Obstacle } from "./judge-flow.js";
import { changeText, toldSteps, type ToldStep } from "./trace-text.js";

export interface Explanation {
  /** As they were asked for. */
  readonly from: string;
  readonly to: string;
  /** A packet, or all traffic about which the same is decided. */
  readonly traffic: string;
  readonly judged: JudgedFlow;
  readonly obstacles: readonly Obstacle[];
}

const MANY_POLICIES = 8;
const MANY_RANGES = 4;

/** Writes explanations for people. */
export class ExplanationWriter {
  constructor(
    private readonly lines: SourceLines,
    private readonly palette: Palette,
  ) {}

  text(explanation: Explanation): string {
    const { from, to, traffic, judged } = explanation;
    const { flow, verdict } = judged;
    const answer = this.answer(verdict);
    const head = `${this.palette.strong(`${from} → ${to}  ${traffic}`)}  ${answer}`;
    return [
      head,
      ...mixedLines(judged),
      ...this.directionLines("egress", peerName(flow.from), verdict.egress),
      ...this.directionLines("ingress", peerName(flow.to), verdict.ingress),
      ...this.changeLines(explanation),
      "",
      ...limitsLines(this.palette),
      "",
    ].join("\n");
  }

  private answer({ allowed, must }: Pick<DirectionVerdict, "allowed" | "must">): string {
    if (!allowed) return this.palette.warning("denied");
    return must ? this.palette.note("allowed") : this.palette.note("cannot be excluded");
  }

  private directionLines(direction: Direction, of: string, verdict: DirectionVerdict): string[] {
    return [
      "",
      `  ${this.palette.heading(direction)} of ${of}: ${this.answer(verdict)}`,
      ...toldSteps(verdict).flatMap((step) => this.stepLines(step)),
    ];
  }

  private stepLines({ head, text, at, selecting }: ToldStep): string[] {
    const shown = selecting.slice(0, MANY_POLICIES);
    const more = selecting.length - shown.length;
    return [
      `    ${head}: ${text}`,
      ...(at === undefined ? [] : [this.placeLine("      ", at.policy, at.rule)]),
      ...shown.flatMap((policy) => [
        `      ${objectText(policy.object)}`,
        this.placeLine("        ", policy),
      ]),
      ...(more > 0 ? [`      and ${more} more`] : []),
    ];
  }

  private changeLines(explanation: Explanation): string[] {
    const { obstacles } = explanation;
    if (obstacles.length === 0) return [];
    const changes = obstacles.flatMap((obstacle, index) =>
      numbered(index + 1, changeText(obstacle, explanation)),
    );
    return ["", `  ${this.palette.heading("to let it pass")}`, ...changes];
  }

  private placeLine(indent: string, policy: Policy, rule?: Rule): string {
    return this.palette.faint(`${indent}${placeText(this.lines.findPlace(policy, rule))}`);
  }
}

/** Which of several ranges is shown, where others have the opposite answer. */
function mixedLines({ flow, opposite }: JudgedFlow): string[] {
  if (opposite.length === 0) return [];
  const others = listed([...new Set(opposite.map(rangesText))], MANY_RANGES);
  return paragraph(`Told for ${rangesText(flow)}; denied for ${others}.`, "  ");
}

function rangesText({ from, to }: JudgedFlow["flow"]): string {
  return [from, to]
    .flatMap((peer) => (peer.kind === "network" ? [peer.range.text] : []))
    .join(" → ");
}

function numbered(number: number, text: string): string[] {
  const lines = paragraph(text, "       ");
  return lines.map((line, index) => (index === 0 ? `    ${number}. ${line.trimStart()}` : line));
}
