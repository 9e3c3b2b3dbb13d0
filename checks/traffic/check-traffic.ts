import { listed, suggestion } from "../../basics/nearest.js";
import {
  buildWorld,
  judge,
  podRangeTexts,
  type ReadResult,
  type World,
  worldProblems,
} from "../../prover/index.js";
import { type InvariantInput, listSystemNamespaces } from "./application-facts.js";
import { DNS_NAMESPACE, type ProtectedPods, openCheckContext } from "./check-context.js";
import type { TrafficCheck, InvariantResult } from "./traffic-check.js";
import { TRAFFIC_CHECKS } from "./traffic-checks.js";
import { withUnmanagedNamespace } from "./probes.js";
import { WORLD_KINDS, WORLD_NAMES, type WorldName } from "./worlds.js";

/**
 * Runs every check of traffic over the rendered manifests. A check that does not apply says why. Throws when an
 * application names an unknown zone.
 */
export function checkTraffic(read: ReadResult, input: InvariantInput): InvariantResult[] {
  checkInput(input);
  const rendered = withUnmanagedNamespace(read);
  const worlds = new Worlds(rendered, input);
  const problems = worldProblems(worlds.rendered);
  if (problems.length > 0) return TRAFFIC_CHECKS.map((each) => unprovable(each, input, problems));
  const results = new Map<TrafficCheck, InvariantResult>();
  // One world after the other: each can be large, and is no longer needed when the next one is built.
  for (const name of WORLD_NAMES) {
    const judgeIn = openJudge(name, worlds, input);
    for (const check of TRAFFIC_CHECKS.filter(({ world }) => world === name)) {
      results.set(check, judgeIn(check));
    }
  }
  return TRAFFIC_CHECKS.flatMap((check) => results.get(check) ?? []);
}

/** The worlds that checks run in, each built on demand. Only the rendered one is used twice. */
class Worlds {
  private first: World | undefined;

  constructor(
    private readonly read: ReadResult,
    private readonly input: InvariantInput,
  ) {}

  /** The manifests as they are. */
  get rendered(): World {
    return (this.first ??= build(this.read, this.input));
  }

  /** Returns the world without keeping it. */
  take(name: WorldName): World {
    const { read, input } = this;
    if (name !== "rendered") return build(WORLD_KINDS[name].change(read, input), input);
    const { rendered } = this;
    this.first = undefined;
    return rendered;
  }
}

type Judge = (check: TrafficCheck) => InvariantResult;

/** Judges checks in one world, which is built for the first check that applies. */
function openJudge(name: WorldName, worlds: Worlds, input: InvariantInput): Judge {
  const { protects, declared } = WORLD_KINDS[name];
  const hasBaseline = input.baselineElsewhere === undefined;
  const isProtected = (who: keyof ProtectedPods): boolean => hasBaseline && protects.includes(who);
  const open = once(() =>
    openCheckContext(worlds.take(name), declared?.(input) ?? input, {
      system: isProtected("system"),
      unmanaged: isProtected("unmanaged"),
    }),
  );
  return (check) => {
    const reason = check.notApplicable(input);
    if (reason !== undefined) return unjudged(check, "not-applicable", reason);
    const context = open();
    const { code, title, find } = check;
    const judgement = judge(context.groups, find(context));
    if (judgement.pairs === 0) {
      return unjudged(check, "not-applicable", "No pair of peers matches it.");
    }
    const outcome = judgement.broken > 0 ? "broken" : "holds";
    return { code, title, outcome, ...judgement, problems: [] };
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function unprovable(
  check: TrafficCheck,
  input: InvariantInput,
  problems: readonly string[],
): InvariantResult {
  const reason = check.notApplicable(input);
  return reason === undefined
    ? unjudged(check, "broken", problems.join(" "))
    : unjudged(check, "not-applicable", reason);
}

function unjudged(
  { code, title }: TrafficCheck,
  outcome: InvariantResult["outcome"],
  reason: string,
): InvariantResult {
  return { code, title, outcome, reason, pairs: 0, broken: 0, counterexamples: [], problems: [] };
}

function build(read: ReadResult, input: InvariantInput): World {
  const podRanges = podRangeTexts(input.zones);
  const extra = [
    ...(input.world?.extraNamespaces ?? []),
    ...listSystemNamespaces(input),
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
          `${namespace}: its load balancer is in the unknown zone ${name}.` +
          `${suggestion(name, names)} Zones: ${listed(names, 12)}.`,
      ),
  );
  if (unknown.length > 0) throw new Error(unknown.join("\n"));
}
