import {
  adversaryLabels,
  ANY_VALUE,
  evaluateSelector,
  exactLabels,
  isCalicoStorage,
  type Labels,
  NAMESPACE_PREFIX,
  type ObjectKind,
  type Policy,
  type RawObject,
  Truth,
} from "../../prover/index.js";
import {
  type ManifestCheck,
  type ManifestContext,
  type ManifestHit,
  listAt,
  textAt,
  valueAt,
} from "./manifest-check.js";

const CALICO_POLICIES: readonly ObjectKind[] = [
  "NetworkPolicy",
  "GlobalNetworkPolicy",
  "StagedNetworkPolicy",
  "StagedGlobalNetworkPolicy",
];
const GLOBAL: readonly ObjectKind[] = [
  "GlobalNetworkPolicy",
  "StagedGlobalNetworkPolicy",
  "KubernetesClusterNetworkPolicy",
];
const STAGED: readonly ObjectKind[] = [
  "StagedNetworkPolicy",
  "StagedGlobalNetworkPolicy",
  "StagedKubernetesNetworkPolicy",
];

function ofKinds({ objects }: ManifestContext, kinds: readonly ObjectKind[]): RawObject[] {
  return objects.filter(({ kind }) => kinds.includes(kind));
}

interface Placed {
  readonly object: RawObject;
  readonly policy: Policy;
}

function policiesOfKinds(context: ManifestContext, kinds: readonly ObjectKind[]): Placed[] {
  const policies = new Map(
    context.world.tiers.flatMap((tier) => tier.policies).map((policy) => [policy.object, policy]),
  );
  return ofKinds(context, kinds).flatMap((object) => {
    const policy = policies.get(object.ref);
    return policy === undefined ? [] : [{ object, policy }];
  });
}

const typesNotWritten: ManifestCheck = {
  code: "types-not-written",
  severity: "warning",
  title: "A Calico policy without `types`",
  why:
    "Calico's API server fills them in by the number of rules, the native CRDs of 3.32 by the " +
    "presence of the fields, and objects in Calico's datastore get both.",
  fix: "Write `types`.",
  find: (context) => {
    const reported = new Set(
      context.world.findings
        .filter(({ code }) => code === "missing-types")
        .map(({ object }) => object),
    );
    return ofKinds(context, CALICO_POLICIES)
      .filter(
        ({ content, ref }) => listAt(content, ["spec", "types"]).length === 0 && !reported.has(ref),
      )
      .map((object) => ({ object, path: ["spec"], message: "The policy has no types." }));
  },
};

const orderNotWritten: ManifestCheck = {
  code: "order-not-written",
  severity: "warning",
  title: "A Calico policy or tier without `order`",
  why: "It comes after everything with an order; among several without one the name decides.",
  fix: "Write an order that is unique in its tier.",
  find: (context) =>
    ofKinds(context, [...CALICO_POLICIES, "Tier"])
      .filter(({ content }) => typeof valueAt(content, ["spec", "order"]) !== "number")
      .map((object) => ({
        object,
        path: ["spec"],
        message: `The ${object.ref.kind} has no order.`,
      })),
};

/** A host endpoint carries no label of a namespace and any other label. */
const HOST_ENDPOINT: Labels = {
  get: (label) =>
    label.startsWith(NAMESPACE_PREFIX) || label.startsWith("projectcalico.org/")
      ? undefined
      : ANY_VALUE,
};

const CERTAINTY: Readonly<Record<Truth, string>> = {
  [Truth.No]: "",
  [Truth.Maybe]: "may select host endpoints too",
  [Truth.Yes]: "selects every host endpoint too",
};

const selectsHosts: ManifestCheck = {
  code: "selects-host-endpoints",
  severity: "warning",
  title: "A GlobalNetworkPolicy that is not limited to pods",
  why:
    "An absent label satisfies `!=` and `not in`, so the policy selects nodes with host endpoints " +
    "and drops their traffic that it does not allow.",
  fix: "Add a namespaceSelector that starts with has(projectcalico.org/name).",
  find: (context) =>
    policiesOfKinds(context, ["GlobalNetworkPolicy", "StagedGlobalNetworkPolicy"]).flatMap(
      ({ object, policy }): ManifestHit[] => {
        const certain = evaluateSelector(policy.selector, exactLabels({}));
        const truth =
          certain === Truth.Yes ? certain : evaluateSelector(policy.selector, HOST_ENDPOINT);
        if (truth === Truth.No) return [];
        return [{ object, path: ["spec", "selector"], message: `The policy ${CERTAINTY[truth]}.` }];
      },
    ),
};

/** The known labels of a namespace with every pod label open; unknown namespace labels count as absent. */
function podChoices({ labels }: { readonly labels: Labels }): Labels {
  const open = adversaryLabels({});
  return {
    get: (label) => {
      const value = labels.get(label);
      if (value !== ANY_VALUE) return value;
      return label.startsWith(NAMESPACE_PREFIX) ? undefined : open.get(label);
    },
  };
}

const podsCanLeave: ManifestCheck = {
  code: "pods-can-leave-policy",
  severity: "warning",
  title: "A cluster-wide or platform policy that selects pods by their own labels",
  why: "Anyone who creates a pod chooses its labels and its service account, and so whether the policy applies.",
  fix: "Select by namespace, such as projectcalico.org/name.",
  find: (context) => {
    const tenants = context.world.endpoints
      .filter(
        ({ kind, namespace }) =>
          kind === "adversary" && !context.systemNamespaces.includes(namespace),
      )
      .map((endpoint) => ({ namespace: endpoint.namespace, labels: podChoices(endpoint) }));
    return policiesOfKinds(context, [...GLOBAL, "NetworkPolicy", "StagedNetworkPolicy"])
      .filter(({ object, policy }) => GLOBAL.includes(object.kind) || policy.tier !== "default")
      .flatMap(({ object, policy }): ManifestHit[] => {
        const own = object.ref.namespace;
        const open = tenants
          .filter(({ namespace }) => own === undefined || own === namespace)
          .filter(({ labels }) => evaluateSelector(policy.selector, labels) === Truth.Maybe)
          .map(({ namespace }) => namespace);
        if (open.length === 0) return [];
        const where =
          open.length === 1 ? `the namespace ${open[0] ?? ""}` : `${open.length} namespaces`;
        const message = `In ${where} pod labels decide whether the policy applies.`;
        return [{ object, path: ["spec", "selector"], message }];
      });
  },
};

const writtenToStorage: ManifestCheck = {
  code: "written-to-storage",
  severity: "warning",
  title: "An object of crd.projectcalico.org/v1",
  why:
    "Calico's datastore neither validates nor defaults: a policy whose selector does not parse applies to " +
    "every endpoint, and names and tiers are encoded differently.",
  fix: "Write it as projectcalico.org/v3.",
  find: ({ objects }) =>
    objects
      .filter(({ ref }) => isCalicoStorage(ref.apiVersion))
      .map((object) => ({
        object,
        path: ["apiVersion"],
        message: `The ${object.ref.kind} is written to Calico's datastore directly.`,
      })),
};

const stagedOnly: ManifestCheck = {
  code: "staged-not-enforced",
  severity: "warning",
  title: "A staged policy",
  why: "Calico evaluates it and logs the result, but does not deny anything by it.",
  fix: "Write the kind without Staged to enforce it.",
  find: (context) =>
    ofKinds(context, STAGED).map((object) => ({
      object,
      path: ["kind"],
      message: `The ${object.ref.kind} is not enforced.`,
    })),
};

const selectorTooLong: ManifestCheck = {
  code: "long-selector",
  severity: "note",
  title: "A selector of more than 900 characters",
  why: "Calico's API rejects selectors of more than 1024 characters, and a list of namespaces grows towards the limit.",
  fix: "Select by a label that only the platform sets instead of a list of names.",
  find: (context) =>
    ofKinds(context, CALICO_POLICIES).flatMap((object) =>
      ["selector", "namespaceSelector", "serviceAccountSelector"]
        .map((field) => ({ field, length: textAt(object.content, ["spec", field]).length }))
        .filter(({ length }) => length > 900)
        .map(({ field, length }) => ({
          object,
          path: ["spec", field],
          message: `The ${field} has ${length} of at most 1024 characters.`,
        })),
    ),
};

/** Checks of whole policies. */
export const POLICY_CHECKS: readonly ManifestCheck[] = [
  typesNotWritten,
  orderNotWritten,
  selectsHosts,
  podsCanLeave,
  writtenToStorage,
  stagedOnly,
  selectorTooLong,
];
