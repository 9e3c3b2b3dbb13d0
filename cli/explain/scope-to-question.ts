import {
  type ObjectKind,
  parseNetwork,
  type Peer,
  PeerError,
  type Wanted,
} from "../../prover/index.js";
import { openWorld, type WorldRequest } from "../proof/open-world.js";
import { type OpenedWorld } from "../proof/opened-world.js";
import { isJudgeable } from "../proof/require-provable.js";
import type { Terminal } from "../terminal.js";
import type { FlowWords } from "./arguments.js";
import { PeerFinder } from "./find-peers.js";

/** These select pods of their own namespace and of no other one. */
const OF_NAMESPACE: readonly ObjectKind[] = [
  "KubernetesNetworkPolicy",
  "NetworkPolicy",
  "StagedNetworkPolicy",
  "StagedKubernetesNetworkPolicy",
];

const POD = /^([^/]+)\/[^/]+$/;

/** Where the pods of a word are: in one namespace, or, for a zone, in none. Undefined where they may be in any. */
function namespacesNamedBy(word: string): readonly string[] | undefined {
  if (parseNetwork(word) !== undefined) return undefined;
  const namespace = POD.exec(word)?.[1];
  if (namespace !== undefined) return [namespace];
  return word.includes("/") ? undefined : [];
}

/** The namespaces whose policies can decide between the two; undefined where it takes the objects to know. */
export function namespacesBetween({ from, to }: FlowWords): readonly string[] | undefined {
  const [own, other] = [namespacesNamedBy(from), namespacesNamedBy(to)];
  return own === undefined || other === undefined ? undefined : [...own, ...other];
}

/** No policies of other namespaces, and nothing of kinds that decide about no traffic. */
export function relevantTo(namespaces: readonly string[]): Wanted {
  return ({ kind, namespace = "" }) =>
    kind !== undefined && (!OF_NAMESPACE.includes(kind) || namespaces.includes(namespace));
}

/** Whether the policies of everyone who is meant were read. */
function isCovered(namespaces: readonly string[], peers: readonly Peer[]): boolean {
  return peers.every(
    (peer) => peer.kind === "network" || namespaces.includes(peer.endpoint.namespace),
  );
}

/**
 * The world as far as it bears on one question, which is a small part of a large platform. Undefined where that is not
 * enough to answer as from everything, or where something is wrong: then every problem is reported.
 */
export function openRelevantPart(
  request: WorldRequest,
  words: FlowWords,
  terminal: Pick<Terminal, "input">,
): OpenedWorld | undefined {
  const namespaces = namespacesBetween(words);
  if (namespaces === undefined) return undefined;
  const opened = openWorld({ ...request, wanted: relevantTo(namespaces) }, terminal);
  if (!isJudgeable(opened.findings)) return undefined;
  try {
    const finder = new PeerFinder(opened);
    const peers = [...finder.find(words.from), ...finder.find(words.to)];
    return isCovered(namespaces, peers) ? opened : undefined;
  } catch (error) {
    if (error instanceof PeerError) return undefined;
    throw error;
  }
}
