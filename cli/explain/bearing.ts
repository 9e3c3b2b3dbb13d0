import { type ObjectHead, type ObjectKind, parseNetwork, type Wanted } from "../../prover/index.js";
import type { FlowWords } from "./explain-arguments.js";

/** These select pods of their own namespace and of no other one. */
const OF_NAMESPACE: readonly (ObjectKind | undefined)[] = [
  "KubernetesNetworkPolicy",
  "NetworkPolicy",
  "StagedNetworkPolicy",
  "StagedKubernetesNetworkPolicy",
];

const POD = /^([^/]+)\/[^/]+$/;

/** Where the pods of a word are: in one namespace, or, for a zone, in none. Undefined where they may be in any. */
function namespacesOf(word: string): readonly string[] | undefined {
  if (parseNetwork(word) !== undefined) return undefined;
  const namespace = POD.exec(word)?.[1];
  if (namespace !== undefined) return [namespace];
  return word.includes("/") ? undefined : [];
}

/**
 * The objects that can bear on traffic between two: of policies of namespaces those of the two, and nothing of kinds
 * that decide about no traffic. Undefined where it takes the objects themselves to know.
 */
export function bearingOn({ from, to }: FlowWords): Wanted | undefined {
  const [own, other] = [namespacesOf(from), namespacesOf(to)];
  if (own === undefined || other === undefined) return undefined;
  const namespaces = [...own, ...other];
  return ({ kind, namespace = "" }: ObjectHead) =>
    kind !== undefined && (!OF_NAMESPACE.includes(kind) || namespaces.includes(namespace));
}
