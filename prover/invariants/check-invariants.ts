import type { World } from "../model/world.js";
import { worldProblems } from "../assertions/check-assertions.js";
import { judge } from "../assertions/judge.js";
import { listed, suggestion } from "../config-file/nearest.js";
import { buildWorld } from "../normalise/build-world.js";
import type { ReadResult } from "../read/read-result.js";
import { podRangesOf } from "../zones/zone.js";
import { type InvariantInput, systemNamespacesOf } from "./application-facts.js";
import type { Invariant, InvariantResult } from "./invariant.js";
import { INVARIANTS } from "./invariants.js";
import { UNMANAGED_PROBE, withEverythingAllowed, withUnmanagedNamespace } from "./probes.js";
import { DNS_NAMESPACE, openSetting, type Setting } from "./setting.js";

/**
 * Judges everything that holds for every platform over the manifests as they were rendered. Nothing is skipped in
 * silence: what cannot be judged says why. Throws when an application names a zone that is not there.
 */
export function checkInvariants(read: ReadResult, input: InvariantInput): InvariantResult[] {
  checkInput(input);
  const rendered = withUnmanagedNamespace(read);
  const namespaces = input.applications.map(({ namespace }) => namespace);
  const opened = withEverythingAllowed(rendered, [...namespaces, UNMANAGED_PROBE]);
  const worlds = { rendered: worldOf(rendered, input), opened: worldOf(opened, input) };
  const settingIn = settings(worlds, input);
  return INVARIANTS.map((invariant) => {
    const { id, sentence, world } = invariant;
    const reason = invariant.notApplicable(input);
    if (reason !== undefined) return unjudged(invariant, "not-applicable", reason);
    const problems = worldProblems(worlds[world]);
    if (problems.length > 0) return unjudged(invariant, "broken", problems.join(" "));
    const setting = settingIn(world);
    const judgement = judge(setting.scene, invariant.questions(setting));
    if (judgement.pairs === 0) {
      return unjudged(invariant, "not-applicable", "There is nothing that it could be about.");
    }
    return { id, sentence, outcome: judgement.broken > 0 ? "broken" : "holds", ...judgement };
  });
}

function unjudged(
  { id, sentence }: Invariant,
  outcome: InvariantResult["outcome"],
  reason: string,
): InvariantResult {
  return { id, sentence, outcome, reason, pairs: 0, broken: 0, counterexamples: [] };
}

function worldOf(read: ReadResult, input: InvariantInput): World {
  const podRanges = podRangesOf(input.zones);
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

/** Each setting is opened when the first invariant asks for it. */
function settings(
  worlds: Readonly<Record<Invariant["world"], World>>,
  input: InvariantInput,
): (world: Invariant["world"]) => Setting {
  const open: Partial<Record<Invariant["world"], Setting>> = {};
  const system = input.baselineElsewhere === undefined;
  // The owner of an unmanaged namespace may open it: an invariant of its own says whether.
  return (world) =>
    (open[world] ??= openSetting(worlds[world], input, {
      system,
      strangers: system && world === "rendered",
    }));
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
