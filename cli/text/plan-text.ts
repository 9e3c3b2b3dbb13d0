import { componentTreeOf, type ComponentNode } from "../graph/component-tree.js";
import type { PlanFacts } from "../graph/plan-facts.js";
import { checksOf } from "../formats/check.js";
import type { Proof } from "../prove/proof.js";
import type { Warning } from "../warnings/warning.js";
import { addressSection } from "./address-section.js";
import { applicationSection } from "./application-section.js";
import { plural } from "./counts.js";
import { matrixSection } from "./matrix-section.js";
import type { Palette } from "./palette.js";
import { checkSection, findingSection } from "./proof-section.js";
import { treeSection } from "./tree-section.js";
import { warningSection } from "./warning-section.js";

function componentCount({ components }: ComponentNode): number {
  return components.reduce((sum, inner) => sum + 1 + componentCount(inner), 0);
}

function headerLines(facts: PlanFacts, root: ComponentNode, palette: Palette): string[] {
  const { project, stack } = facts.graph;
  const size = `${plural(root.total, "resource")} in ${plural(componentCount(root), "component")}`;
  return [
    `${palette.strong(`${project} ${stack}`)}: ${size}`,
    palette.faint("Planned without an account and without a cluster: ids and ARNs are made up."),
  ];
}

/** Everything that a plan tells. */
export interface PlanContents {
  readonly facts: PlanFacts;
  readonly warnings: readonly Warning[];
  /** Nothing for a program without Kubernetes objects. */
  readonly proof: Proof | undefined;
}

function reachabilityLines({ facts, proof }: PlanContents, palette: Palette): string[] {
  if (proof === undefined) {
    return [palette.heading("Reachability"), "  none: the program has no Kubernetes objects"];
  }
  if (proof.matrix === undefined) {
    return [palette.heading("Reachability"), "  Nothing is proved: the manifests have errors."];
  }
  const who = facts.applications.length > 0 ? "applications" : "namespaces";
  return matrixSection(proof.matrix, who, palette);
}

/** The whole plan for people, without where it was written. */
export function planText(contents: PlanContents, palette: Palette): string {
  const { facts, warnings, proof } = contents;
  const root = componentTreeOf(facts.graph);
  const sections = [
    headerLines(facts, root, palette),
    treeSection(root, palette),
    addressSection(facts, palette),
    applicationSection(facts.applications, palette),
    reachabilityLines(contents, palette),
    proof === undefined ? [] : checkSection(checksOf(proof), palette),
    warningSection(warnings, palette),
    findingSection(proof?.findings ?? [], palette),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}
