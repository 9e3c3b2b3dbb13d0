import { groupBy } from "../../basics/group-by.js";
import type { AddressRange } from "../model/address-range.js";
import type { Direction, Endpoint, Finding, PortMatch, Rule } from "../model/world.js";
import { mayMeet } from "../selectors/may-meet.js";
import { rangesMeet } from "./addresses.js";
import type { BuiltPolicy } from "./policy-order.js";

const DIRECTIONS: readonly Direction[] = ["ingress", "egress"];

/**
 * Reports policies of one tier and one order that decide differently about the same packet. Which of them Calico
 * evaluates first depends on its version.
 */
export function findTies(
  policies: readonly BuiltPolicy[],
  endpoints: readonly Endpoint[],
): Finding[] {
  const byNamespace = groupBy(endpoints, ({ namespace }) => namespace);
  const reach = (left: BuiltPolicy, right: BuiltPolicy): readonly Endpoint[] => {
    const namespace = left.policy.object.namespace ?? right.policy.object.namespace;
    return namespace === undefined ? endpoints : (byNamespace.get(namespace) ?? []);
  };
  return tiedPairs(policies)
    .filter(([left, right]) => disagree(left, right) && share(left, right, reach(left, right)))
    .map(([left, right]) => tie(left, right));
}

type Pair = readonly [BuiltPolicy, BuiltPolicy];

/** Pairs that can select the same pod: enforced, of the same tier and order, and not of two namespaces. */
function tiedPairs(policies: readonly BuiltPolicy[]): Pair[] {
  const enforced = policies.filter(({ policy }) => !policy.staged);
  const groups = groupBy(enforced, ({ policy }) => `${policy.tier}/${policy.order}`);
  return [...groups.values()].flatMap(pairUp);
}

function pairUp(group: readonly BuiltPolicy[]): Pair[] {
  // Policies that only allow, such as those of Kubernetes, agree with each other: the others are few.
  const decided = group.filter((built) => actionsIn(built).size > 0);
  const kinds = new Set(decided.flatMap((built) => [...actionsIn(built)]));
  if (kinds.size < 2) return [];
  const mixed = decided.filter(
    (built) => ![...actionsIn(built)].every((action) => action === "Allow"),
  );
  const plain = decided.filter((built) => !mixed.includes(built));
  const ordered = [...mixed, ...plain];
  const near = positionsNear(ordered);
  return mixed.flatMap((left, index) =>
    near(left)
      .filter((position) => position > index)
      .flatMap((position): Pair[] => {
        const right = ordered[position];
        return right === undefined ? [] : [[left, right]];
      }),
  );
}

/** The positions of the policies that may share pods with one: a namespace has a handful of thousands. */
function positionsNear(ordered: readonly BuiltPolicy[]): (built: BuiltPolicy) => number[] {
  const everyone = [...ordered.keys()];
  const bySpace = groupBy(everyone, (position) => ordered[position]?.policy.object.namespace);
  const cluster = bySpace.get(undefined) ?? [];
  return ({ policy }) => {
    const { namespace } = policy.object;
    if (namespace === undefined) return everyone;
    return [...(bySpace.get(namespace) ?? []), ...cluster].sort((a, b) => a - b);
  };
}

function actionsIn({ policy }: BuiltPolicy): Set<string> {
  const rules = [...policy.rules.ingress, ...policy.rules.egress];
  return new Set(rules.map(({ action }) => action).filter((action) => action !== "Log"));
}

function disagree(left: BuiltPolicy, right: BuiltPolicy): boolean {
  return DIRECTIONS.some(
    (direction) =>
      left.policy.types[direction] &&
      right.policy.types[direction] &&
      left.policy.rules[direction].some((one) =>
        right.policy.rules[direction].some((other) => clash(one, other)),
      ),
  );
}

function clash(one: Rule, other: Rule): boolean {
  if (one.action === "Log" || other.action === "Log" || one.action === other.action) return false;
  return !mustBeApart(one, other);
}

function mustBeApart(one: Rule, other: Rule): boolean {
  return (
    differ(one.protocol, other.protocol) ||
    differ(one.ipVersion, other.ipVersion) ||
    netsApart(one.source.nets, other.source.nets) ||
    netsApart(one.destination.nets, other.destination.nets) ||
    portsApart(one.destination.ports, other.destination.ports)
  );
}

function differ(one: number | undefined, other: number | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

function netsApart(one?: readonly AddressRange[], other?: readonly AddressRange[]): boolean {
  if (one === undefined || other === undefined) return false;
  return !one.some((left) => other.some((right) => rangesMeet(left, right)));
}

function portsApart(one?: readonly PortMatch[], other?: readonly PortMatch[]): boolean {
  if (one === undefined || other === undefined) return false;
  return !one.some((left) => other.some((right) => portsMeet(left, right)));
}

function portsMeet(left: PortMatch, right: PortMatch): boolean {
  if (left.kind === "named" || right.kind === "named") return true;
  return left.first <= right.last && right.first <= left.last;
}

function share(left: BuiltPolicy, right: BuiltPolicy, endpoints: readonly Endpoint[]): boolean {
  const selectors = [left.policy.selector, right.policy.selector];
  return endpoints.some(({ labels }) => mayMeet(selectors, labels));
}

function tie(left: BuiltPolicy, right: BuiltPolicy): Finding {
  const { object, order, tier, name } = right.policy;
  const place = order === Number.POSITIVE_INFINITY ? "no order" : `the order ${order}`;
  return {
    code: "tied-order",
    severity: "error",
    object,
    origin: { ...object.origin, line: right.source.findLine(["spec", "order"]) },
    path: "spec.order",
    message:
      `${left.policy.name} and ${name} have ${place} in tier ${tier} and decide differently about ` +
      "the same pods; which one Calico evaluates first depends on its version.",
    fix: "Give them different orders.",
  };
}
