import { groupBy } from "../../basics/group-by.js";
import { type PeerGroup, type Question, TrafficSet, type ZoneKind } from "../../prover/index.js";
import {
  agreedPorts,
  type ApplicationFacts,
  DNS,
  type InvariantInput,
  tcp,
} from "./application-facts.js";
import { type CheckContext, DNS_NAMESPACE, groupsInZones, PodRow } from "./check-context.js";
import type { TrafficCheck } from "./traffic-check.js";
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

/** What an application may reach in each kind of zone, besides its databases. */
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
  facts: ApplicationFacts,
  piece: ZonePiece,
  input: InvariantInput,
): TrafficSet {
  const allowed = OUTWARD[piece.kind](facts, input);
  const ports = databasePorts(facts, piece);
  return ports.length === 0 ? allowed : allowed.union(tcp(ports));
}

/** From every application to every zone of these kinds; applications with the same allowance share a question. */
export function outward(...kinds: readonly ZoneKind[]): TrafficCheck["find"] {
  return ({ applications, zones, input }) =>
    zones
      .filter(({ piece }) => kinds.includes(piece.kind))
      .flatMap(({ piece, group }) => {
        const allowed = applications.map(({ facts, pods }) => ({
          pods,
          traffic: outwardAllowance(facts, piece, input),
        }));
        return [...groupBy(allowed, ({ traffic }) => traffic.key).values()].flatMap((alike) =>
          alike.slice(0, 1).map(({ traffic }) =>
            atMost(
              alike.flatMap(({ pods }) => pods),
              [group],
              traffic,
            ),
          ),
        );
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

export function loadBalancersAreApart({
  zones,
  applications,
  protectedPods,
}: CheckContext): Question[] {
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

/** The resolver only answers, and its address can be in the subnet of the first load balancer. */
const NO_CALLERS: readonly ZoneKind[] = ["alb", "resolver"];

/** Neither load balancers nor applications. A caller of another program counts as declared. */
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

/** Other namespaces, except those of other programs that the application declares. */
function towardsOtherPods({ applications, otherPods, input }: CheckContext): Question[] {
  return applications.flatMap(({ facts, pods }) =>
    otherPods.map((other) =>
      atMost(pods, [other], tcp(agreedPorts(input, facts.namespace, other.namespace ?? ""))),
    ),
  );
}

export function otherPodsAreClosed(context: CheckContext): Question[] {
  return [...towardsSystem(context), ...towardsOtherPods(context)];
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

/** An unmanaged namespace has DNS and nothing else, in both directions. */
export function unmanagedIsClosed(context: CheckContext): Question[] {
  const { unmanagedPods, applications, system, besideDns, otherPods, zones } = context;
  const dns = system.filter(({ namespace }) => namespace === DNS_NAMESPACE);
  const pods = [
    ...applications.flatMap((application) => application.pods),
    ...system.filter(({ namespace }) => namespace !== DNS_NAMESPACE),
    ...besideDns,
    ...otherPods,
  ];
  const caches = groupsInZones(context, "node-local-dns");
  const addresses = zones.map(({ group }) => group);
  const closed = addresses.filter((group) => !caches.includes(group));
  return [
    atMost(unmanagedPods, [...dns, ...caches], DNS),
    atMost(unmanagedPods, [...pods, ...closed]),
    atMost([...pods, ...dns, ...addresses], unmanagedPods),
  ];
}
