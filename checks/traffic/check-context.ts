import {
  type Endpoint,
  endpointParticipants,
  openScene,
  type Participant,
  type Scene,
  withLabels,
  type World,
  type ZoneKind,
  zoneParticipant,
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
export interface ApplicationCast {
  readonly facts: ApplicationFacts;
  readonly pods: readonly Participant[];
}

export interface ZoneCast {
  readonly piece: ZonePiece;
  readonly participant: Participant;
}

/** Everyone the invariants speak of, in one world. */
export interface Setting {
  readonly scene: Scene;
  readonly input: InvariantInput;
  readonly applications: readonly ApplicationCast[];
  /** Pods of the cluster's own namespaces. */
  readonly system: readonly Participant[];
  /** The cluster's DNS. */
  readonly dns: readonly Participant[];
  /** What is in the namespace of the cluster's DNS and is something else. */
  readonly besideDns: readonly Participant[];
  /** Pods of namespaces that are neither. */
  readonly strangers: readonly Participant[];
  /** Those of the strangers, and of the system's pods, whom the questions protect, too. */
  readonly guarded: Guarded;
  /** Of the strangers, the one in the namespace that nobody onboarded. */
  readonly unmanaged: readonly Participant[];
  /** Single nodes are left out: a node always reaches its own pods. */
  readonly zones: readonly ZoneCast[];
}

/** Who is protected beside the applications. */
export type Guarded = Readonly<Record<"system" | "strangers", readonly Participant[]>>;

export type SettingOptions = Readonly<Record<keyof Guarded, boolean>>;

export function openSetting(world: World, input: InvariantInput, guards: SettingOptions): Setting {
  const pieces = zonePiecesOf(input.zones, input.applications).filter(
    ({ node }) => node === undefined,
  );
  const dnsPods = madeIn(world, DNS_LABELS);
  const others = madeIn(world, OTHER_LABELS);
  const endpoints = [...world.endpoints, ...dnsPods, ...others];
  const scene = openScene({ ...world, endpoints }, { ...input.zones, zones: pieces });
  const byNamespace = participantsByNamespace(scene, world.endpoints);
  const applications = input.applications.map((facts) => ({
    facts,
    pods: byNamespace.get(facts.namespace) ?? [],
  }));
  const system = systemNamespacesOf(input);
  const systemPods = system.flatMap((name) => byNamespace.get(name) ?? []);
  const own = new Set([...system, ...input.applications.map(({ namespace }) => namespace)]);
  const strangers = [...byNamespace].flatMap(([name, pods]) => (own.has(name) ? [] : pods));
  // What the program of a declared neighbour does is proved there; its namespace is not among these objects.
  const neighbours = neighboursOf(input);
  const forgotten = strangers.filter(({ namespace = "" }) => !neighbours.has(namespace));
  return {
    scene,
    input,
    applications,
    system: systemPods,
    dns: endpointParticipants(scene, dnsPods),
    besideDns: endpointParticipants(scene, others),
    strangers,
    guarded: {
      system: guards.system ? systemPods : [],
      strangers: guards.strangers ? forgotten : [],
    },
    unmanaged: byNamespace.get(UNMANAGED_PROBE) ?? [],
    zones: pieces.map((piece) => ({ piece, participant: zoneParticipant(piece) })),
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
export function participantsIn({ zones }: Setting, ...kinds: readonly ZoneKind[]): Participant[] {
  return zones
    .filter(({ piece }) => kinds.includes(piece.kind))
    .map(({ participant }) => participant);
}

/** A pod of the DNS namespace that may be there, with these labels. */
function madeIn({ endpoints }: World, labels: Readonly<Record<string, string>>): Endpoint[] {
  return endpoints
    .filter(({ namespace, kind }) => namespace === DNS_NAMESPACE && kind === "adversary")
    .map((adversary) => withLabels(adversary, labels));
}

function participantsByNamespace(
  scene: Scene,
  endpoints: readonly Endpoint[],
): Map<string, Participant[]> {
  const grouped = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const group = grouped.get(endpoint.namespace);
    if (group === undefined) grouped.set(endpoint.namespace, [endpoint]);
    else group.push(endpoint);
  }
  return new Map(
    [...grouped].map(([namespace, group]) => [namespace, endpointParticipants(scene, group)]),
  );
}
