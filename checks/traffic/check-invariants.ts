import { listed, suggestion } from "../../basics/nearest.js";
import {
  buildWorld,
  judge,
  podRangeTexts,
  type ReadResult,
  type World,
  worldProblems,
} from "../../prover/index.js";
import { type InvariantInput, systemNamespacesOf } from "./application-facts.js";
import { DNS_NAMESPACE, type ProtectedPods, openCheckContext } from "./check-context.js";
import type { Invariant, InvariantResult } from "./invariant.js";
import { INVARIANTS } from "./invariants.js";
import { withUnmanagedNamespace } from "./probes.js";
import { WORLD_KINDS, WORLD_NAMES, type WorldName } from "./worlds.js";

/**
 * Judges everything that holds for every platform over the manifests as they were rendered. Nothing is skipped in
 * silence: what cannot be judged says why. Throws when an application names a zone that is not there.
 */
export function checkInvariants(read: ReadResult, input: InvariantInput): InvariantResult[] {
  checkInput(input);
  const rendered = withUnmanagedNamespace(read);
  const worlds = new Worlds(rendered, input);
  const problems = worldProblems(worlds.rendered);
  if (problems.length > 0) return INVARIANTS.map((each) => unprovable(each, input, problems));
  const results = new Map<Invariant, InvariantResult>();
  // One world after the other: each can be large, and none is needed once the next one is judged.
  for (const name of WORLD_NAMES) {
    const judgeIn = judgeOf(name, worlds, input);
    for (const invariant of INVARIANTS.filter(({ world }) => world === name)) {
      results.set(invariant, judgeIn(invariant));
    }
  }
  return INVARIANTS.flatMap((invariant) => results.get(invariant) ?? []);
}

/** The worlds that invariants are judged in, each built when it is asked for. Only the first one is asked for twice. */
class Worlds {
  private first: World | undefined;

  constructor(
    private readonly read: ReadResult,
    private readonly input: InvariantInput,
  ) {}

  /** The manifests as they are. */
  get rendered(): World {
    return (this.first ??= worldOf(this.read, this.input));
  }

  /** Hands the world out, and keeps nothing of it. */
  take(name: WorldName): World {
    const { read, input } = this;
    if (name !== "rendered") return worldOf(WORLD_KINDS[name].of(read, input), input);
    const { rendered } = this;
    this.first = undefined;
    return rendered;
  }
}

type Judge = (invariant: Invariant) => InvariantResult;

/** Judges invariants of one world, which is opened for the first that applies. */
function judgeOf(name: WorldName, worlds: Worlds, input: InvariantInput): Judge {
  const { guards, declared } = WORLD_KINDS[name];
  const guarding = input.baselineElsewhere === undefined;
  const guarded = (who: keyof ProtectedPods): boolean => guarding && guards.includes(who);
  const open = once(() =>
    openCheckContext(worlds.take(name), declared?.(input) ?? input, {
      system: guarded("system"),
      unmanaged: guarded("unmanaged"),
    }),
  );
  return (invariant) => {
    const reason = invariant.notApplicable(input);
    if (reason !== undefined) return unjudged(invariant, "not-applicable", reason);
    const setting = open();
    const { id, sentence, questions } = invariant;
    const judgement = judge(setting.groups, questions(setting));
    if (judgement.pairs === 0) {
      return unjudged(invariant, "not-applicable", "There is nothing that it could be about.");
    }
    const outcome = judgement.broken > 0 ? "broken" : "holds";
    return { id, sentence, outcome, ...judgement, problems: [] };
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function unprovable(
  invariant: Invariant,
  input: InvariantInput,
  problems: readonly string[],
): InvariantResult {
  const reason = invariant.notApplicable(input);
  return reason === undefined
    ? unjudged(invariant, "broken", problems.join(" "))
    : unjudged(invariant, "not-applicable", reason);
}

function unjudged(
  { id, sentence }: Invariant,
  outcome: InvariantResult["outcome"],
  reason: string,
): InvariantResult {
  return { id, sentence, outcome, reason, pairs: 0, broken: 0, counterexamples: [], problems: [] };
}

function worldOf(read: ReadResult, input: InvariantInput): World {
  const podRanges = podRangeTexts(input.zones);
  const extra = [
    ...(input.world?.extraNamespaces ?? []),
    ...systemNamespacesOf(input),
    ...input.applications.map(({ namespace }) => namespace),
    DNS_NAMESPACE,
  ];
  return buildWorld(read, {
    ...input.world,
    extraNamespaces: extra,
    adversaries: true,
    ...(podRanges === undefined ? {} : { podRanges }),
  });
}

function checkInput({ applications, zones }: InvariantInput): void {
  const names = zones.zones.map(({ name }) => name);
  const unknown = applications.flatMap(({ namespace, loadBalancerZones }) =>
    loadBalancerZones
      .filter((name) => !names.includes(name))
      .map(
        (name) =>
          `${namespace}: its load balancer is in the zone ${name}, which is not there.` +
          `${suggestion(name, names)} Zones: ${listed(names, 12)}.`,
      ),
  );
  if (unknown.length > 0) throw new Error(unknown.join("\n"));
}
