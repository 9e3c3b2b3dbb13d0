import { IsolationMode } from "../../../contract/isolation-mode.js";
import type { TypedManifest } from "./manifest.js";

export const CALICO_API_VERSION = "projectcalico.org/v3";

/** Kubernetes NetworkPolicies take part in this tier at order 1000; its end denies. */
export const DEFAULT_TIER = "default";

/** One side of a rule. Every field that is given must match. */
export interface CalicoPeer {
  readonly nets?: readonly string[];
  readonly selector?: string;
  readonly namespaceSelector?: string;
  readonly ports?: readonly number[];
}

/** `Pass` hands the decision to the next tier, so a rule with it limits and never grants. */
export type CalicoAction = "Allow" | "Deny" | "Pass";

export interface CalicoRule {
  readonly action: CalicoAction;
  readonly protocol?: "TCP" | "UDP";
  readonly source?: CalicoPeer;
  readonly destination?: CalicoPeer;
}

/** Both lists are read in order, the first rule that matches decides. */
export interface CalicoPolicySpec {
  readonly tier: string;
  readonly order: number;
  readonly selector?: string;
  readonly namespaceSelector?: string;
  readonly types: readonly ("Ingress" | "Egress")[];
  readonly ingress?: readonly CalicoRule[];
  readonly egress?: readonly CalicoRule[];
}

export type CalicoPolicy = TypedManifest<CalicoPolicySpec>;

/** The label that Calico derives from a namespace's name; no tenant can set it. */
const NAMESPACE_NAME = "projectcalico.org/name";

function quotedSet(names: readonly string[]): string {
  return `{${names.map((name) => `"${name}"`).join(", ")}}`;
}

/** Selects pods of namespaces outside the list. Without `has(…)`, `not in` would select host endpoints as well. */
export function namespacesOutside(names: readonly string[]): string {
  return `has(${NAMESPACE_NAME}) && ${NAMESPACE_NAME} not in ${quotedSet(names)}`;
}

export function namespacesIn(names: readonly string[]): string {
  return `${NAMESPACE_NAME} in ${quotedSet(names)}`;
}

export function namespaceIs(name: string): string {
  return `${NAMESPACE_NAME} == "${name}"`;
}

/** Pods of every namespace but this one. */
export function namespaceIsNot(name: string): string {
  return `has(${NAMESPACE_NAME}) && ${NAMESPACE_NAME} != "${name}"`;
}

/** A policy for all namespaces; in staged mode Calico evaluates and logs it and lets traffic pass. */
export function globalPolicy(
  mode: IsolationMode,
  name: string,
  spec: CalicoPolicySpec,
): CalicoPolicy {
  const kind = mode === IsolationMode.Staged ? "StagedGlobalNetworkPolicy" : "GlobalNetworkPolicy";
  return { apiVersion: CALICO_API_VERSION, kind, metadata: { name }, spec };
}

/** A policy of one namespace, in the same two modes. */
export function namespacedPolicy(
  mode: IsolationMode,
  metadata: { readonly name: string; readonly namespace: string },
  spec: CalicoPolicySpec,
): CalicoPolicy {
  const kind = mode === IsolationMode.Staged ? "StagedNetworkPolicy" : "NetworkPolicy";
  return { apiVersion: CALICO_API_VERSION, kind, metadata, spec };
}
