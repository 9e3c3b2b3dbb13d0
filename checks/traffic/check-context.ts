import { groupBy } from "../../basics/group-by.js";
import {
  type Endpoint,
  groupEndpoints,
  groupPeers,
  type PeerGroup,
  type PeerGroups,
  withLabels,
  type World,
  type ZoneKind,
  zoneGroup,
} from "../../prover/index.js";
import {
  type ApplicationFacts,
  type InvariantInput,
  systemNamespacesOf,
} from "./application-facts.js";
import { UNMANAGED_PROBE } from "./probes.js";
import { type ZonePiece, zonePiecesOf } from "./zone-pieces.js";

export const DNS_NAMESPACE = "kube-system";
const DNS_LABELS = { "k8s-app": "kube-dns" };
const OTHER_LABELS = { "k8s-app": "something-else" };

/** An application with the pods that take part for it. */
export interface ApplicationPeers {
  readonly facts: ApplicationFacts;
  readonly pods: readonly PeerGroup[];
}

export interface ZonePeers {
  readonly piece: ZonePiece;
  readonly group: PeerGroup;
}

/** All peers that the invariants ask about, in one world. */
export interface CheckContext {
  readonly groups: PeerGroups;
  readonly input: InvariantInput;
  readonly applications: readonly ApplicationPeers[];
  /** Pods of the cluster's own namespaces. */
  readonly system: readonly PeerGroup[];
  /** The cluster's DNS. */
  readonly dns: readonly PeerGroup[];
  /** What is in the namespace of the cluster's DNS and is something else. */
  readonly besideDns: readonly PeerGroup[];
  /** Pods of all other namespaces. */
  readonly otherPods: readonly PeerGroup[];
  /** System pods and pods of unmanaged namespaces that the questions protect too. */
  readonly protectedPods: ProtectedPods;
  /** Pods of the namespace that stands for every unmanaged one. */
  readonly unmanagedPods: readonly PeerGroup[];
  /** Single nodes are left out: a node always reaches its own pods. */
  readonly zones: readonly ZonePeers[];
}

/** Pods that are protected beside those of applications. */
export type ProtectedPods = Readonly<Record<"system" | "unmanaged", readonly PeerGroup[]>>;

export type ProtectionOptions = Readonly<Record<keyof ProtectedPods, boolean>>;

export function openCheckContext(
  world: World,
  input: InvariantInput,
  guards: ProtectionOptions,
): CheckContext {
  const pieces = zonePiecesOf(input.zones, input.applications).filter(
    ({ node }) => node === undefined,
  );
  const dnsPods = madeIn(world, DNS_LABELS);
  const others = madeIn(world, OTHER_LABELS);
  const endpoints = [...world.endpoints, ...dnsPods, ...others];
  const groups = groupPeers({ ...world, endpoints }, { ...input.zones, zones: pieces });
  const byNamespace = groupByNamespace(groups, world.endpoints);
  const applications = input.applications.map((facts) => ({
    facts,
    pods: byNamespace.get(facts.namespace) ?? [],
  }));
  const system = systemNamespacesOf(input);
  const systemPods = system.flatMap((name) => byNamespace.get(name) ?? []);
  const own = new Set([...system, ...input.applications.map(({ namespace }) => namespace)]);
  const otherPods = [...byNamespace].flatMap(([name, pods]) => (own.has(name) ? [] : pods));
  // What the program of a declared neighbour does is proved there; its namespace is not among these objects.
  const neighbours = neighboursOf(input);
  const unmanaged = otherPods.filter(({ namespace = "" }) => !neighbours.has(namespace));
  return {
    groups,
    input,
    applications,
    system: systemPods,
    dns: groupEndpoints(groups, dnsPods),
    besideDns: groupEndpoints(groups, others),
    otherPods,
    protectedPods: {
      system: guards.system ? systemPods : [],
      unmanaged: guards.unmanaged ? unmanaged : [],
    },
    unmanagedPods: byNamespace.get(UNMANAGED_PROBE) ?? [],
    zones: pieces.map((piece) => ({ piece, group: zoneGroup(piece) })),
  };
}

/** Namespaces that applications declare connections with. */
function neighboursOf({ applications }: InvariantInput): ReadonlySet<string> {
  return new Set(
    applications.flatMap(({ reaches, reachedBy }) =>
      [...reaches, ...reachedBy].map(({ application }) => application),
    ),
  );
}

/** The zones of these kinds. */
export function groupsInZones({ zones }: CheckContext, ...kinds: readonly ZoneKind[]): PeerGroup[] {
  return zones.filter(({ piece }) => kinds.includes(piece.kind)).map(({ group }) => group);
}

/** A pod of the DNS namespace that may be there, with these labels. */
function madeIn({ endpoints }: World, labels: Readonly<Record<string, string>>): Endpoint[] {
  return endpoints
    .filter(({ namespace, kind }) => namespace === DNS_NAMESPACE && kind === "adversary")
    .map((adversary) => withLabels(adversary, labels));
}

function groupByNamespace(
  groups: PeerGroups,
  endpoints: readonly Endpoint[],
): Map<string, PeerGroup[]> {
  const grouped = groupBy(endpoints, ({ namespace }) => namespace);
  return new Map(
    [...grouped].map(([namespace, group]) => [namespace, groupEndpoints(groups, group)]),
  );
}
