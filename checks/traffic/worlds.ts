import { specOf } from "../../basics/json.js";
import {
  type ObjectKind,
  type RawObject,
  type ReadResult,
  podRangeTexts,
} from "../../prover/index.js";
import type { DeclaredConnection } from "../../contract/application.js";
import type { InvariantInput } from "./application-facts.js";
import type { ProtectedPods } from "./check-context.js";
import { UNMANAGED_PROBE, withClaimedAddresses, withEverythingAllowed } from "./probes.js";

/**
 * The manifests as they are, and without one of the layers of isolation. A layer that only holds together with another
 * one would fall with it, so each layer is judged alone.
 */
export type WorldName =
  | "rendered"
  /** NetworkPolicies in every namespace allow everything. */
  | "opened"
  /** Only the NetworkPolicies of Kubernetes. */
  | "kubernetes-policies"
  /** Only the policies of Calico's tier `default`, which includes the NetworkPolicies. */
  | "default-tier"
  /** Only the policies without rules. */
  | "default-deny"
  /** As `opened`, without Calico policies in namespaces. */
  | "without-boundaries"
  /** As `opened`, and no policy limits egress. */
  | "receivers"
  /** As `opened`, and no policy limits ingress. */
  | "senders"
  /** As `receivers`, and a pod in every application claims the addresses of all pods. */
  | "forged-receivers"
  /** As `senders`, and a pod in every application claims the addresses of all pods. */
  | "forged-senders";

interface WorldKind {
  readonly change: (read: ReadResult, input: InvariantInput) => ReadResult;
  /** Whom the checks protect besides applications, where the policies for all namespaces are known. */
  readonly protects: readonly (keyof ProtectedPods)[];
  /** Changes what counts as declared in this world. */
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

/** Keeps the policies that pass the test, and everything else. */
function keepPolicies(test: (policy: RawObject) => boolean): (read: ReadResult) => ReadResult {
  return (read) => ({
    ...read,
    objects: read.objects.filter((object) => !isPolicy(object) || test(object)),
  });
}

function isInDefaultTier(policy: RawObject): boolean {
  const { tier = "default" } = specOf(policy);
  if (CALICO_POLICIES.includes(policy.kind)) return tier === "default";
  return policy.kind === "KubernetesNetworkPolicy";
}

function rulesIn(policy: RawObject, field: string): readonly unknown[] {
  const rules = specOf(policy)[field];
  return Array.isArray(rules) ? rules : [];
}

function hasNoRules(policy: RawObject): boolean {
  return rulesIn(policy, "ingress").length + rulesIn(policy, "egress").length === 0;
}

function applicationNamespaces({ applications }: InvariantInput): string[] {
  return applications.map(({ namespace }) => namespace);
}

function open(read: ReadResult, input: InvariantInput): ReadResult {
  return withEverythingAllowed(read, [...applicationNamespaces(input), UNMANAGED_PROBE]);
}

/** Opens everything, and lets a pod in every application claim all addresses of pods. */
function forge(read: ReadResult, input: InvariantInput): ReadResult {
  const addresses = podRangeTexts(input.zones) ?? ["0.0.0.0/0"];
  return withClaimedAddresses(open(read, input), applicationNamespaces(input), addresses);
}

/** Drops the rules of the other direction, and the policies that apply to that direction only. */
function keepDirection(read: ReadResult, direction: "ingress" | "egress"): ReadResult {
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

/** Counts what one side declares as declared by both. */
function trustSide(side: "reaches" | "reachedBy", input: InvariantInput): InvariantInput {
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
  rendered: { change: (read) => read, protects: ["system", "unmanaged"] },
  // Whether policies of an unmanaged namespace can open it is a check of its own.
  opened: { change: open, protects: ["system"] },
  "kubernetes-policies": {
    change: keepPolicies(({ kind }) => kind === "KubernetesNetworkPolicy"),
    protects: [],
  },
  "default-tier": { change: keepPolicies(isInDefaultTier), protects: ["unmanaged"] },
  "default-deny": { change: keepPolicies(hasNoRules), protects: [] },
  "without-boundaries": {
    change: (read, input) =>
      open(keepPolicies(({ kind }) => kind !== "NetworkPolicy")(read), input),
    protects: ["unmanaged"],
  },
  receivers: {
    change: (read, input) => keepDirection(open(read, input), "ingress"),
    protects: [],
    declared: (input) => trustSide("reachedBy", input),
  },
  "forged-receivers": {
    change: (read, input) => keepDirection(forge(read, input), "ingress"),
    protects: [],
  },
  senders: {
    change: (read, input) => keepDirection(open(read, input), "egress"),
    protects: [],
    declared: (input) => trustSide("reaches", input),
  },
  "forged-senders": {
    change: (read, input) => keepDirection(forge(read, input), "egress"),
    protects: [],
  },
};

export const WORLD_NAMES = Object.keys(WORLD_KINDS) as readonly WorldName[];
