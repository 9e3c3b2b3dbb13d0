import { findLoadBalancers, type LoadBalancer } from "../../../facts/load-balancers.js";
import type { PlanFacts } from "../../../facts/plan-facts.js";
import { listOf, numberOf, objectOf, textOf } from "../../../basics/json.js";
import type { MaskedResource } from "../../../recorder/index.js";
import { Aws, EKS_COMPONENT } from "../../../facts/type-tokens.js";
import type { RegionPrices } from "./prices.js";

/** What has one price for all of its kind; instances have one by their type. */
export type Priced = Exclude<keyof RegionPrices, "instances">;

/** Something that costs money as long as it exists, however little it is used. */
export interface CostItem {
  readonly what: string;
  /** Whose it is; null for what all share. */
  readonly application: string | null;
  readonly price: Priced | { readonly instance: string };
  readonly quantity: number;
  /** Spot instances cost less than the list says. */
  readonly atMost: boolean;
}

export const SHARED_LOAD_BALANCER = "shared load balancer";

const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const KEY = "aws:kms/key:Key";

/** The volume size that EKS uses by default. */
const EKS_VOLUME_GIB = 20;

function shared(what: string, price: Priced, quantity: number): CostItem {
  return { what, application: null, price, quantity, atMost: false };
}

/** A regional gateway serves, and is billed, in each zone that has nodes. */
function zonesWithGateway({ addresses }: PlanFacts): number {
  const routed = addresses.filter(
    ({ routes, application }) =>
      application === undefined && routes.some(({ target }) => target === "nat-gateway"),
  );
  return new Set(routed.map(({ zone }) => zone)).size;
}

function gatewayItems(facts: PlanFacts): CostItem[] {
  const counts = facts.graph
    .ofType(Aws.NatGateway)
    .map(({ inputs }) => (inputs.availabilityMode === "regional" ? zonesWithGateway(facts) : 1));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return [
    shared("NAT gateway, for each zone", "natGateway", total),
    shared("public addresses of NAT", "publicAddress", total),
  ];
}

function endpointItem({ graph }: PlanFacts): CostItem {
  const zones = graph
    .ofType(Aws.VpcEndpoint)
    .filter(({ inputs }) => inputs.vpcEndpointType === "Interface")
    .map(({ inputs }) => listOf(inputs.subnetIds).length);
  const total = zones.reduce((sum, count) => sum + count, 0);
  return shared("interface endpoints, for each zone", "interfaceEndpoint", total);
}

/** Each load balancer has an address in each of its zones; that of an internet-facing one is public. */
function loadBalancerItems({ application, zones, scheme }: LoadBalancer): CostItem[] {
  const common = { application, atMost: false };
  const addresses = scheme === "internet-facing" ? zones : 0;
  const what = application === null ? SHARED_LOAD_BALANCER : "load balancer";
  return [
    { ...common, what, price: "loadBalancer", quantity: 1 },
    { ...common, what: "its public addresses", price: "publicAddress", quantity: addresses },
  ];
}

function minimumSize(inputs: MaskedResource["inputs"]): number {
  return numberOf(objectOf(inputs.scalingConfig).minSize) ?? 0;
}

function nodeVolumeGib(facts: PlanFacts, group: MaskedResource): number {
  const template = textOf(objectOf(group.inputs.launchTemplate).id);
  const found = facts.graph.withId(template, [LAUNCH_TEMPLATE]);
  const sizes = listOf(found?.inputs.blockDeviceMappings).map((mapping) =>
    numberOf(objectOf(objectOf(mapping).ebs).volumeSize),
  );
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0) || EKS_VOLUME_GIB;
}

function nodeItem({ inputs }: MaskedResource): CostItem {
  const instance = textOf(listOf(inputs.instanceTypes)[0]) ?? "unknown";
  const isSpot = inputs.capacityType === "SPOT";
  return {
    what: `${instance} nodes${isSpot ? ", spot" : ""}`,
    application: null,
    price: { instance },
    quantity: minimumSize(inputs),
    atMost: isSpot,
  };
}

/** As many nodes as there always are; an autoscaler adds more. */
function nodeItems(facts: PlanFacts): CostItem[] {
  const groups = facts.graph.ofType(NODE_GROUP);
  const disks = groups.map((group) => minimumSize(group.inputs) * nodeVolumeGib(facts, group));
  const total = disks.reduce((sum, size) => sum + size, 0);
  return [...groups.map(nodeItem), shared("GiB on volumes of nodes", "volume", total)];
}

/** The fixed parts of a plan in the order of the report; a part with quantity 0 is left out. */
export function listCostItems(facts: PlanFacts): CostItem[] {
  const { graph } = facts;
  const clusters = graph.ofType(Aws.EksCluster).length + graph.ofType(EKS_COMPONENT).length;
  return [
    shared("control plane of Kubernetes", "controlPlane", clusters),
    ...nodeItems(facts),
    ...gatewayItems(facts),
    endpointItem(facts),
    shared("KMS keys", "key", graph.ofType(KEY).length),
    ...findLoadBalancers(facts).flatMap(loadBalancerItems),
  ].filter(({ quantity }) => quantity > 0);
}
