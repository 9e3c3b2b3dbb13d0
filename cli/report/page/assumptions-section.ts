import type { ReportData } from "../report-data.js";
import { h, titledSection, type Section } from "./dom.js";

/** What holds for every plan, beside what the prover itself tells. */
const ALWAYS: readonly string[] = [
  "It is about these objects. What a chart or another program adds to the cluster is not among them.",
  "kubectl exec and port-forward go through the kubelet: RBAC decides about them, not policies.",
];

export const ASSUMPTIONS_HEAD: Section = { id: "assumptions", title: "What is not modelled" };

/** What the matrix and the invariants do not cover. */
export function assumptionsSection({ plan }: ReportData): HTMLElement {
  const told = plan.notModelled.map((sentence) => h("li", {}, sentence));
  const always = ALWAYS.map((sentence) => h("li", {}, sentence));
  return titledSection(
    ASSUMPTIONS_HEAD,
    h("ul", { class: "plain-list" }, always),
    h("ul", { class: "plain-list", id: "not-modelled" }, told),
  );
}
