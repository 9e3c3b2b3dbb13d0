import { componentTreeOf, type ComponentNode } from "../graph/component-tree.js";
import type { PlanFacts } from "../graph/plan-facts.js";
import type { Warning } from "../warnings/warning.js";
import { addressSection } from "./address-section.js";
import { applicationSection } from "./application-section.js";
import { plural } from "./counts.js";
import type { Palette } from "./palette.js";
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

/** The whole plan for people, without where it was written. */
export function planText(facts: PlanFacts, warnings: readonly Warning[], palette: Palette): string {
  const root = componentTreeOf(facts.graph);
  const sections = [
    headerLines(facts, root, palette),
    treeSection(root, palette),
    addressSection(facts, palette),
    applicationSection(facts.applications, palette),
    warningSection(warnings, palette),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}
