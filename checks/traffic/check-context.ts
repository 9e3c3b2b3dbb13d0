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
  listSystemNamespaces,
} from "./application-facts.js";
import { UNMANAGED_PROBE } from "./probes.js";
import { cutZones, type ZonePiece } from "./zone-pieces.js";

export const DNS_NAMESPACE = "kube-system";
const DNS_LABELS = { "k8s-app": "kube-dns" };
const OTHER_LABELS = { "k8s-app": "something-else" };

/** An application with its pods. */
export interface ApplicationPeers {
  readonly facts: ApplicationFacts;
  readonly pods: readonly PeerGroup[];
}

export interface ZonePeers {
  readonly piece: ZonePiece;
  readonly group: PeerGroup;
}

/** All peers of one world, as the traffic checks ask about them. */
export interface CheckContext {
  readonly groups: PeerGroups;
  readonly input: InvariantInput;
  readonly applications: readonly ApplicationPeers[];
  /** Pods of the system namespaces. */
  readonly system: readonly PeerGroup[];
  /** The cluster's DNS. */
  readonly dns: readonly PeerGroup[];
  /** Other pods in the namespace of the cluster's DNS. */
  readonly besideDns: readonly PeerGroup[];
  /** Pods of all other namespaces. */
  readonly otherPods: readonly PeerGroup[];
  /** System and unmanaged pods that the checks of isolation protect too. */
  readonly protectedPods: ProtectedPods;
  /** Pods of the namespace that represents every unmanaged one. */
  readonly unmanagedPods: readonly PeerGroup[];
  /** Single nodes are left out: a node always reaches its own pods. */
  readonly zones: readonly ZonePeers[];
}

/** Pods that are protected besides those of applications. */
export type ProtectedPods = Readonly<Record<"system" | "unmanaged", readonly PeerGroup[]>>;

export type ProtectionOptions = Readonly<Record<keyof ProtectedPods, boolean>>;

export function openCheckContext(
  world: World,
  input: InvariantInput,
  protect: ProtectionOptions,
): CheckContext {
  const pieces = cutZones(input.zones, input.applications).filter(({ node }) => node === undefined);
  const dnsPods = possibleDnsNamespacePods(world, DNS_LABELS);
  const others = possibleDnsNamespacePods(world, OTHER_LABELS);
  const endpoints = [...world.endpoints, ...dnsPods, ...others];
  const groups = groupPeers({ ...world, endpoints }, { ...input.zones, zones: pieces });
  const byNamespace = groupByNamespace(groups, world.endpoints);
  const applications = input.applications.map((facts) => ({
    facts,
    pods: byNamespace.get(facts.namespace) ?? [],
  }));
  const system = listSystemNamespaces(input);
  const systemPods = system.flatMap((name) => byNamespace.get(name) ?? []);
  const own = new Set([...system, ...input.applications.map(({ namespace }) => namespace)]);
  const otherPods = [...byNamespace].flatMap(([name, pods]) => (own.has(name) ? [] : pods));
  // A declared peer of another program is proved there; its namespace is not among these objects.
  const declared = declaredPeers(input);
  const unmanaged = otherPods.filter(({ namespace = "" }) => !declared.has(namespace));
  return {
    groups,
    input,
    applications,
    system: systemPods,
    dns: groupEndpoints(groups, dnsPods),
    besideDns: groupEndpoints(groups, others),
    otherPods,
    protectedPods: {
      system: protect.system ? systemPods : [],
      unmanaged: protect.unmanaged ? unmanaged : [],
    },
    unmanagedPods: byNamespace.get(UNMANAGED_PROBE) ?? [],
    zones: pieces.map((piece) => ({ piece, group: zoneGroup(piece) })),
  };
}

/** The applications that others declare connections with. */
function declaredPeers({ applications }: InvariantInput): ReadonlySet<string> {
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

/** A pod with these labels that may be created in the DNS namespace. */
function possibleDnsNamespacePods(
  { endpoints }: World,
  labels: Readonly<Record<string, string>>,
): Endpoint[] {
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

interface Slice {
  readonly start: number;
  readonly end: number;
}

/**
 * The pods of all applications in one list, from which those of a few are cut out: once for each application, and there
 * can be thousands.
 */
export class PodRow {
  private readonly pods: readonly PeerGroup[];
  private readonly slices = new Map<string, Slice>();

  constructor(applications: readonly ApplicationPeers[]) {
    this.pods = applications.flatMap(({ pods }) => pods);
    let start = 0;
    for (const { facts, pods } of applications) {
      const end = start + pods.length;
      if (end > start) this.slices.set(facts.namespace, { start, end });
      start = end;
    }
  }

  /** All pods except those of these namespaces. */
  outside(namespaces: Iterable<string>): PeerGroup[] {
    const cuts = [...new Set(namespaces)]
      .flatMap((name) => this.slices.get(name) ?? [])
      .sort((a, b) => a.start - b.start);
    const ends = [...cuts.map(({ start }) => start), this.pods.length];
    const pieces = cuts.map(({ end }, at) => this.pods.slice(end, ends[at + 1]));
    return this.pods.slice(0, ends[0]).concat(...pieces);
  }
}
