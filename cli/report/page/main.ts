import { MatrixModel } from "../matrix-model.js";
import type { ReportData } from "../report-data.js";
import { h, sectionOf } from "./dom.js";
import { embeddedData } from "./embedded.js";
import { ExplainPanel } from "./explain-panel.js";
import { MatrixSection } from "./matrix-section.js";

function matrixSection({ plan, parties }: ReportData): HTMLElement[] {
  if (parties === undefined) {
    return [sectionOf({ id: "matrix", title: "Reachability" }, h("p", {}, "Nothing is proved."))];
  }
  const model = new MatrixModel(parties, plan.matrix);
  const panel = new ExplainPanel(model.parties.map(({ word }) => word));
  document.body.append(panel.element);
  return [new MatrixSection(model, panel).element];
}

async function showReport(): Promise<void> {
  const data = await embeddedData();
  document.body.append(h("main", {}, matrixSection(data)));
  document.documentElement.dataset.ready = "true";
}

void showReport();
