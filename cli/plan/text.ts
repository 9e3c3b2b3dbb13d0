import { grouped, plural } from "../../basics/counts.js";
import { groupBy } from "../../basics/group-by.js";
import type { Warning } from "../../checks/index.js";
import { buildComponentTree, type ComponentNode } from "../../facts/component-tree.js";
import type { PlanFacts } from "../../facts/plan-facts.js";
import { OUTSIDE_POLICY } from "../../prover/index.js";
import { addressSection } from "../output/address-section.js";
import { applicationSection, grantSection } from "../output/application-section.js";
import { matrixSection } from "../output/matrix-section.js";
import type { Palette } from "../output/palette.js";
import {
  checkSection,
  findingSection,
  notModelledSection,
  STAGED_TITLES,
} from "../output/proof-section.js";
import { treeSection } from "../output/tree-section.js";
import { paragraph } from "../output/wrap.js";
import { MANIFESTS, PLAN_FILE, REPORT_FILE, ZONES_FILE } from "../plan-folder/files.js";
import { listChecks } from "../proof/check.js";
import type { Proof } from "../proof/proof.js";
import { costSection } from "./cost/section.js";
import type { PlanContents } from "./document.js";

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

function nothingEnforced(staged: number): string {
  return (
    `Nothing is closed: every policy is staged (${grouped(staged)}). Calico evaluates and logs them, and every ` +
    "pod reaches everything."
  );
}

function partlyEnforced(staged: number): string {
  return `Staged policies (${grouped(staged)}) close nothing, and the matrix counts them as absent.`;
}

function reachabilityLines({ facts, proof }: PlanContents, palette: Palette): string[] {
  if (proof === undefined) {
    return [palette.heading("Reachability"), "  none: the program has no Kubernetes objects"];
  }
  if (proof.matrix === undefined) {
    return [palette.heading("Reachability"), "  Nothing is proved: the manifests have errors."];
  }
  const { enforced, staged } = proof.enforcement;
  if (enforced === 0 && staged > 0) {
    return [palette.heading("Reachability"), ...paragraph(nothingEnforced(staged), "  ")];
  }
  const who = facts.applications.length > 0 ? "applications" : "namespaces";
  return [
    ...matrixSection(proof.matrix, who, palette),
    ...(staged === 0 ? [] : paragraph(partlyEnforced(staged), "  ")),
  ];
}

function checkLines(proof: Proof | undefined, palette: Palette): string[] {
  if (proof === undefined) return [];
  const titles = proof.enforcement.staged === 0 ? undefined : STAGED_TITLES;
  return checkSection(listChecks(proof), palette, titles);
}

/** The whole plan for people, without where it was written. */
export function planText(contents: PlanContents, palette: Palette): string {
  const { facts, warnings, proof, cost } = contents;
  const root = buildComponentTree(facts.graph);
  const sections = [
    headerLines(facts, root, palette),
    treeSection(root, palette),
    addressSection(facts, palette),
    applicationSection(facts.applications, palette),
    grantSection(facts.applications, palette),
    costSection(cost, palette),
    reachabilityLines(contents, palette),
    checkLines(proof, palette),
    warningSection(warnings, palette),
    findingSection(proof?.findings ?? [], palette),
    proof === undefined ? [] : notModelledSection([], OUTSIDE_POLICY, palette),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

export interface WrittenPlan {
  readonly folder: string;
  readonly manifests: number;
  readonly stack: string;
}

/** Where the plan was written, and what usually comes next. */
export function closingText(written: WrittenPlan, palette: Palette): string {
  const { folder, manifests, stack } = written;
  const next =
    manifests > 0 ? [`  kubectl apply --dry-run=client --recursive -f ${folder}/${MANIFESTS}`] : [];
  return [
    palette.heading("Written"),
    ...[REPORT_FILE, PLAN_FILE, ZONES_FILE].map((name) => `  ${folder}/${name}`),
    `  ${folder}/${MANIFESTS}/ (${plural(manifests, "object")})`,
    "",
    palette.heading("Next"),
    `  pulumi preview --stack ${stack}`,
    ...next,
    "",
  ].join("\n");
}

/** Warnings that say the same of several subjects are one paragraph. */
function paragraphLines(alike: readonly Warning[]): string[] {
  const [first] = alike;
  if (first === undefined) return [];
  const subjects = alike.map(({ subject }) => subject).join(", ");
  return [
    ...paragraph(`${subjects}: ${first.message}`, "    "),
    ...paragraph(`Fix: ${first.fix}`, "      "),
  ];
}

function codeLines(code: string, warnings: readonly Warning[], palette: Palette): string[] {
  const paint = warnings[0]?.severity === "note" ? palette.note : palette.warning;
  const count = warnings.length > 1 ? ` (${warnings.length})` : "";
  const alike = groupBy(warnings, ({ message, fix }) => `${message}\n${fix}`);
  return [`  ${paint(code)}${count}`, ...[...alike.values()].flatMap(paragraphLines)];
}

export function warningSection(warnings: readonly Warning[], palette: Palette): string[] {
  if (warnings.length === 0) return [palette.heading("Warnings"), "  none"];
  return [
    palette.heading("Warnings"),
    ...[...groupBy(warnings, ({ code }) => code)].flatMap(([code, group]) =>
      codeLines(code, group, palette),
    ),
  ];
}
