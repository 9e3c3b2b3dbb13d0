import type { Endpoint, World } from "../model/world.js";
import { TrafficSet } from "../reach/traffic-set.js";
import type { ZoneMap } from "../zones/zone.js";
import type { Assertion, AssertionKind, AssertionResult } from "./assertion.js";
import { judge, type Question } from "./judge.js";
import {
  groupEndpoints,
  groupPeers,
  type PeerGroup,
  type PeerGroups,
  zoneGroup,
} from "./peer-groups.js";
import { PeerGroupFinder, type Selected } from "./select-peers.js";

interface Prepared {
  readonly assertion: Assertion;
  readonly from: Selected;
  readonly to: Selected;
}

/**
 * Checks every assertion: `never` against traffic that may pass, `always` against traffic that must pass, `only` against
 * both. An assertion that selects no peer fails. If the world has errors, all assertions fail.
 */
export function checkAssertions(
  world: World,
  zones: ZoneMap,
  assertions: readonly Assertion[],
): AssertionResult[] {
  const finder = new PeerGroupFinder(world, zones);
  const prepared = assertions.map((assertion): Prepared => ({
    assertion,
    from: finder.select(assertion.from),
    to: finder.select(assertion.to),
  }));
  const errors = worldProblems(world);
  if (errors.length > 0) return prepared.map(({ assertion }) => unjudged(assertion, errors));
  const endpoints = [...world.endpoints, ...finder.made.values()];
  const groups = groupPeers({ ...world, endpoints }, zones);
  return prepared.map((each) => check(groups, each));
}

/** Why nothing can be proved about a world. */
export function worldProblems({ findings }: World): string[] {
  const errors = findings.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first === undefined) return [];
  const count = errors.length === 1 ? "an error" : `${errors.length} errors`;
  return [`The manifests have ${count}, so nothing can be proved. The first: ${first.message}`];
}

function unjudged(assertion: Assertion, problems: readonly string[]): AssertionResult {
  return { assertion, holds: false, problems, pairs: 0, broken: 0, counterexamples: [] };
}

function check(groups: PeerGroups, { assertion, from, to }: Prepared): AssertionResult {
  const named = [...from.problems, ...to.problems];
  if (named.length > 0) return unjudged(assertion, named);
  const judgement = judge(groups, QUESTIONS[assertion.kind](groups, { assertion, from, to }));
  if (judgement.pairs === 0) {
    const why = "There are only zones on both ends: cluster policies apply to pods only.";
    return unjudged(assertion, [why]);
  }
  return { assertion, holds: judgement.broken === 0, problems: [], ...judgement };
}

type Questions = (groups: PeerGroups, prepared: Prepared) => Question[];

const QUESTIONS: Readonly<Record<AssertionKind, Questions>> = {
  never: (groups, { assertion, from, to }) => [
    {
      rule: "at-most",
      from: everyone(groups, from),
      to: everyone(groups, to),
      traffic: allowedBeside(assertion),
      skip: pairsToSkip(assertion),
    },
  ],
  always: (groups, prepared) => [certain(groups, prepared)],
  only: (groups, prepared) => [certain(groups, prepared), closed(groups, prepared)],
};

/** The traffic must pass; without named traffic, any traffic must. */
function certain(groups: PeerGroups, { assertion, from, to }: Prepared): Question {
  const { traffic } = assertion;
  return {
    rule: traffic === undefined ? "something" : "at-least",
    from: existing(groups, from),
    to: existing(groups, to),
    traffic: traffic ?? TrafficSet.everything,
    skip: pairsToSkip(assertion),
  };
}

/** No other peer may send this traffic to the one end, or receive it from the other. */
function closed(groups: PeerGroups, { assertion, from, to }: Prepared): Question {
  const ends =
    assertion.closes === "to"
      ? { from: others(groups, from), to: everyone(groups, to) }
      : { from: everyone(groups, from), to: others(groups, to) };
  const traffic = allowedBeside(assertion);
  return { rule: "at-most", ...ends, traffic, skip: pairsToSkip(assertion) };
}

/** An assertion about some traffic leaves all other traffic open. */
function allowedBeside({ traffic }: Assertion): TrafficSet {
  return traffic === undefined ? TrafficSet.nothing : TrafficSet.everything.minus(traffic);
}

function pairsToSkip({ ignoreOwnNamespace }: Assertion): Question["skip"] {
  if (!ignoreOwnNamespace) return undefined;
  return (from, to) => from.namespace !== undefined && from.namespace === to.namespace;
}

function everyone(groups: PeerGroups, { endpoints, zones }: Selected): PeerGroup[] {
  return [...groupEndpoints(groups, endpoints), ...zones.map(zoneGroup)];
}

/** Existing pods; in a namespace without known pods, the pod that a tenant may yet create. */
function existing(groups: PeerGroups, { endpoints, zones }: Selected): PeerGroup[] {
  const known = endpoints.filter(({ kind }) => kind !== "adversary");
  const crowded = new Set(known.map(({ namespace }) => namespace));
  const selected = endpoints.filter(
    (endpoint) => endpoint.kind !== "adversary" || !crowded.has(endpoint.namespace),
  );
  return everyone(groups, { endpoints: selected, zones, problems: [] });
}

/**
 * All peers that are not selected. The pod that a tenant may yet create is among them unless it is selected itself, even
 * if other pods of its namespace are. A node always reaches its own pods, so zones of single nodes do not count.
 */
function others(groups: PeerGroups, { endpoints, zones }: Selected): PeerGroup[] {
  const named = new Set<Endpoint>(endpoints);
  const rest = {
    endpoints: groups.world.endpoints.filter((endpoint) => !named.has(endpoint)),
    zones: groups.zones.zones.filter((zone) => !zones.includes(zone) && zone.node === undefined),
    problems: [],
  };
  return everyone(groups, rest);
}
