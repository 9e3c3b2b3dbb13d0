import { numberOf, objectOf, textOf } from "../../basics/json.js";
import type { ApplicationEntry, Connection } from "../../facts/applications.js";
import { mergedTexts, platformRecords, type ZoneFacts } from "../../facts/plan-zones.js";
import { Aws, Component } from "../../facts/type-tokens.js";
import { zonesOfKind, type WorldOptions, type ZoneMap } from "../../prover/index.js";
import type { ApplicationFacts, InvariantInput } from "./application-facts.js";

type PeerOf<Kind extends Connection["kind"]> = Extract<Connection, { kind: Kind }>;

/** What the invariants are judged by, beside the objects. */
export interface InvariantFacts {
  readonly applications: readonly ApplicationEntry[];
  readonly resources: ZoneFacts["resources"];
  readonly zones: ZoneMap;
  readonly world: WorldOptions;
}

function peersOf<Kind extends Connection["kind"]>(
  peers: readonly Connection[],
  kind: Kind,
): PeerOf<Kind>[] {
  return peers.filter((peer): peer is PeerOf<Kind> => peer.kind === kind);
}

/** The zones that hold the addresses of the application's load balancer. */
function loadBalancerZones(entry: ApplicationEntry, zones: ZoneMap): string[] {
  const blocks = peersOf(entry.reachedBy, "load-balancer").flatMap(({ cidrBlocks }) => cidrBlocks);
  if (blocks.length === 0) return [];
  const balancers = zonesOfKind(zones, "alb");
  const own = balancers.filter(({ application }) => application === entry.application);
  const shared = balancers.filter(({ name }) => name === "alb-shared");
  return (own.length > 0 ? own : shared).map(({ name }) => name);
}

/** The subnets that its class has to name: its own, or those of the shared load balancer. */
function loadBalancerSubnets(
  { loadBalancer, albSubnets }: ApplicationEntry,
  resources: ZoneFacts["resources"],
): string[] | undefined {
  if (loadBalancer === null || albSubnets.length === 0) return undefined;
  const blocks = albSubnets.map(({ cidr }) => cidr);
  const here = resources
    .filter(
      ({ type, inputs }) => type === Aws.Subnet && blocks.includes(textOf(inputs.cidrBlock) ?? ""),
    )
    .flatMap(({ id }) => id ?? []);
  if (here.length > 0) return here;
  const shared = platformRecords({ resources }).map(({ network }) => objectOf(network).sharedAlb);
  return mergedTexts(shared.map((each) => objectOf(each).subnetIds));
}

function factsOf(
  entry: ApplicationEntry,
  { zones, resources }: Pick<InvariantFacts, "zones" | "resources">,
): ApplicationFacts {
  const subnets = loadBalancerSubnets(entry, resources);
  const hosts = entry.loadBalancer?.hosts ?? [];
  const named = (peers: readonly Connection[]) =>
    peersOf(peers, "application").map(({ name, ports }) => ({ application: name, ports }));
  const has = (kind: Connection["kind"]): boolean =>
    entry.reaches.some((peer) => peer.kind === kind);
  return {
    namespace: entry.namespace,
    ports: entry.ports,
    loadBalancerZones: loadBalancerZones(entry, zones),
    ...(subnets && { loadBalancerSubnets: subnets }),
    ...(hosts.length > 0 && { hosts }),
    reaches: named(entry.reaches),
    reachedBy: named(entry.reachedBy),
    databases: peersOf(entry.reaches, "database").flatMap(({ cidrBlocks, port }) =>
      port === null ? [] : [{ cidrs: cidrBlocks, port }],
    ),
    internet: has("internet"),
    kubernetesApi: has("kubernetes-api"),
  };
}

const ELSEWHERE = "The policies for all namespaces belong to another program.";

/** What a plan declares, for the invariants that its objects are held against. */
export function invariantInputOf(facts: InvariantFacts): InvariantInput {
  const { applications, resources, zones, world } = facts;
  const records = platformRecords({ resources });
  const addressFacts = records.map((record) => objectOf(record.addressFacts));
  const system = mergedTexts(records.map(({ systemNamespaces }) => systemNamespaces));
  const [port] = addressFacts.flatMap(({ apiServer }) => numberOf(objectOf(apiServer).port) ?? []);
  const baselines = resources.filter(({ type }) => type === Component.IsolationBaseline);
  const cniUsers = mergedTexts(baselines.map(({ inputs }) => inputs.cniUsers));
  const [startupTaint] = baselines.flatMap(({ inputs }) => textOf(inputs.startupTaint) ?? []);
  return {
    applications: applications.map((entry) => factsOf(entry, facts)),
    zones,
    ...(system.length === 0 ? {} : { systemNamespaces: system }),
    ...(port === undefined ? {} : { apiServerPort: port }),
    podIdentityAgent: addressFacts.some(({ podIdentityAgent }) => podIdentityAgent === true),
    ...(cniUsers.length === 0 ? {} : { cniUsers }),
    ...(baselines.length > 0 ? {} : { baselineElsewhere: ELSEWHERE }),
    ...(startupTaint === undefined ? {} : { startupTaint }),
    installsCalico: resources.some(({ type }) => type === Component.Calico),
    world,
  };
}
