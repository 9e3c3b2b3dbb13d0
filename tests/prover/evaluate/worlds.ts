import { Address4, Address6 } from "ip-address";
import type { AddressRange } from "../../../prover/model/address-range.js";
import { ANY_VALUE, type Labels, type Selector } from "../../../prover/model/selector.js";
import type {
  AddressKnowledge,
  Direction,
  Endpoint,
  NetworkSet,
  ObjectRef,
  Policy,
  Rule,
  Tier,
  World,
} from "../../../prover/model/world.js";
import type { Flow, AddressPeer, Peer } from "../../../prover/model/traffic.js";

/** A label with the value `*` may have any value or none. */
export type LabelTable = Readonly<Record<string, string>>;

export const ALL: Selector = { kind: "all" };

export function is(label: string, value: string): Selector {
  return { kind: "equals", label, value };
}

export function range(text: string): AddressRange {
  const version = text.includes(":") ? 6 : 4;
  const address = version === 6 ? new Address6(text) : new Address4(text);
  return {
    version,
    first: address.startAddress().bigInt(),
    last: address.endAddress().bigInt(),
    text,
  };
}

export function ranges(...texts: readonly string[]): AddressRange[] {
  return texts.map(range);
}

export function at(...texts: readonly string[]): AddressKnowledge {
  return { kind: "exactly", addresses: ranges(...texts) };
}

export function somewhereIn(...texts: readonly string[]): AddressKnowledge {
  return { kind: "somewhere-in", ranges: ranges(...texts) };
}

export function labels(table: LabelTable): Labels {
  return { get: (label) => (table[label] === "*" ? ANY_VALUE : table[label]) };
}

function reference(kind: string, name: string): ObjectRef {
  return { apiVersion: "test", kind, name, origin: { file: "test", document: 0 } };
}

/** A pod of namespace `shop` with one IPv4 address, or as `facts` say. */
export function pod(
  name: string,
  facts: Partial<Omit<Endpoint, "labels">> & { labels?: LabelTable } = {},
): Endpoint {
  const namespace = facts.namespace ?? "shop";
  return {
    id: `${namespace}/${name}`,
    name,
    kind: "pod",
    addresses: at("10.0.0.1"),
    ports: [],
    ...facts,
    namespace,
    labels: labels({ name, ...facts.labels }),
  };
}

export function networkSet(table: LabelTable, ...nets: readonly string[]): NetworkSet {
  return {
    object: reference("GlobalNetworkSet", "set"),
    labels: labels(table),
    nets: ranges(...nets),
  };
}

/** A rule that matches everything, or less as `facts` say. */
export function rule(action: Rule["action"], facts: Partial<Rule> = {}): Rule {
  return { path: ["spec", action], source: {}, destination: {}, ...facts, action };
}

/** An enforced policy for every endpoint with rules for the directions that are given. */
export function policy(
  name: string,
  rules: Partial<Record<Direction, readonly Rule[]>>,
  facts: Partial<Policy> = {},
): Policy {
  return {
    object: reference("GlobalNetworkPolicy", name),
    name,
    tier: "default",
    order: 1,
    staged: false,
    selector: ALL,
    types: { ingress: rules.ingress !== undefined, egress: rules.egress !== undefined },
    rules: { ingress: rules.ingress ?? [], egress: rules.egress ?? [] },
    ...facts,
  };
}

export function tier(name: string, policies: readonly Policy[], facts: Partial<Tier> = {}): Tier {
  return { name, order: 1, exists: true, defaultAction: "Deny", policies, ...facts };
}

export function world(facts: Partial<World>): World {
  return {
    tiers: [],
    endpoints: [],
    networkSets: [],
    services: [],
    namespaces: [],
    findings: [],
    notModelled: [],
    ...facts,
  };
}

export function network(name: string, text: string, nodeName?: string): AddressPeer {
  return { kind: "network", name, range: range(text), nodeName };
}

export function peer(end: Endpoint | AddressPeer | string): Peer {
  if (typeof end === "string") return network(end, end);
  return "range" in end ? end : { kind: "endpoint", endpoint: end };
}

/** TCP to port 80, or as `facts` say. */
export function flow(
  from: Endpoint | AddressPeer | string,
  to: Endpoint | AddressPeer | string,
  facts: Partial<Flow> = {},
): Flow {
  return { protocol: 6, port: 80, ...facts, from: peer(from), to: peer(to) };
}
