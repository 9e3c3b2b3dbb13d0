import {
  covers,
  type PeerGroup,
  Protocol,
  type Question,
  TrafficSet,
  type ZoneKind,
} from "../../prover/index.js";
import { agreedPorts, DNS, tcp } from "./application-facts.js";
import {
  type ApplicationPeers,
  DNS_NAMESPACE,
  groupsInZones,
  type CheckContext,
} from "./check-context.js";
import { apiTraffic, POD_IDENTITY_PORT } from "./isolation.js";
import { databaseRanges } from "./zone-pieces.js";

function atLeast(
  from: readonly PeerGroup[],
  to: readonly PeerGroup[],
  traffic: TrafficSet,
): Question {
  return { rule: "at-least", from, to, traffic };
}

function dnsWorksFor(from: readonly PeerGroup[], setting: CheckContext): Question {
  return atLeast(from, [...setting.dns, ...groupsInZones(setting, "node-local-dns")], DNS);
}

function applicationPods({ applications }: CheckContext): PeerGroup[] {
  return applications.flatMap(({ pods }) => pods);
}

export function dnsOfApplicationsWorks(setting: CheckContext): Question[] {
  return [dnsWorksFor(applicationPods(setting), setting)];
}

export function dnsWorks(setting: CheckContext): Question[] {
  const { unmanagedPods, input } = setting;
  const askers = input.baselineElsewhere === undefined ? unmanagedPods : [];
  return [dnsWorksFor([...applicationPods(setting), ...askers], setting)];
}

/** What one application declares and the platform promises every one of them. */
function declaredBy(application: ApplicationPeers, setting: CheckContext): Question[] {
  const { facts, pods } = application;
  const { zones, input, applications } = setting;
  const own = zones.filter(({ piece }) => facts.loadBalancerZones.includes(piece.of));
  const named = facts.reaches.map((peer) => peer.application);
  const others = applications
    .filter((other) => named.includes(other.facts.namespace))
    .map((other) => ({
      pods: other.pods,
      ports: agreedPorts(input, facts.namespace, other.facts.namespace),
    }));
  const databases = facts.databases.map((database) => ({
    ports: [database.port],
    pods: zones
      .filter(({ piece }) => covers(databaseRanges(database), piece.ranges))
      .map(({ group }) => group),
  }));
  const optional: readonly (readonly [boolean, ZoneKind, TrafficSet])[] = [
    [true, "endpoints", tcp([443])],
    [input.podIdentityAgent === true, "pod-identity", tcp([POD_IDENTITY_PORT])],
    [facts.kubernetesApi, "control-plane", apiTraffic(input)],
    [facts.internet, "internet", tcp([443])],
  ];
  return [
    atLeast(
      own.map(({ group }) => group),
      pods,
      tcp(facts.ports),
    ),
    atLeast(pods, pods, TrafficSet.everything),
    ...[...others, ...databases].map((target) => atLeast(pods, target.pods, tcp(target.ports))),
    ...optional
      .filter(([applies]) => applies)
      .map(([, kind, traffic]) => atLeast(pods, groupsInZones(setting, kind), traffic)),
  ];
}

export function systemDnsWorks(setting: CheckContext): Question[] {
  return [atLeast(setting.dns, groupsInZones(setting, "resolver"), DNS)];
}

export function systemApiWorks(setting: CheckContext): Question[] {
  const api = groupsInZones(setting, "control-plane");
  const webhooks = setting.system.filter(({ namespace }) => namespace === DNS_NAMESPACE);
  return [
    atLeast(setting.system, api, apiTraffic(setting.input)),
    atLeast(api, webhooks, TrafficSet.protocol(Protocol.TCP)),
  ];
}

export function declaredWorks(setting: CheckContext): Question[] {
  return setting.applications.flatMap((application) => declaredBy(application, setting));
}
