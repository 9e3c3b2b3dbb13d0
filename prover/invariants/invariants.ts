import type { Question } from "../assertions/judge.js";
import type { Participant } from "../assertions/scene.js";
import { Protocol } from "../model/protocols.js";
import { TrafficSet } from "../reach/traffic-set.js";
import { covers } from "../zones/address-sets.js";
import type { ZoneKind } from "../zones/zone.js";
import { agreedPorts, DNS, type InvariantInput, tcp } from "./application-facts.js";
import type { Invariant } from "./invariant.js";
import { type ApplicationCast, DNS_NAMESPACE, type Setting } from "./setting.js";
import {
  apiTraffic,
  atMost,
  needsApplications,
  needsZones,
  POD_IDENTITY_PORT,
  WALLS,
} from "./walls.js";
import { databaseRanges } from "./zone-pieces.js";

function atLeast(
  from: readonly Participant[],
  to: readonly Participant[],
  traffic: TrafficSet,
): Question {
  return { rule: "at-least", from, to, traffic };
}

function inZones({ zones }: Setting, ...kinds: readonly ZoneKind[]): Participant[] {
  return zones
    .filter(({ piece }) => kinds.includes(piece.kind))
    .map(({ participant }) => participant);
}

function dnsWorks(setting: Setting): Question[] {
  const { applications, unmanaged, dns, input } = setting;
  const askers = input.baselineElsewhere === undefined ? unmanaged : [];
  const from = [...applications.flatMap(({ pods }) => pods), ...askers];
  return [atLeast(from, [...dns, ...inZones(setting, "node-local-dns")], DNS)];
}

/** What one application declares and the platform promises every one of them. */
function declaredBy(application: ApplicationCast, setting: Setting): Question[] {
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
      .map(({ participant }) => participant),
  }));
  const optional: readonly (readonly [boolean, ZoneKind, TrafficSet])[] = [
    [true, "endpoints", tcp([443])],
    [input.podIdentityAgent === true, "pod-identity", tcp([POD_IDENTITY_PORT])],
    [facts.kubernetesApi, "control-plane", apiTraffic(input)],
    [facts.internet, "internet", tcp([443])],
  ];
  return [
    atLeast(
      own.map(({ participant }) => participant),
      pods,
      tcp(facts.ports),
    ),
    ...[...others, ...databases].map((target) => atLeast(pods, target.pods, tcp(target.ports))),
    ...optional
      .filter(([applies]) => applies)
      .map(([, kind, traffic]) => atLeast(pods, inZones(setting, kind), traffic)),
  ];
}

function systemApiWorks(setting: Setting): Question[] {
  const api = inZones(setting, "control-plane");
  const webhooks = setting.system.filter(({ namespace }) => namespace === DNS_NAMESPACE);
  return [
    atLeast(setting.system, api, apiTraffic(setting.input)),
    atLeast(api, webhooks, TrafficSet.protocol(Protocol.TCP)),
  ];
}

/** DNS and nothing else, in both directions. */
function unmanagedIsClosed(setting: Setting): Question[] {
  const { unmanaged, applications, system, besideDns, strangers, zones } = setting;
  const dns = system.filter(({ namespace }) => namespace === DNS_NAMESPACE);
  const pods = [
    ...applications.flatMap((application) => application.pods),
    ...system.filter(({ namespace }) => namespace !== DNS_NAMESPACE),
    ...besideDns,
    ...strangers,
  ];
  const caches = inZones(setting, "node-local-dns");
  const addresses = zones.map(({ participant }) => participant);
  const closed = addresses.filter((participant) => !caches.includes(participant));
  return [
    atMost(unmanaged, [...dns, ...caches], DNS),
    atMost(unmanaged, [...pods, ...closed]),
    atMost([...pods, ...dns, ...addresses], unmanaged),
  ];
}

/** Every wall once more. */
function wallsHold(setting: Setting): Question[] {
  return WALLS.flatMap(({ notApplicable, questions }) =>
    notApplicable(setting.input) === undefined ? questions(setting) : [],
  );
}

const always = (): undefined => undefined;

const withBaseline = ({ baselineElsewhere }: InvariantInput): string | undefined =>
  baselineElsewhere;

/** Everything that `plan` always checks. */
export const INVARIANTS: readonly Invariant[] = [
  ...WALLS.map((wall): Invariant => ({ ...wall, world: "rendered" })),
  {
    id: "owners-cannot-open",
    sentence: "An owner who allows everything in an application's namespace opens nothing.",
    world: "opened",
    notApplicable: needsApplications,
    questions: wallsHold,
  },
  {
    id: "unmanaged-closed",
    sentence: "A namespace that nobody onboarded is closed in both directions, except for DNS.",
    world: "rendered",
    notApplicable: withBaseline,
    questions: unmanagedIsClosed,
  },
  {
    id: "unmanaged-owners-cannot-open",
    sentence: "It stays closed when its owner allows everything in it.",
    world: "opened",
    notApplicable: (input) => withBaseline(input) ?? input.unmanagedOwnersMayOpen,
    questions: unmanagedIsClosed,
  },
  {
    id: "dns-works",
    sentence:
      "Every application, and a namespace that nobody onboarded, reaches the cluster's DNS.",
    world: "rendered",
    notApplicable: always,
    questions: dnsWorks,
  },
  {
    id: "declared-connections-work",
    sentence: "Everything that applications declare passes, whatever labels their pods will have.",
    world: "rendered",
    notApplicable: needsApplications,
    questions: (setting) =>
      setting.applications.flatMap((application) => declaredBy(application, setting)),
  },
  {
    id: "system-dns-works",
    sentence: "The cluster's DNS reaches the resolver of the VPC.",
    world: "rendered",
    notApplicable: needsZones("the resolver", "resolver"),
    questions: (setting) => [atLeast(setting.dns, inZones(setting, "resolver"), DNS)],
  },
  {
    id: "system-api-works",
    sentence: "System pods reach the Kubernetes API, and it reaches their webhooks.",
    world: "rendered",
    notApplicable: needsZones("the control plane", "control-plane"),
    questions: systemApiWorks,
  },
];
