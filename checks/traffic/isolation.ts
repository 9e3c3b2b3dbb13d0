import {
  type PeerGroup,
  type Question,
  TrafficSet,
  type ZoneKind,
  zonesOfKind,
} from "../../prover/index.js";
import {
  agreedPorts,
  type ApplicationFacts,
  DNS,
  type InvariantInput,
  tcp,
} from "./application-facts.js";
import { type ApplicationPeers, DNS_NAMESPACE, type CheckContext } from "./check-context.js";
import type { Invariant } from "./invariant.js";
import { PodRow } from "./pod-row.js";
import { databasePorts, type ZonePiece } from "./zone-pieces.js";

const NOTHING = TrafficSet.nothing;
const API_PORT = 443;
const ENDPOINT_PORT = 443;
export const POD_IDENTITY_PORT = 80;

export function atMost(
  from: readonly PeerGroup[],
  to: readonly PeerGroup[],
  traffic: TrafficSet = NOTHING,
): Question {
  return { rule: "at-most", from, to, traffic };
}

export function apiTraffic({ apiServerPort = API_PORT }: InvariantInput): TrafficSet {
  return tcp([apiServerPort]);
}

type Allowance = (application: ApplicationFacts, input: InvariantInput) => TrafficSet;
const none: Allowance = () => NOTHING;

/** What an application may reach of each kind of zone, beside its databases. */
const OUTWARD: Readonly<Record<ZoneKind, Allowance>> = {
  alb: none,
  internet: ({ internet }) => (internet ? TrafficSet.everything : NOTHING),
  imds: none,
  "pod-identity": () => tcp([POD_IDENTITY_PORT]),
  resolver: none,
  "node-local-dns": () => DNS,
  data: none,
  "control-plane": ({ kubernetesApi }, input) => (kubernetesApi ? apiTraffic(input) : NOTHING),
  endpoints: () => tcp([ENDPOINT_PORT]),
  workload: none,
  nodes: none,
  nat: none,
  peer: none,
  "on-premises": none,
  "rest-of-vpc": none,
  "link-local": none,
};

function outwardAllowance(
  { facts }: ApplicationPeers,
  piece: ZonePiece,
  input: InvariantInput,
): TrafficSet {
  const allowed = OUTWARD[piece.kind](facts, input);
  const ports = databasePorts(facts, piece);
  return ports.length === 0 ? allowed : allowed.union(tcp(ports));
}

/** Every application towards every zone of these kinds; those with the same allowance together. */
function outward(...kinds: readonly ZoneKind[]): Invariant["questions"] {
  return ({ applications, zones, input }) =>
    zones
      .filter(({ piece }) => kinds.includes(piece.kind))
      .flatMap(({ piece, group }) => {
        const groups = new Map<string, Question & { readonly from: PeerGroup[] }>();
        for (const application of applications) {
          const traffic = outwardAllowance(application, piece, input);
          const same = groups.get(traffic.key);
          if (same !== undefined) same.from.push(...application.pods);
          else {
            const from = [...application.pods];
            groups.set(traffic.key, { rule: "at-most", from, to: [group], traffic });
          }
        }
        return [...groups.values()];
      });
}

export function applicationsAreApart({ applications, input }: CheckContext): Question[] {
  const pods = new Map(applications.map((each) => [each.facts.namespace, each.pods]));
  const row = new PodRow(applications);
  return applications.flatMap(({ facts, pods: from }) => {
    const own = facts.namespace;
    const named = new Set(facts.reaches.map(({ application }) => application));
    named.delete(own);
    return [
      atMost(from, row.outside([own, ...named])),
      ...[...named].map((name) =>
        atMost(from, pods.get(name) ?? [], tcp(agreedPorts(input, own, name))),
      ),
    ];
  });
}

function fromLoadBalancers({ zones, applications, protectedPods }: CheckContext): Question[] {
  const rest = [...protectedPods.system, ...protectedPods.unmanaged];
  const row = new PodRow(applications);
  return zones
    .filter(({ piece }) => piece.kind === "alb")
    .flatMap(({ piece, group }) => {
      const own = applications.filter(({ facts }) => facts.loadBalancerZones.includes(piece.of));
      const others = row.outside(own.map(({ facts }) => facts.namespace));
      return [
        atMost([group], [...others, ...rest]),
        ...own.map(({ facts, pods }) => atMost([group], pods, tcp(facts.ports))),
      ];
    });
}

/** The resolver answers and never asks; its address can lie in the first load balancer's subnet. */
const NO_CALLERS: readonly ZoneKind[] = ["alb", "resolver"];

/** What is no load balancer and no application. A caller of another program counts as declared. */
export function closedInward({
  zones,
  applications,
  system,
  otherPods,
  input,
}: CheckContext): Question[] {
  const others = zones.filter(({ piece }) => !NO_CALLERS.includes(piece.kind));
  const from = [...others.map(({ group }) => group), ...system];
  return applications.flatMap(({ facts, pods }) => {
    const declared = facts.reachedBy.map(({ application }) => application);
    const isDeclared = ({ namespace = "" }: PeerGroup): boolean => declared.includes(namespace);
    const callers = otherPods.filter(isDeclared);
    return [
      atMost([...from, ...otherPods.filter((caller) => !isDeclared(caller))], pods),
      ...callers.map((caller) =>
        atMost([caller], pods, tcp(agreedPorts(input, caller.namespace ?? "", facts.namespace))),
      ),
    ];
  });
}

function towardsSystem({ applications, system, besideDns }: CheckContext): Question[] {
  const inDnsNamespace = system.filter(({ namespace }) => namespace === DNS_NAMESPACE);
  const others = system.filter(({ namespace }) => namespace !== DNS_NAMESPACE);
  return applications.flatMap(({ pods }) => [
    atMost(pods, inDnsNamespace, DNS),
    atMost(pods, [...others, ...besideDns]),
  ]);
}

/** Other namespaces, unless the application declares one that another program has. */
function towardsStrangers({ applications, otherPods, input }: CheckContext): Question[] {
  return applications.flatMap(({ facts, pods }) =>
    otherPods.map((stranger) =>
      atMost(pods, [stranger], tcp(agreedPorts(input, facts.namespace, stranger.namespace ?? ""))),
    ),
  );
}

export function otherPodsAreClosed(setting: CheckContext): Question[] {
  return [...towardsSystem(setting), ...towardsStrangers(setting)];
}

export function metadataIsClosed({ zones, applications, protectedPods }: CheckContext): Question[] {
  const targets = zones.filter(({ piece }) => piece.kind === "imds");
  const from = [...applications.flatMap(({ pods }) => pods), ...protectedPods.unmanaged];
  return [
    atMost(
      from,
      targets.map(({ group }) => group),
    ),
  ];
}

export function needsApplications({ applications }: InvariantInput): string | undefined {
  return applications.length === 0 ? "There is no application." : undefined;
}

export function needsTwo(input: InvariantInput): string | undefined {
  const only = input.applications.length === 1 ? "There is only one application." : undefined;
  return needsApplications(input) ?? only;
}

export function needsZones(
  what: string,
  ...kinds: readonly ZoneKind[]
): (input: InvariantInput) => string | undefined {
  return ({ zones }) =>
    zonesOfKind(zones, ...kinds).length === 0 ? `No addresses of ${what} are known.` : undefined;
}

type Wall = Omit<Invariant, "world">;

function wall(
  id: string,
  sentence: string,
  questions: Invariant["questions"],
  needs?: Invariant["notApplicable"],
): Wall {
  const notApplicable: Invariant["notApplicable"] = (input) =>
    needsApplications(input) ?? needs?.(input);
  return { id, sentence, notApplicable, questions };
}

/** What must not be reachable, from and to applications. */
export const WALLS: readonly Wall[] = [
  wall(
    "applications-apart",
    "No application reaches another, except on the ports that both declare.",
    applicationsAreApart,
    needsTwo,
  ),
  wall(
    "load-balancers-apart",
    "A load balancer reaches its own application on its ports, and nothing else.",
    fromLoadBalancers,
    needsZones("load balancers", "alb"),
  ),
  wall(
    "applications-closed-inward",
    "Nothing else in the cluster, in the VPC or beside it reaches an application.",
    closedInward,
  ),
  wall(
    "instance-metadata-closed",
    "No pod outside the system namespaces reaches the instance metadata.",
    metadataIsClosed,
  ),
  wall(
    "control-plane-closed",
    "No application reaches nodes or the control plane, except the Kubernetes API where declared.",
    outward("control-plane", "nodes", "workload"),
    needsZones("nodes or of the control plane", "control-plane", "nodes", "workload"),
  ),
  wall(
    "databases-where-declared",
    "An application reaches its declared databases on their ports, and no other.",
    outward("data"),
    needsZones("databases", "data"),
  ),
  wall(
    "internet-where-declared",
    "Only applications that declare it reach the internet.",
    outward("internet"),
  ),
  wall(
    "private-networks-closed",
    "An application reaches no other address: of the VPC, of load balancers, of connected networks.",
    outward(
      ...(["alb", "pod-identity", "resolver", "node-local-dns", "endpoints", "nat"] as const),
      ...(["peer", "on-premises", "rest-of-vpc", "link-local"] as const),
    ),
  ),
  wall(
    "other-pods-closed",
    "An application reaches no pod of a namespace that is no application, except the cluster's DNS.",
    otherPodsAreClosed,
  ),
];
