import { objectOf, textsOf } from "../../basics/json.js";
import { STAGED_LABEL } from "../../contract/names.js";
import type { AccessControlObject, JsonObject, RawObject, ReadResult } from "../../prover/index.js";

type Kind = RawObject["kind"];

const ENFORCED: Partial<Record<Kind, Kind>> = {
  StagedNetworkPolicy: "NetworkPolicy",
  StagedGlobalNetworkPolicy: "GlobalNetworkPolicy",
  StagedKubernetesNetworkPolicy: "KubernetesNetworkPolicy",
};

const POLICIES: readonly Kind[] = [
  ...(["KubernetesNetworkPolicy", "KubernetesClusterNetworkPolicy"] as const),
  ...(["NetworkPolicy", "GlobalNetworkPolicy"] as const),
];

/** How many policies act, and how many are evaluated and logged without effect. */
export interface Enforcement {
  readonly enforced: number;
  readonly staged: number;
}

export function countEnforcement({ objects }: Pick<ReadResult, "objects">): Enforcement {
  return {
    enforced: objects.filter(({ kind }) => POLICIES.includes(kind)).length,
    staged: objects.filter(({ kind }) => kind in ENFORCED).length,
  };
}

function without(fields: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => field !== name));
}

function enforcedPolicy(object: RawObject, kind: Kind): RawObject[] {
  const { stagedAction = "Set", ...spec } = objectOf(object.content.spec);
  if (stagedAction === "Ignore" || stagedAction === "Delete") return [];
  return [{ ...object, kind, content: { ...object.content, spec } }];
}

/** A namespace whose label keeps the default of all namespaces off loses it when it is enforced. */
function enforcedNamespace(object: RawObject): RawObject {
  const metadata = objectOf(object.content.metadata);
  const labels = objectOf(metadata.labels);
  if (!(STAGED_LABEL in labels)) return object;
  const kept = { ...metadata, labels: without(labels, STAGED_LABEL) };
  return { ...object, content: { ...object.content, metadata: kept } };
}

function enforcedBinding(guard: AccessControlObject): AccessControlObject {
  if (guard.ref.kind !== "ValidatingAdmissionPolicyBinding") return guard;
  const spec = objectOf(guard.content.spec);
  const actions = textsOf(spec.validationActions);
  if (actions.includes("Deny") || actions.length === 0) return guard;
  const content = { ...guard.content, spec: { ...spec, validationActions: ["Deny"] } };
  return { ref: guard.ref, content };
}

/** The same objects as they will be once everything that is staged is enforced. */
export function enforceStaged(read: ReadResult): ReadResult {
  return {
    ...read,
    accessControls: read.accessControls.map(enforcedBinding),
    objects: read.objects.flatMap((object) => {
      const kind = ENFORCED[object.kind];
      if (kind !== undefined) return enforcedPolicy(object, kind);
      return object.kind === "Namespace" ? [enforcedNamespace(object)] : [object];
    }),
  };
}
