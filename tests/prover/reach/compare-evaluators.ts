import assert from "node:assert/strict";
import { evaluateFlow } from "../../../prover/evaluate/evaluate-flow.js";
import type { Flow, AddressPeer, Peer } from "../../../prover/model/traffic.js";
import type { Endpoint, Policy, World } from "../../../prover/model/world.js";
import { withCidrsApart } from "../../../prover/build/cidrs-apart.js";
import { computeReachability } from "../../../prover/reach/compute-reachability.js";
import type { PeerRef } from "../../../prover/reach/peer-table.js";
import type { Reachability } from "../../../prover/reach/reachability.js";
import { icmpValue } from "../../../prover/model/protocols.js";
import type { TrafficSet } from "../../../prover/reach/traffic-set.js";
import { peer } from "../evaluate/worlds.js";
import { PROBES } from "./random-worlds.js";
import { networksOf, type WorldSpec, worldOf } from "./world-spec.js";

function refOf(end: Peer): PeerRef {
  return end.kind === "endpoint" ? { endpoint: end.endpoint.id } : { network: end.name };
}

function nameOf(end: Peer): string {
  return end.kind === "endpoint" ? end.endpoint.id : `${end.name} ${end.range.text}`;
}

function holdsProbe(
  set: TrafficSet,
  { protocol, port, icmpType, icmpCode }: (typeof PROBES)[number],
): boolean {
  const isIcmp = icmpType !== undefined && icmpCode !== undefined;
  return set.includes(protocol, isIcmp ? icmpValue(icmpType, icmpCode) : port);
}

/** Every pair with a pod in it. */
function pairsOf(world: World, networks: readonly AddressPeer[]): (readonly [Peer, Peer])[] {
  const peers = [...world.endpoints, ...networks].map(peer);
  return peers.flatMap((from) =>
    peers
      .filter((to) => from.kind === "endpoint" || to.kind === "endpoint")
      .map((to) => [from, to] as const),
  );
}

/** An answer about one flow, in words that a failing test can print. */
function tell({ from, to, ...probe }: Flow, allowed: boolean, must: boolean): string {
  const traffic = JSON.stringify(probe);
  const answer = `${allowed ? "may" : "cannot"} pass${must ? ", must" : ""}`;
  return `${nameOf(from)} to ${nameOf(to)} with ${traffic}: ${answer}`;
}

/** Compares both evaluators about all traffic between two peers. */
function compare(world: World, reach: Reachability, [from, to]: readonly [Peer, Peer]): void {
  const may = reach.between(refOf(from), refOf(to));
  const must = reach.must(refOf(from), refOf(to));
  for (const probe of PROBES) {
    const flow = { from, to, ...probe };
    const one = evaluateFlow(world, flow);
    const [all, sure] = [holdsProbe(may, probe), holdsProbe(must, probe)];
    if (one.allowed === all && one.must === sure) continue;
    assert.equal(tell(flow, all, sure), tell(flow, one.allowed, one.must));
  }
}

/** Each network of one address under a name of its own, so that both evaluators are asked about the same. */
function singleNetworks(spec: WorldSpec): AddressPeer[] {
  return networksOf(spec).map((each, index) => ({
    ...each,
    name: `${each.name}-${index}`,
    range: { ...each.range, last: each.range.first },
  }));
}

/** Asks both evaluators about every flow of a world. Throws at the first difference; returns how many flows agree. */
export function compareEvaluators(spec: WorldSpec): number {
  return compareIn(worldOf(spec), singleNetworks(spec));
}

/**
 * The same where IPv6 could tell nothing that IPv4 does not: networks are apart from pods, of which no address is known,
 * and no rule is about a family.
 */
export function compareWithoutFamilies(spec: WorldSpec): number {
  const world = worldOf(spec);
  const unknown = world.endpoints.map((endpoint): Endpoint => ({
    ...endpoint,
    addresses: { kind: "somewhere-in", ranges: [] },
  }));
  const everywhere = ({ rules, ...policy }: Policy): Policy => ({
    ...policy,
    rules: {
      ingress: rules.ingress.map((rule) => ({ ...rule, ipVersion: undefined })),
      egress: rules.egress.map((rule) => ({ ...rule, ipVersion: undefined })),
    },
  });
  const tiers = world.tiers.map((tier) => ({ ...tier, policies: tier.policies.map(everywhere) }));
  const apart = withCidrsApart({ ...world, endpoints: unknown, tiers });
  const networks = singleNetworks(spec).filter(({ range }) => range.version === 4);
  return compareIn(apart, networks);
}

function compareIn(world: World, networks: readonly AddressPeer[]): number {
  const reach = computeReachability(world, networks);
  const pairs = pairsOf(world, networks);
  for (const pair of pairs) compare(world, reach, pair);
  return pairs.length * PROBES.length;
}
