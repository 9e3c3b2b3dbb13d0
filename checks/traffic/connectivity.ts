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
import { needsApplications, needsZones } from "./applicability.js";
import { apiTraffic, POD_IDENTITY_PORT } from "./isolation.js";
import type { TrafficCheck } from "./traffic-check.js";
import { databaseRanges } from "./zone-pieces.js";

function atLeast(
  from: readonly PeerGroup[],
  to: readonly PeerGroup[],
  traffic: TrafficSet,
): Question {
  return { rule: "at-least", from, to, traffic };
}

function reachesDns(from: readonly PeerGroup[], context: CheckContext): Question {
  return atLeast(from, [...context.dns, ...groupsInZones(context, "node-local-dns")], DNS);
}

function applicationPods({ applications }: CheckContext): PeerGroup[] {
  return applications.flatMap(({ pods }) => pods);
}

export function dnsOfApplicationsWorks(context: CheckContext): Question[] {
  return [reachesDns(applicationPods(context), context)];
}

function dnsWorks(context: CheckContext): Question[] {
  const { unmanagedPods, input } = context;
  const unmanaged = input.baselineElsewhere === undefined ? unmanagedPods : [];
  return [reachesDns([...applicationPods(context), ...unmanaged], context)];
}

/** What one application declares, and what the platform promises to all of them. */
function connectionsOfApplication(
  application: ApplicationPeers,
  context: CheckContext,
): Question[] {
  const { facts, pods } = application;
  const { zones, input, applications } = context;
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
      .map(([, kind, traffic]) => atLeast(pods, groupsInZones(context, kind), traffic)),
  ];
}

function systemDnsWorks(context: CheckContext): Question[] {
  return [atLeast(context.dns, groupsInZones(context, "resolver"), DNS)];
}

function systemApiWorks(context: CheckContext): Question[] {
  const api = groupsInZones(context, "control-plane");
  const webhooks = context.system.filter(({ namespace }) => namespace === DNS_NAMESPACE);
  return [
    atLeast(context.system, api, apiTraffic(context.input)),
    atLeast(api, webhooks, TrafficSet.protocol(Protocol.TCP)),
  ];
}

export function declaredWorks(context: CheckContext): Question[] {
  return context.applications.flatMap((application) =>
    connectionsOfApplication(application, context),
  );
}

/** What must pass. */
export const CONNECTIVITY_CHECKS: readonly TrafficCheck[] = [
  {
    code: "dns-works",
    severity: "error",
    title: "Applications and unmanaged namespaces reach the cluster's DNS",
    why: "Without DNS every connection by name fails.",
    fix: "Allow port 53 to the cluster's DNS pods, and to the DNS cache of the nodes where there is one.",
    world: "rendered",
    notApplicable: () => undefined,
    find: dnsWorks,
  },
  {
    code: "declared-connections-work",
    severity: "error",
    title: "Everything that applications declare passes, for pods with any labels",
    why: "Otherwise a declared connection fails only after the deployment.",
    fix: "Add the rule that is missing, or remove the declaration.",
    world: "rendered",
    notApplicable: needsApplications,
    find: declaredWorks,
  },
  {
    code: "system-dns-works",
    severity: "error",
    title: "The cluster's DNS reaches the resolver of the VPC",
    why: "Otherwise names outside the cluster do not resolve.",
    fix: "Remove the rule that denies port 53 between the cluster's DNS pods and the resolver.",
    world: "rendered",
    notApplicable: needsZones("the resolver", "resolver"),
    find: systemDnsWorks,
  },
  {
    code: "system-api-works",
    severity: "error",
    title: "System pods reach the Kubernetes API, and it reaches their webhooks",
    why: "Otherwise controllers stop, and writes that need a webhook fail.",
    fix: "Remove the rule that denies traffic between system pods and the control plane.",
    world: "rendered",
    notApplicable: needsZones("the control plane", "control-plane"),
    find: systemApiWorks,
  },
];
