import type { Selector } from "../model/selector.js";
import {
  NAMESPACE_LABEL,
  NAMESPACE_PREFIX,
  ORCHESTRATOR_LABEL,
  SERVICE_ACCOUNT_LABEL,
  SERVICE_ACCOUNT_PREFIX,
} from "../selectors/labels.js";

export const IS_KUBERNETES_POD: Selector = {
  kind: "equals",
  label: ORCHESTRATOR_LABEL,
  value: "k8s",
};

export function inNamespace(namespace: string): Selector {
  return { kind: "equals", label: NAMESPACE_LABEL, value: namespace };
}

/** The conjunction of all selectors. Each stays one operand, so an "or" at its top does not leak. */
export function conjoin(selectors: readonly Selector[]): Selector {
  const operands = selectors.filter(({ kind }) => kind !== "all");
  const [only] = operands;
  if (only === undefined) return { kind: "all" };
  return operands.length === 1 ? only : { kind: "and", operands };
}

type Replacement = (selector: Selector) => Selector;

/** Puts a prefix before every label and replaces all() and global(). */
function rewrite(selector: Selector, prefix: string, replace: Replacement): Selector {
  const again = (operand: Selector): Selector => rewrite(operand, prefix, replace);
  if ("label" in selector) return { ...selector, label: prefix + selector.label };
  switch (selector.kind) {
    case "all":
    case "global":
      return replace(selector);
    case "not":
      return { kind: "not", operand: again(selector.operand) };
    case "and":
    case "or":
      return { kind: selector.kind, operands: selector.operands.map(again) };
  }
}

const HAS_NAMESPACE: Selector = { kind: "has", label: NAMESPACE_LABEL };
const HAS_SERVICE_ACCOUNT: Selector = { kind: "has", label: SERVICE_ACCOUNT_LABEL };

/** Labels of namespaces; all() means everything that is in a namespace, global() everything that is in none. */
export function ofNamespaces(selector: Selector): Selector {
  return rewrite(selector, NAMESPACE_PREFIX, ({ kind }) =>
    kind === "global" ? { kind: "not", operand: HAS_NAMESPACE } : HAS_NAMESPACE,
  );
}

/** Labels of service accounts, as a policy selects pods by them; all() means everything that has one. */
export function ofServiceAccounts(selector: Selector): Selector {
  return rewrite(selector, SERVICE_ACCOUNT_PREFIX, () => HAS_SERVICE_ACCOUNT);
}

/** Labels of service accounts where all() stays what it is: in rules and in namespaced policies. */
export function underServiceAccounts(selector: Selector): Selector {
  return rewrite(selector, SERVICE_ACCOUNT_PREFIX, (other) => other);
}

/** What one side of a rule says about endpoints, before rewriting. */
export interface EntitySelectors {
  readonly namespaceSelector?: Selector;
  readonly selector?: Selector;
  readonly notSelector?: Selector;
  readonly serviceAccounts?: Selector;
}

/**
 * In a namespaced policy a side means the own namespace, unless it names namespaces itself, and only if it says
 * anything about endpoints at all. With something positive to hold on to, notSelector becomes part of it.
 */
export function rewriteEntity(
  entity: EntitySelectors,
  ownNamespace: string | undefined,
): { readonly selector?: Selector; readonly notSelector?: Selector } {
  const { namespaceSelector, selector, notSelector, serviceAccounts } = entity;
  const positive = [serviceAccounts, selector].filter((part) => part !== undefined);
  const speaks = positive.length > 0 || notSelector !== undefined;
  if (namespaceSelector !== undefined) positive.unshift(ofNamespaces(namespaceSelector));
  else if (ownNamespace !== undefined && speaks) positive.unshift(inNamespace(ownNamespace));
  if (positive.length === 0) return notSelector === undefined ? {} : { notSelector };
  if (notSelector === undefined) return { selector: conjoin(positive) };
  return { selector: conjoin([...positive, { kind: "not", operand: notSelector }]) };
}
