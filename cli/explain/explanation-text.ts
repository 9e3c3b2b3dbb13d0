import type {
  Decision,
  Direction,
  DirectionVerdict,
  Policy,
  Rule,
  TraceStep,
} from "../../prover/index.js";
import { objectText } from "../input/finding-text.js";
import { placeText, type SourceLines } from "../input/source-lines.js";
import { plural } from "../text/counts.js";
import type { Palette } from "../text/palette.js";
import { paragraph } from "../text/wrap.js";
import { partyName } from "./find-parties.js";
import { packetText } from "./flow-request.js";
import type { JudgedFlow } from "./judge-flow.js";
import type { Obstacle } from "./obstacles.js";

export interface Explanation {
  /** As they were asked for. */
  readonly from: string;
  readonly to: string;
  readonly judged: JudgedFlow;
  readonly obstacles: readonly Obstacle[];
}

const MANY_POLICIES = 8;

/** Writes explanations for people. */
export class ExplanationWriter {
  constructor(
    private readonly lines: SourceLines,
    private readonly palette: Palette,
  ) {}

  text(explanation: Explanation): string {
    const { from, to, judged } = explanation;
    const { flow, verdict } = judged;
    const answer = this.answer(verdict);
    const head = `${this.palette.strong(`${from} → ${to}  ${packetText(flow)}`)}  ${answer}`;
    return [
      head,
      ...this.directionLines("egress", partyName(flow.from), verdict.egress),
      ...this.directionLines("ingress", partyName(flow.to), verdict.ingress),
      ...this.changeLines(explanation),
      "",
    ].join("\n");
  }

  private answer({ allowed, surely }: Pick<DirectionVerdict, "allowed" | "surely">): string {
    if (!allowed) return this.palette.warning("denied");
    return surely ? this.palette.note("allowed") : this.palette.note("cannot be excluded");
  }

  private directionLines(direction: Direction, of: string, verdict: DirectionVerdict): string[] {
    return [
      "",
      `  ${this.palette.heading(direction)} of ${of}: ${this.answer(verdict)}`,
      ...verdict.trace.flatMap((step) => this.stepLines(step, verdict.decision)),
      ...this.decisionLines(verdict.decision),
    ];
  }

  /** What a step did; the end of a tier that decides is told by the decision. */
  private stepLines(step: TraceStep, decision: Decision): string[] {
    const { tier, policy, rule, outcome } = step;
    if (outcome === "no-match" || outcome === "skipped") return [];
    if (policy === undefined || rule === undefined) {
      return outcome === "pass" ? [`    tier ${tier.name}: its end passes`] : [];
    }
    const decides = decision.by === "rule" && decision.rule === rule;
    return decides ? [] : this.ruleLines(tier.name, { policy, rule }, STEP_WORDS[outcome]);
  }

  private decisionLines(decision: Decision): string[] {
    switch (decision.by) {
      case "rule": {
        const { tier, policy, rule } = decision;
        const verb = rule.action === "Allow" ? "allows" : "denies";
        return this.ruleLines(tier.name, { policy, rule }, verb);
      }
      case "end-of-tier":
        return this.endOfTierLines(decision.tier.name, decision.policies);
      case "profile":
        return [`    profile kns.${decision.namespace}: allows what no policy refuses`];
      case "not-policed":
        return [`    not policed: ${decision.reason}`];
      case "no-common-family":
        return ["    the two ends have no IP family in common"];
    }
  }

  private endOfTierLines(tier: string, policies: readonly Policy[]): string[] {
    const shown = policies.slice(0, MANY_POLICIES);
    const more = policies.length - shown.length;
    const select = policies.length === 1 ? "selects" : "select";
    return [
      `    tier ${tier}: its end denies; ${plural(policies.length, "policy", "policies")} ${select} ` +
        "the pod and no rule of them lets this pass",
      ...shown.flatMap((policy) => [
        `      ${objectText(policy.object)}`,
        this.placeLine("        ", policy),
      ]),
      ...(more > 0 ? [`      and ${more} more`] : []),
    ];
  }

  private changeLines({ from, to, judged, obstacles }: Explanation): string[] {
    if (obstacles.length === 0) return [];
    const what = `${packetText(judged.flow)} from ${from} to ${to}`;
    const changes = obstacles.flatMap((obstacle, index) =>
      numbered(index + 1, changeText(obstacle, what)),
    );
    return ["", `  ${this.palette.heading("to let it pass")}`, ...changes];
  }

  private ruleLines(
    tier: string,
    { policy, rule }: { readonly policy: Policy; readonly rule: Rule },
    verb: string,
  ): string[] {
    return [
      `    tier ${tier}: ${ruleName(policy, rule)} ${verb}`,
      this.placeLine("      ", policy, rule),
    ];
  }

  private placeLine(indent: string, policy: Policy, rule?: Rule): string {
    return this.palette.faint(`${indent}${placeText(this.lines.placeOf(policy, rule))}`);
  }
}

function ruleName({ object }: Policy, { path }: Rule): string {
  return `${objectText(object)} ${path}`;
}

const STEP_WORDS: Readonly<Record<TraceStep["outcome"], string>> = {
  skipped: "",
  "no-match": "",
  maybe: "may decide, depending on facts that are not known",
  log: "logs",
  pass: "passes",
  allow: "allows",
  deny: "denies",
};

function numbered(number: number, text: string): string[] {
  const lines = paragraph(text, "       ");
  return lines.map((line, index) => (index === 0 ? `    ${number}. ${line.trimStart()}` : line));
}

function changeText({ direction, decision }: Obstacle, what: string): string {
  const { tier } = decision;
  const where = `${direction}, tier ${tier.name}`;
  if (decision.by === "rule") {
    const rule = ruleName(decision.policy, decision.rule);
    return `${where}: ${rule} has to leave out ${what}, or a rule before it has to pass that.`;
  }
  const verb = tier.name === "default" ? "allow" : "pass or allow";
  const [first, ...others] = decision.policies;
  const policy = first === undefined ? "a policy" : objectText(first.object);
  return `${where}: ${policy}${others.length > 0 ? " or another of the tier" : ""} has to ${verb} ${what}.`;
}
