import { MatrixModel } from "../matrix-model.js";
import type { ReportData } from "../data.js";
import { CONNECTIONS_HEAD, ConnectionsSection } from "./connections-section.js";
import { h, titledSection, type Section } from "./dom.js";
import { embeddedData } from "./embedded.js";
import { ExplainPanel } from "./explain-panel.js";
import { findingsHead, findingsSection } from "./findings-section.js";
import { invariantsHead, invariantsSection } from "./invariants-section.js";
import { mapHead, mapSection } from "./map-section.js";
import { matrixHead, MatrixSection } from "./matrix-section.js";
import {
  ASSUMPTIONS_HEAD,
  assumptionsSection,
  pageHead,
  summarySection,
} from "./summary-section.js";

/** Folds are open on paper. */
function unfold(): void {
  for (const details of document.querySelectorAll("details")) details.open = true;
}

/** Paper has no folds; the style takes care of everything else. */
export function preparePaper(): void {
  window.addEventListener("beforeprint", unfold);
  window.matchMedia("print").addEventListener("change", ({ matches }) => {
    if (matches) unfold();
  });
}

const NO_MATRIX = { id: "matrix", title: "Reachability" };

function noMatrix({ objects }: ReportData): HTMLElement {
  const why =
    objects === 0
      ? "Without a Kubernetes object in the program, the matrix is empty."
      : "Errors in the manifests make a proof impossible; the findings list them.";
  return titledSection(NO_MATRIX, h("p", { class: "lead" }, why));
}

/** The matrix and what refers to it, with the panel that explains both. */
function reachability(data: ReportData): HTMLElement[] {
  const { plan, peers, zones } = data;
  if (peers === undefined) return [noMatrix(data)];
  const model = new MatrixModel(peers, plan.matrix);
  const panel = new ExplainPanel(
    model.peers.map(({ word }) => word),
    zones,
  );
  document.body.append(panel.element);
  const matrix = new MatrixSection(model, panel).element;
  if (plan.applications.length === 0) return [matrix];
  return [matrix, new ConnectionsSection(data, model, panel).element];
}

function fixedSections(data: ReportData): Section[] {
  const { plan, peers } = data;
  const hasConnections = peers !== undefined && plan.applications.length > 0;
  return [
    invariantsHead(data),
    peers === undefined ? NO_MATRIX : matrixHead(plan.matrix),
    ...(hasConnections ? [CONNECTIONS_HEAD] : []),
    mapHead(data),
    findingsHead(data),
    ASSUMPTIONS_HEAD,
  ];
}

async function showReport(): Promise<void> {
  const data = await embeddedData();
  const { project, stack } = data.plan;
  const main = h(
    "main",
    {},
    summarySection(data),
    invariantsSection(data),
    reachability(data),
    mapSection(data),
    findingsSection(data),
    assumptionsSection(data),
  );
  document.body.prepend(pageHead(`${project} ${stack}`, fixedSections(data)), main);
  preparePaper();
  document.documentElement.dataset.ready = "true";
}

void showReport();
