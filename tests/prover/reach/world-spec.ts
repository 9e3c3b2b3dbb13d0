import type { Path } from "../../../prover/model/path.js";
import type { AddressPeer } from "../../../prover/model/traffic.js";
import type { Selector } from "../../../prover/model/selector.js";
import type { Endpoint, Policy, Rule, RuleSide, Tier, World } from "../../../prover/model/world.js";
import {
  at,
  type LabelTable,
  network,
  networkSet,
  pod,
  policy,
  range,
  ranges,
  somewhereIn,
  tier,
  world,
} from "../evaluate/worlds.js";

/** Everything a random world is made from: plain data that prints well when it shrinks. */
export interface WorldSpec {
  readonly pods: readonly PodSpec[];
  readonly sets: readonly { readonly labels: LabelTable; readonly nets: readonly string[] }[];
  readonly networks: readonly {
    readonly name: string;
    readonly range: string;
    readonly nodeName?: string;
  }[];
  readonly tiers: readonly TierSpec[];
}

export interface PodSpec {
  readonly labels: LabelTable;
  readonly known: boolean;
  readonly addresses: readonly string[];
  readonly ports: Endpoint["ports"];
  readonly nodeName?: string;
}

export interface TierSpec {
  readonly defaultAction: Tier["defaultAction"];
  readonly policies: readonly PolicySpec[];
}

export interface PolicySpec {
  readonly selector: Selector;
  readonly staged: boolean;
  readonly ingress?: readonly RuleSpec[];
  readonly egress?: readonly RuleSpec[];
}

export interface SideSpec extends Omit<RuleSide, "nets" | "notNets" | "services"> {
  readonly nets?: readonly string[];
  readonly notNets?: readonly string[];
  readonly services?: readonly {
    readonly address: string;
    readonly port?: NonNullable<RuleSide["services"]>[number]["port"];
  }[];
}

export interface RuleSpec extends Omit<Rule, "source" | "destination" | "path"> {
  readonly source: SideSpec;
  readonly destination: SideSpec;
}

function sideOf({ nets, notNets, services, ...rest }: SideSpec): RuleSide {
  return {
    ...rest,
    nets: nets && ranges(...nets),
    notNets: notNets && ranges(...notNets),
    services: services?.map(({ address, port }) => ({ address: range(address), port })),
  };
}

function ruleOf({ source, destination, ...rest }: RuleSpec, path: Path): Rule {
  return { ...rest, path, source: sideOf(source), destination: sideOf(destination) };
}

function policyOf({ selector, staged, ingress, egress }: PolicySpec, index: number): Policy {
  const rulesOf = (specs: readonly RuleSpec[] | undefined, field: string): Rule[] | undefined =>
    specs?.map((spec, at) => ruleOf(spec, [field, at]));
  const both = { ingress: rulesOf(ingress, "ingress"), egress: rulesOf(egress, "egress") };
  return policy(`policy-${index}`, both, { selector, staged });
}

export function podOf({ known, addresses, ...facts }: PodSpec, index: number): Endpoint {
  return pod(`pod-${index}`, {
    ...facts,
    kind: "adversary",
    addresses: known ? at(...addresses) : somewhereIn(...addresses),
  });
}

/** The world of a specification, with its own endpoints where they are given. */
export function worldOf(spec: WorldSpec, endpoints = spec.pods.map(podOf)): World {
  return world({
    endpoints,
    networkSets: spec.sets.map(({ labels, nets }) => networkSet(labels, ...nets)),
    tiers: spec.tiers.map(({ defaultAction, policies: specs }, index) =>
      tier(`tier-${index}`, specs.map(policyOf), { defaultAction }),
    ),
  });
}

export function networksOf({ networks: specs }: WorldSpec): AddressPeer[] {
  return specs.map(({ name, range: text, nodeName }) => network(name, text, nodeName));
}
