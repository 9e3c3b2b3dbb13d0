import type { FlowVerdict } from "../model/traffic.js";
import { TrafficSet } from "../reach/traffic-set.js";
import { type Counterexample, findCounterexample } from "./counterexample.js";
import type { PeerGroup, PeerGroups } from "./peer-groups.js";

/**
 * What must hold between every pair of groups: `at-most` this traffic may pass, `at-least` this traffic must pass,
 * `something` of this traffic must pass.
 */
export interface Question {
  readonly rule: "at-most" | "at-least" | "something";
  readonly from: readonly PeerGroup[];
  readonly to: readonly PeerGroup[];
  readonly traffic: TrafficSet;
  /** Pairs to leave out. */
  readonly skip?: (from: PeerGroup, to: PeerGroup) => boolean;
}

export interface Judgement {
  /** Pairs that were checked. */
  readonly pairs: number;
  /** Pairs that break the rule. */
  readonly broken: number;
  /** Some of them. */
  readonly counterexamples: readonly Counterexample[];
}

interface Rule {
  readonly judgedOn: "between" | "must";
  /** The part of the traffic that breaks the rule. */
  readonly offence: (passes: TrafficSet, traffic: TrafficSet) => TrafficSet;
  readonly shows: (verdict: FlowVerdict) => boolean;
}

const notCertain = ({ must }: FlowVerdict): boolean => !must;

const RULES: Readonly<Record<Question["rule"], Rule>> = {
  "at-most": {
    judgedOn: "between",
    offence: (passes, traffic) => passes.minus(traffic),
    shows: ({ allowed }) => allowed,
  },
  "at-least": {
    judgedOn: "must",
    offence: (passes, traffic) => traffic.minus(passes),
    shows: notCertain,
  },
  something: {
    judgedOn: "must",
    offence: (passes, traffic) =>
      passes.intersect(traffic).isEmpty ? traffic : TrafficSet.nothing,
    shows: notCertain,
  },
};

/** Counterexamples that are reported for one question, or for several together. */
const MOST_COUNTEREXAMPLES = 5;

/** Checks every pair, except pairs of two zones: Calico polices pods only. */
export function judge(
  groups: PeerGroups,
  questions: readonly Question[],
  most = MOST_COUNTEREXAMPLES,
): Judgement {
  const tally = new Tally(groups, most);
  for (const question of questions) tally.ask(question);
  // Results outlive the world that they were found in.
  const { pairs, broken, counterexamples } = tally;
  return { pairs, broken, counterexamples };
}

/** Counts answers and keeps the first that break a rule. There can be millions of pairs. */
class Tally implements Judgement {
  pairs = 0;
  broken = 0;
  readonly counterexamples: Counterexample[] = [];
  /** Offences by rule and traffic: millions of pairs share few sets. */
  private readonly known = new Map<string, Map<TrafficSet, TrafficSet>>();

  constructor(
    private readonly groups: PeerGroups,
    private readonly most: number,
  ) {}

  ask(question: Question): void {
    const { judgedOn, offence } = RULES[question.rule];
    const offences = this.recallOffences(question);
    for (const from of question.from) {
      for (const to of question.to) {
        if (isLeftOut(question, from, to)) continue;
        const passes = this.groups.reach[judgedOn](from.ref, to.ref);
        let found = offences.get(passes);
        if (found === undefined) {
          found = offence(passes, question.traffic);
          offences.set(passes, found);
        }
        this.pairs += 1;
        if (!found.isEmpty) this.keep(question, { from, to }, found);
      }
    }
  }

  private recallOffences({ rule, traffic }: Question): Map<TrafficSet, TrafficSet> {
    const key = `${rule} ${traffic.key}`;
    const offences = this.known.get(key) ?? new Map<TrafficSet, TrafficSet>();
    this.known.set(key, offences);
    return offences;
  }

  private keep({ rule }: Question, pair: Pair, offence: TrafficSet): void {
    this.broken += 1;
    if (this.counterexamples.length >= this.most) return;
    const { shows } = RULES[rule];
    this.counterexamples.push(findCounterexample(this.groups.world, pair, offence, shows));
  }
}

interface Pair {
  readonly from: PeerGroup;
  readonly to: PeerGroup;
}

function isLeftOut({ skip }: Question, from: PeerGroup, to: PeerGroup): boolean {
  if (from.namespace === undefined && to.namespace === undefined) return true;
  return skip?.(from, to) === true;
}
