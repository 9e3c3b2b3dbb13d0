import { byText, textOf } from "../../basics/json.js";
import type { SettledApplication } from "../../contract/application.js";
import type { PlatformFacts } from "../../contract/component-facts.js";
import { ComponentType } from "../../contract/component-type.js";
import { findPlatforms, mergeTexts, type ZoneFacts } from "../../facts/plan-zones.js";
import { findRegistered } from "../../facts/registered.js";
import { Aws } from "../../facts/type-tokens.js";
import { zonesOfKind, type WorldOptions, type ZoneMap } from "../../prover/index.js";
import type { ApplicationFacts, InvariantInput } from "./application-facts.js";

/** The parts of a plan that the invariants need besides the objects. */
export interface InvariantFacts {
  readonly resources: ZoneFacts["resources"];
  readonly zones: ZoneMap;
  readonly world: WorldOptions;
}

/** The zones that hold the addresses of the application's load balancer. */
function loadBalancerZones(
  { name, loadBalancerCidrs }: SettledApplication,
  zones: ZoneMap,
): string[] {
  if (loadBalancerCidrs.length === 0) return [];
  const balancers = zonesOfKind(zones, "alb");
  const own = balancers.filter(({ application }) => application === name);
  const shared = balancers.filter((zone) => zone.name === "alb-shared");
  return (own.length > 0 ? own : shared).map((zone) => zone.name);
}

/** The subnets that its IngressClass must use: its own, or those of the shared load balancer. */
function loadBalancerSubnets(
  { loadBalancer }: SettledApplication,
  resources: ZoneFacts["resources"],
): string[] | undefined {
  const blocks = loadBalancer?.subnets.map(({ cidrBlock }) => cidrBlock) ?? [];
  if (blocks.length === 0) return undefined;
  const here = resources
    .filter(
      ({ type, inputs }) => type === Aws.Subnet && blocks.includes(textOf(inputs.cidrBlock) ?? ""),
    )
    .flatMap(({ id }) => id ?? []);
  if (here.length > 0) return here;
  const shared = findPlatforms({ resources }).map(({ network }) => network?.sharedAlb);
  return mergeTexts(shared.map((each) => each?.subnetIds ?? []));
}

function describeApplication(
  application: SettledApplication,
  { zones, resources }: InvariantFacts,
): ApplicationFacts {
  const { name, loadBalancer } = application;
  const subnets = loadBalancerSubnets(application, resources);
  const hosts = loadBalancer?.hosts ?? [];
  return {
    ...application,
    namespace: name,
    loadBalancerZones: loadBalancerZones(application, zones),
    ...(subnets && { loadBalancerSubnets: subnets }),
    ...(hosts.length > 0 && { hosts }),
  };
}

const ELSEWHERE = "The policies for all namespaces belong to another program.";

function describePlatforms(
  platforms: readonly PlatformFacts[],
): Pick<InvariantInput, "systemNamespaces" | "apiServerPort" | "podIdentityAgent"> {
  const system = mergeTexts(platforms.map(({ systemNamespaces }) => systemNamespaces));
  const [first] = platforms;
  return {
    ...(system.length === 0 ? {} : { systemNamespaces: system }),
    ...(first && { apiServerPort: first.addressFacts.apiServer.port }),
    podIdentityAgent: platforms.some(({ addressFacts }) => addressFacts.podIdentityAgent),
  };
}

/** Reads what a plan declares, which the invariants compare with its objects. */
export function readInvariantInput(facts: InvariantFacts): InvariantInput {
  const { resources, zones, world } = facts;
  const applications = findRegistered(resources, ComponentType.AppNamespace)
    .map((component) => component.facts.application)
    .sort((left, right) => byText(left.name, right.name));
  const baselines = findRegistered(resources, ComponentType.IsolationBaseline);
  const cniUsers = mergeTexts(baselines.map((baseline) => baseline.facts.cniUsers));
  const [startupTaint] = baselines.flatMap((baseline) => baseline.facts.startupTaint ?? []);
  return {
    applications: applications.map((application) => describeApplication(application, facts)),
    zones,
    ...describePlatforms(findPlatforms(facts)),
    ...(cniUsers.length === 0 ? {} : { cniUsers }),
    ...(baselines.length > 0 ? {} : { baselineElsewhere: ELSEWHERE }),
    ...(startupTaint === undefined ? {} : { startupTaint }),
    installsCalico: resources.some(({ type }) => type === ComponentType.Calico),
    world,
  };
}
