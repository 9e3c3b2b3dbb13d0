import {
  type JsonObject,
  type ObjectKind,
  type RawObject,
  type ReadResult,
  isJsonObject,
  podRangeTexts,
} from "../../prover/index.js";
import type { DeclaredConnection, InvariantInput } from "./application-facts.js";
import type { ProtectedPods } from "./check-context.js";
import { UNMANAGED_PROBE, withClaimedAddresses, withEverythingAllowed } from "./probes.js";

/**
 * The manifests as they are, and with one of the layers taken away. A wall that only holds together with another
 * one would fall with it, so each layer is judged by itself.
 */
export type WorldName =
  | "rendered"
  /** Every owner has allowed everything. */
  | "opened"
  /** No policies but the NetworkPolicies of Kubernetes. */
  | "kubernetes-policies"
  /** No policies but those of Calico's tier `default`, to which the NetworkPolicies belong. */
  | "default-tier"
  /** No policies but those that allow nothing. */
  | "default-deny"
  /** Every owner has allowed everything, and no namespace has policies of Calico of its own. */
  | "without-boundaries"
  /** Every owner has allowed everything, and nobody limits what is sent. */
  | "receivers"
  /** Every owner has allowed everything, and nobody limits what is received. */
  | "senders"
  /** As `receivers`, and a pod in every application claims the addresses of all pods. */
  | "forged-receivers"
  | "forged-senders";

interface WorldKind {
  readonly of: (read: ReadResult, input: InvariantInput) => ReadResult;
  /** Who is guarded beside the applications, where the policies for all namespaces are known. */
  readonly guards: readonly (keyof ProtectedPods)[];
  /** What counts as declared in it. */
  readonly declared?: (input: InvariantInput) => InvariantInput;
}

const POLICIES: readonly ObjectKind[] = [
  "KubernetesNetworkPolicy",
  "KubernetesClusterNetworkPolicy",
  "NetworkPolicy",
  "GlobalNetworkPolicy",
];

const CALICO_POLICIES: readonly ObjectKind[] = ["NetworkPolicy", "GlobalNetworkPolicy"];

function isPolicy({ kind }: RawObject): boolean {
  return POLICIES.includes(kind);
}

/** The same manifests with only those policies that pass the test. */
function policiesThat(test: (policy: RawObject) => boolean): (read: ReadResult) => ReadResult {
  return (read) => ({
    ...read,
    objects: read.objects.filter((object) => !isPolicy(object) || test(object)),
  });
}

function specOf({ content }: RawObject): JsonObject {
  return isJsonObject(content.spec) ? content.spec : {};
}

function isInDefaultTier(policy: RawObject): boolean {
  const { tier = "default" } = specOf(policy);
  if (CALICO_POLICIES.includes(policy.kind)) return tier === "default";
  return policy.kind === "KubernetesNetworkPolicy";
}

function rulesOf(policy: RawObject, field: string): readonly unknown[] {
  const rules = specOf(policy)[field];
  return Array.isArray(rules) ? rules : [];
}

function hasNoRules(policy: RawObject): boolean {
  return rulesOf(policy, "ingress").length + rulesOf(policy, "egress").length === 0;
}

function namespacesOf({ applications }: InvariantInput): string[] {
  return applications.map(({ namespace }) => namespace);
}

function opened(read: ReadResult, input: InvariantInput): ReadResult {
  return withEverythingAllowed(read, [...namespacesOf(input), UNMANAGED_PROBE]);
}

/** Opened, with a pod in every application that claims each address that a pod can have. */
function forged(read: ReadResult, input: InvariantInput): ReadResult {
  const addresses = podRangeTexts(input.zones) ?? ["0.0.0.0/0"];
  return withClaimedAddresses(opened(read, input), namespacesOf(input), addresses);
}

/** Each policy without its rules of the other direction, and no policy that is only about that one. */
function directionOnly(read: ReadResult, direction: "ingress" | "egress"): ReadResult {
  const other = direction === "ingress" ? "egress" : "ingress";
  const type = direction === "ingress" ? "Ingress" : "Egress";
  const objects = read.objects.flatMap((object): RawObject[] => {
    if (!isPolicy(object)) return [object];
    const spec = specOf(object);
    const field = "policyTypes" in spec ? "policyTypes" : "types";
    const types = spec[field];
    if (Array.isArray(types) && !types.includes(type)) return [];
    const kept = Object.fromEntries(Object.entries(spec).filter(([key]) => key !== other));
    const typed = types === undefined ? kept : { ...kept, [field]: [type] };
    return [{ ...object, content: { ...object.content, spec: typed } }];
  });
  return { ...read, objects };
}

/** What one side declares counts as declared by both. */
function declaredOn(side: "reaches" | "reachedBy", input: InvariantInput): InvariantInput {
  const other = side === "reaches" ? "reachedBy" : "reaches";
  const mirrored = (name: string): DeclaredConnection[] =>
    input.applications.flatMap((application) =>
      application[side]
        .filter((peer) => peer.application === name)
        .map(({ ports }) => ({ application: application.namespace, ports })),
    );
  const applications = input.applications.map((application) => ({
    ...application,
    [other]: mirrored(application.namespace),
  }));
  return { ...input, applications };
}

export const WORLD_KINDS: Readonly<Record<WorldName, WorldKind>> = {
  rendered: { of: (read) => read, guards: ["system", "unmanaged"] },
  // The owner of an unmanaged namespace may open it: an invariant of its own says whether.
  opened: { of: opened, guards: ["system"] },
  "kubernetes-policies": {
    of: policiesThat(({ kind }) => kind === "KubernetesNetworkPolicy"),
    guards: [],
  },
  "default-tier": { of: policiesThat(isInDefaultTier), guards: ["unmanaged"] },
  "default-deny": { of: policiesThat(hasNoRules), guards: [] },
  "without-boundaries": {
    of: (read, input) => opened(policiesThat(({ kind }) => kind !== "NetworkPolicy")(read), input),
    guards: ["unmanaged"],
  },
  receivers: {
    of: (read, input) => directionOnly(opened(read, input), "ingress"),
    guards: [],
    declared: (input) => declaredOn("reachedBy", input),
  },
  "forged-receivers": {
    of: (read, input) => directionOnly(forged(read, input), "ingress"),
    guards: [],
  },
  senders: {
    of: (read, input) => directionOnly(opened(read, input), "egress"),
    guards: [],
    declared: (input) => declaredOn("reaches", input),
  },
  "forged-senders": {
    of: (read, input) => directionOnly(forged(read, input), "egress"),
    guards: [],
  },
};

export const WORLD_NAMES = Object.keys(WORLD_KINDS) as readonly WorldName[];
