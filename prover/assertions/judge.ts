import type { FlowVerdict } from "../model/traffic.js";
import { TrafficSet } from "../reach/traffic-set.js";
import { type Counterexample, counterexampleOf } from "./counterexample.js";
import type { Participant, Scene } from "./scene.js";

/**
 * What must hold between every two of the participants: `at-most` this traffic may pass, `at-least` this traffic
 * passes for certain, `something` of this traffic passes for certain.
 */
export interface Question {
  readonly rule: "at-most" | "at-least" | "something";
  readonly from: readonly Participant[];
  readonly to: readonly Participant[];
  readonly traffic: TrafficSet;
  /** Pairs that are not asked about. */
  readonly skip?: (from: Participant, to: Participant) => boolean;
}

export interface Judgement {
  /** Pairs that were looked at. */
  readonly pairs: number;
  /** Pairs that break the rule. */
  readonly broken: number;
  /** Some of them. */
  readonly counterexamples: readonly Counterexample[];
}

interface Rule {
  readonly judgedOn: "between" | "surely";
  /** What breaks the rule, of what passes. */
  readonly offence: (passes: TrafficSet, traffic: TrafficSet) => TrafficSet;
  readonly shows: (verdict: FlowVerdict) => boolean;
}

const notCertain = ({ surely }: FlowVerdict): boolean => !surely;

const RULES: Readonly<Record<Question["rule"], Rule>> = {
  "at-most": {
    judgedOn: "between",
    offence: (passes, traffic) => passes.minus(traffic),
    shows: ({ allowed }) => allowed,
  },
  "at-least": {
    judgedOn: "surely",
    offence: (passes, traffic) => traffic.minus(passes),
    shows: notCertain,
  },
  something: {
    judgedOn: "surely",
    offence: (passes, traffic) =>
      passes.intersect(traffic).isEmpty ? traffic : TrafficSet.nothing,
    shows: notCertain,
  },
};

/** Counterexamples that are told of one question or of several together. */
export const MOST_COUNTEREXAMPLES = 5;

/** Looks at every pair. Between two zones there is nothing to ask: Calico polices pods. */
export function judge(
  scene: Scene,
  questions: readonly Question[],
  most = MOST_COUNTEREXAMPLES,
): Judgement {
  const counterexamples: Counterexample[] = [];
  let pairs = 0;
  let broken = 0;
  for (const question of questions) {
    const { shows } = RULES[question.rule];
    for (const { from, to, offence } of answersOf(scene, question)) {
      pairs += 1;
      if (offence.isEmpty) continue;
      broken += 1;
      if (counterexamples.length >= most) continue;
      counterexamples.push(counterexampleOf(scene.world, { from, to }, offence, shows));
    }
  }
  return { pairs, broken, counterexamples };
}

interface Answer {
  readonly from: Participant;
  readonly to: Participant;
  readonly offence: TrafficSet;
}

function* answersOf({ reach }: Scene, question: Question): Generator<Answer> {
  const { judgedOn, offence } = RULES[question.rule];
  // Thousands of pairs share few sets.
  const known = new Map<TrafficSet, TrafficSet>();
  for (const from of question.from) {
    for (const to of question.to) {
      if ("network" in from.ref && "network" in to.ref) continue;
      if (question.skip?.(from, to) === true) continue;
      const passes = reach[judgedOn](from.ref, to.ref);
      const found = known.get(passes) ?? offence(passes, question.traffic);
      known.set(passes, found);
      yield { from, to, offence: found };
    }
  }
}
