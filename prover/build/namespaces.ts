import type { Selector } from "../model/selector.js";
import type { Endpoint, Policy, Rule } from "../model/world.js";
import {
  adversaryLabels,
  labelsWith,
  NAME_LABEL,
  NAMESPACE_LABEL,
  NAMESPACE_PREFIX,
  ORCHESTRATOR_LABEL,
} from "../selectors/labels.js";
import type { InheritedLabels } from "./inherited-labels.js";
import type { BuildContext } from "./build-context.js";

/** Labels whose value is the name of a namespace. */
const NAME_LABELS = [
  NAMESPACE_LABEL,
  `${NAMESPACE_PREFIX}${NAME_LABEL}`,
  `${NAMESPACE_PREFIX}kubernetes.io/metadata.name`,
];

/** Every namespace that exists, contains an object, is named by a policy or was asked for; sorted. */
export function findNamespaces(
  context: BuildContext,
  objects: readonly { readonly ref: { readonly namespace?: string } }[],
  policies: readonly Policy[],
): string[] {
  const names = new Set<string>(context.options.extraNamespaces ?? []);
  for (const { ref } of context.of("Namespace")) names.add(ref.name);
  for (const { ref } of objects) if (ref.namespace !== undefined) names.add(ref.namespace);
  // Rules of thousands of policies share few selectors.
  const selectors = new Set(policies.flatMap(selectorsIn));
  for (const selector of selectors) for (const name of namesIn(selector)) names.add(name);
  return [...names].sort();
}

function selectorsIn({ selector, rules }: Policy): Selector[] {
  const sides = [...rules.ingress, ...rules.egress].flatMap(({ source, destination }: Rule) => [
    source,
    destination,
  ]);
  const selectors = sides.flatMap((side) => [side.selector, side.notSelector]);
  return [selector, ...selectors.filter((each) => each !== undefined)];
}

function namesIn(selector: Selector): readonly string[] {
  if (selector.kind === "not") return namesIn(selector.operand);
  if ("operands" in selector) return selector.operands.flatMap(namesIn);
  if (!("label" in selector) || !NAME_LABELS.includes(selector.label)) return [];
  if (selector.kind === "in") return selector.values;
  return selector.kind === "equals" ? [selector.value] : [];
}

/** Reports namespaces that only their names are known of: they may have any label. */
export function reportUnknownNamespaces(
  context: BuildContext,
  namespaces: readonly string[],
  inherited: InheritedLabels,
): void {
  const unknown = namespaces.filter((name) => !inherited.hasNamespace(name));
  if (unknown.length === 0) return;
  context.findings.push({
    code: "namespace-not-given",
    severity: "note",
    message:
      `The Namespace objects of ${unknown.join(", ")} are missing, ` +
      "so these namespaces may have any labels besides their names.",
  });
}

/** The pod that a tenant may yet create in a namespace: only the namespace is known. */
export function buildAdversary(
  namespace: string,
  inherited: InheritedLabels,
  context: BuildContext,
): Endpoint {
  const { labels, known } = inherited.ofNamespace(namespace);
  const sure = new Map([
    ...labels,
    [NAMESPACE_LABEL, namespace] as const,
    [ORCHESTRATOR_LABEL, "k8s"] as const,
  ]);
  return {
    id: `${namespace}/*`,
    namespace,
    name: "*",
    kind: "adversary",
    // Of a namespace that was not given, the inherited labels are unknown as well.
    labels: known ? adversaryLabels(sure) : labelsWith(sure, () => true),
    addresses: { kind: "somewhere-in", ranges: context.podRanges },
    ports: "any",
  };
}
