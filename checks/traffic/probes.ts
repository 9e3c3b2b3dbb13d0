import { type RawObject, type ReadResult, readManifests } from "../../prover/index.js";

/** An unmanaged namespace that is added to the manifests to check what it can reach. */
export const UNMANAGED_PROBE = "bulkhead-unmanaged-probe";

/** The prefix of policies that allow everything. */
const OPENING_PREFIX = "bulkhead-probe-allow-all";

const CLAIMED = "bulkhead-probe-claimed";

const ANYWHERE = [{ ipBlock: { cidr: "0.0.0.0/0" } }, { ipBlock: { cidr: "::/0" } }];
const ANY_NAMESPACE = [{ namespaceSelector: {} }, { namespaceSelector: {}, podSelector: {} }];

/** The ways in which a NetworkPolicy can allow everything. */
const SHAPES: Readonly<Record<string, object>> = {
  "empty-peers": { ingress: [{}], egress: [{}] },
  "any-address": { ingress: [{ from: ANYWHERE }], egress: [{ to: ANYWHERE }] },
  "any-namespace": { ingress: [{ from: ANY_NAMESPACE }], egress: [{ to: ANY_NAMESPACE }] },
};

/** Adds an unmanaged namespace, and the one that every cluster has; both have a name and no labels. */
export function withUnmanagedNamespace(read: ReadResult): ReadResult {
  return withObjects(read, [
    ...[UNMANAGED_PROBE, "default"].map((name) => ({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name },
    })),
  ]);
}

/**
 * Adds NetworkPolicies that allow everything in these namespaces, in every shape at once: NetworkPolicies only add to
 * what is allowed, so none of the shapes alone opens more.
 */
export function withEverythingAllowed(read: ReadResult, namespaces: readonly string[]): ReadResult {
  const policies = namespaces.flatMap((namespace) =>
    Object.entries(SHAPES).map(([shape, rules]) => ({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: `${OPENING_PREFIX}-${shape}`, namespace },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ...rules },
    })),
  );
  return withObjects(read, policies);
}

/**
 * Lets a pod of each namespace claim these addresses, as an annotation that admission does not reject makes Calico
 * believe: Calico then counts the addresses as the namespace's own.
 */
export function withClaimedAddresses(
  read: ReadResult,
  namespaces: readonly string[],
  nets: readonly string[],
): ReadResult {
  const sets = namespaces.map((namespace) => ({
    apiVersion: "projectcalico.org/v3",
    kind: "NetworkSet",
    metadata: { name: CLAIMED, namespace },
    spec: { nets },
  }));
  return withObjects(read, sets);
}

function withObjects(read: ReadResult, objects: readonly object[]): ReadResult {
  const added = readManifests([{ file: "bulkhead's probes", objects }]);
  return { ...read, objects: [...read.objects, ...added.objects.filter(isNew(read))] };
}

function isNew({ objects }: ReadResult): (object: RawObject) => boolean {
  const key = ({ kind, ref }: RawObject): string => `${kind}/${ref.namespace ?? ""}/${ref.name}`;
  const known = new Set(objects.map(key));
  return (object) => !known.has(key(object));
}
