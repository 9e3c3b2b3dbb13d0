import { plural } from "../../basics/counts.js";
import {
  formatPath,
  type Decision,
  type DirectionVerdict,
  type Policy,
  type Rule,
  type TraceStep,
} from "../../prover/index.js";
import { objectText } from "../proof/finding-text.js";
import type { Obstacle } from "./judge-flow.js";

/** One line of an explanation. */
export interface ToldStep {
  /** `tier app-isolation`, `profile kns.shop`, `not policed`. */
  readonly head: string;
  readonly text: string;
  /** The rule that it is about. */
  readonly at?: { readonly policy: Policy; readonly rule: Rule };
  /** The policies that select the pod, where the end of their tier decides. */
  readonly selecting: readonly Policy[];
  /** Whether the verdict rests on it. */
  readonly decides: boolean;
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

function ruleName({ object }: Policy, { path }: Rule): string {
  return `${objectText(object)} ${formatPath(path)}`;
}

interface RuleStep {
  readonly tier: string;
  readonly policy: Policy;
  readonly rule: Rule;
}

function ruleStep({ tier, policy, rule }: RuleStep, verb: string, decides: boolean): ToldStep {
  const text = `${ruleName(policy, rule)} ${verb}`;
  return { head: `tier ${tier}`, text, at: { policy, rule }, selecting: [], decides };
}

/** What a step did; the deciding end of a tier is reported with the decision. */
function shownSteps({ tier, policy, rule, outcome }: TraceStep, decision: Decision): ToldStep[] {
  if (outcome === "no-match" || outcome === "skipped") return [];
  if (policy === undefined || rule === undefined) {
    const head = `tier ${tier.name}`;
    const end = { head, text: "its end passes", selecting: [], decides: false };
    return outcome === "pass" ? [end] : [];
  }
  if (decision.by === "rule" && decision.rule === rule) return [];
  return [ruleStep({ tier: tier.name, policy, rule }, STEP_WORDS[outcome], false)];
}

function endOfTierText(policies: readonly Policy[]): string {
  const select = policies.length === 1 ? "selects" : "select";
  return (
    `its end denies; ${plural(policies.length, "policy", "policies")} ${select} ` +
    "the pod and no rule of them lets this pass"
  );
}

function decisionStep(decision: Decision): ToldStep {
  const plain = { selecting: [], decides: true };
  switch (decision.by) {
    case "rule": {
      const { tier, policy, rule } = decision;
      const verb = rule.action === "Allow" ? "allows" : "denies";
      return ruleStep({ tier: tier.name, policy, rule }, verb, true);
    }
    case "end-of-tier": {
      const { tier, policies } = decision;
      const text = endOfTierText(policies);
      return { head: `tier ${tier.name}`, text, selecting: policies, decides: true };
    }
    case "profile": {
      const head = `profile kns.${decision.namespace}`;
      return { ...plain, head, text: "allows what no policy refuses" };
    }
    case "not-policed":
      return { ...plain, head: "not policed", text: decision.reason };
    case "no-common-family":
      return { ...plain, head: "addresses", text: "the two ends have no IP family in common" };
  }
}

/** The steps that say something, the deciding one last. */
export function toldSteps({ trace, decision }: DirectionVerdict): ToldStep[] {
  return [...trace.flatMap((step) => shownSteps(step, decision)), decisionStep(decision)];
}

/** What passes, or would have to: the traffic and its ends as they were asked for. */
export interface AskedFlow {
  readonly from: string;
  readonly to: string;
  /** As `formatTraffic` prints it. */
  readonly traffic: string;
}

/** What would have to change for the flow to get past the obstacle. */
export function changeText({ direction, decision }: Obstacle, asked: AskedFlow): string {
  const { from, to, traffic } = asked;
  const what = `${traffic} from ${from} to ${to}`;
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
