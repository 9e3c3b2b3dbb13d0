import type { ReportData } from "../report-data.js";
import { h, sectionOf, type Section } from "./dom.js";

/** What holds for every plan. */
const ALWAYS: readonly string[] = [
  "The proof is about new connections: established ones outlive a tighter policy until they end.",
  "A node reaches its own pods whatever the policies say, and pods on the network of a node count as the node.",
  "Traffic through a NodePort or to an instance target arrives from the address of a node.",
  "Host endpoints, DNS names, service meshes and HTTP rules are not evaluated.",
  "It is about these objects. What a chart or another program adds to the cluster is not among them.",
  "kubectl exec and port-forward go through the kubelet: RBAC decides about them, not policies.",
];

export const ASSUMPTIONS_HEAD: Section = { id: "assumptions", title: "What is not modelled" };

/** What the matrix and the invariants do not cover. */
export function assumptionsSection({ plan }: ReportData): HTMLElement {
  const told = plan.notModelled.map((sentence) => h("li", {}, sentence));
  return sectionOf(
    ASSUMPTIONS_HEAD,
    h(
      "ul",
      { class: "plain-list" },
      ALWAYS.map((sentence) => h("li", {}, sentence)),
    ),
    h("h3", {}, "In this plan"),
    told.length === 0
      ? h("p", { class: "faint" }, "Every object is one that the prover reads.")
      : h("ul", { class: "plain-list", id: "not-modelled" }, told),
  );
}
