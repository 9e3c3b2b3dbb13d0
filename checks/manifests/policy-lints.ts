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
import { type Lint, type LintContext, type LintHit, listAt, textAt, valueAt } from "./lint.js";

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

function ofKinds({ objects }: LintContext, kinds: readonly ObjectKind[]): RawObject[] {
  return objects.filter(({ kind }) => kinds.includes(kind));
}

interface Placed {
  readonly object: RawObject;
  readonly policy: Policy;
}

function policiesOf(context: LintContext, kinds: readonly ObjectKind[]): Placed[] {
  const policies = new Map(
    context.world.tiers.flatMap((tier) => tier.policies).map((policy) => [policy.object, policy]),
  );
  return ofKinds(context, kinds).flatMap((object) => {
    const policy = policies.get(object.ref);
    return policy === undefined ? [] : [{ object, policy }];
  });
}

const typesNotWritten: Lint = {
  code: "types-not-written",
  severity: "warning",
  title: "A policy of Calico without `types`",
  why:
    "Calico's API server fills them in by the number of rules, the native CRDs of 3.32 by the " +
    "presence of the fields, and objects in Calico's storage get both.",
  fix: "Write `types`.",
  find: (context) => {
    const told = new Set(
      context.world.findings
        .filter(({ code }) => code === "missing-types")
        .map(({ object }) => object),
    );
    return ofKinds(context, CALICO_POLICIES)
      .filter(
        ({ content, ref }) => listAt(content, ["spec", "types"]).length === 0 && !told.has(ref),
      )
      .map((object) => ({ object, path: ["spec"], message: "The policy has no types." }));
  },
};

const orderNotWritten: Lint = {
  code: "order-not-written",
  severity: "warning",
  title: "A policy or tier of Calico without `order`",
  why: "It comes last, after everything that has one, and among its like the name decides.",
  fix: "Write an order that nothing else of its tier has.",
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

const SURENESS: Readonly<Record<Truth, string>> = {
  [Truth.No]: "",
  [Truth.Maybe]: "may select host endpoints too",
  [Truth.Yes]: "selects every host endpoint too",
};

const selectsHosts: Lint = {
  code: "selects-host-endpoints",
  severity: "warning",
  title: "A GlobalNetworkPolicy that is not limited to pods",
  why:
    "A label that is absent satisfies `!=` and `not in`, so nodes with host endpoints are selected " +
    "and what the policy does not allow them is dropped.",
  fix: "Add a namespaceSelector that begins with has(projectcalico.org/name).",
  find: (context) =>
    policiesOf(context, ["GlobalNetworkPolicy", "StagedGlobalNetworkPolicy"]).flatMap(
      ({ object, policy }): LintHit[] => {
        const certain = evaluateSelector(policy.selector, exactLabels({}));
        const truth =
          certain === Truth.Yes ? certain : evaluateSelector(policy.selector, HOST_ENDPOINT);
        if (truth === Truth.No) return [];
        return [{ object, path: ["spec", "selector"], message: `The policy ${SURENESS[truth]}.` }];
      },
    ),
};

/** What a namespace is known to be, with labels of pods open; unknown labels of namespaces count as absent. */
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

const podsCanLeave: Lint = {
  code: "pods-can-leave-policy",
  severity: "warning",
  title: "A cluster-wide or platform policy that selects pods by labels of the pods",
  why: "Whoever writes a pod chooses its labels and its service account, and with them whether the policy is about it.",
  fix: "Select by namespace, such as projectcalico.org/name.",
  find: (context) => {
    const tenants = context.world.endpoints
      .filter(
        ({ kind, namespace }) =>
          kind === "adversary" && !context.systemNamespaces.includes(namespace),
      )
      .map((endpoint) => ({ namespace: endpoint.namespace, labels: podChoices(endpoint) }));
    return policiesOf(context, [...GLOBAL, "NetworkPolicy", "StagedNetworkPolicy"])
      .filter(({ object, policy }) => GLOBAL.includes(object.kind) || policy.tier !== "default")
      .flatMap(({ object, policy }): LintHit[] => {
        const own = object.ref.namespace;
        const open = tenants
          .filter(({ namespace }) => own === undefined || own === namespace)
          .filter(({ labels }) => evaluateSelector(policy.selector, labels) === Truth.Maybe)
          .map(({ namespace }) => namespace);
        if (open.length === 0) return [];
        const where =
          open.length === 1 ? `the namespace ${open[0] ?? ""}` : `${open.length} namespaces`;
        const message = `In ${where} labels of pods decide whether the policy is about them.`;
        return [{ object, path: ["spec", "selector"], message }];
      });
  },
};

const writtenToStorage: Lint = {
  code: "written-to-storage",
  severity: "warning",
  title: "An object of crd.projectcalico.org/v1",
  why:
    "Calico's storage checks nothing and fills in nothing: a selector that does not parse applies to " +
    "every endpoint, and names and tiers are encoded differently.",
  fix: "Write it as projectcalico.org/v3.",
  find: ({ objects }) =>
    objects
      .filter(({ ref }) => isCalicoStorage(ref.apiVersion))
      .map((object) => ({
        object,
        path: ["apiVersion"],
        message: `The ${object.ref.kind} goes straight into Calico's storage.`,
      })),
};

const stagedOnly: Lint = {
  code: "staged-not-enforced",
  severity: "warning",
  title: "A staged policy",
  why: "Calico evaluates it and logs what it would do, and lets everything pass that it would stop.",
  fix: "Write the kind without Staged to enforce it.",
  find: (context) =>
    ofKinds(context, STAGED).map((object) => ({
      object,
      path: ["kind"],
      message: `The ${object.ref.kind} is not enforced.`,
    })),
};

const selectorTooLong: Lint = {
  code: "long-selector",
  severity: "note",
  title: "A selector of more than 900 characters",
  why: "Calico's API refuses selectors of more than 1024 characters: a list of namespaces grows into it.",
  fix: "Select by a label that only the platform sets in place of a list of names.",
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

/** Lints about policies as a whole. */
export const POLICY_LINTS: readonly Lint[] = [
  typesNotWritten,
  orderNotWritten,
  selectsHosts,
  podsCanLeave,
  writtenToStorage,
  stagedOnly,
  selectorTooLong,
];
