import { grouped, plural } from "../../../basics/counts.js";
import type { ReportData } from "../data.js";
import { h, titledSection, type Child, type Section } from "./dom.js";

type Plan = ReportData["plan"];

function planState({ plan, peers, objects }: ReportData): HTMLElement {
  const { invariants } = plan;
  const broken = invariants.filter(({ status }) => status === "broken").length;
  const judged = invariants.filter(({ status }) => status !== "not-applicable").length;
  if (objects === 0)
    return h("p", { class: "verdict" }, "Nothing to prove: no Kubernetes object is rendered.");
  if (peers === undefined) {
    return h("p", { class: "verdict bad" }, "Nothing is proved: the manifests have errors.");
  }
  if (judged === 0) return h("p", { class: "verdict" }, "No invariant applies to this program.");
  return broken > 0
    ? h(
        "p",
        { class: "verdict bad" },
        `Isolation is broken: ${broken} of ${plural(judged, "invariant")}.`,
      )
    : h(
        "p",
        { class: "verdict good" },
        `Isolation holds: ${judged === 1 ? "the one invariant" : `all ${judged} invariants`}.`,
      );
}

function factView([value, text]: readonly [string, string]): HTMLElement {
  return h("div", {}, h("dt", {}, text), h("dd", {}, value));
}

function openCells({ matrix }: Plan): number {
  return matrix.filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to)).length;
}

function severities(all: readonly string[]): string {
  const counts = ["error", "warning", "note"].map((severity) => {
    const count = all.filter((each) => each === severity).length;
    return count === 0 ? "" : plural(count, severity);
  });
  return counts.filter(Boolean).join(", ") || "none";
}

function stagedView({ enforcement }: Plan): Child {
  if (enforcement.staged === 0) return undefined;
  const staged = plural(enforcement.staged, "policy is staged", "policies are staged");
  return h(
    "p",
    { class: "problem" },
    `${staged}: logged, and without effect. The invariants count them as enforced; the matrix counts them as absent.`,
  );
}

function costFact({ cost }: Plan): (readonly [string, string])[] {
  if (cost === null) return [];
  return [[`$${grouped(Math.round(cost.total))} a month`, "fixed parts, list prices"]];
}

/** What the plan comes to, at a glance. */
export function summarySection(data: ReportData): HTMLElement {
  const { plan, resources, objects } = data;
  const facts: (readonly [string, string])[] = [
    [grouped(plan.applications.length), "applications"],
    [grouped(openCells(plan)), "open connections"],
    [severities(plan.findings.map(({ severity }) => severity)), "findings"],
    [severities(plan.warnings.map(({ severity }) => severity)), "warnings"],
    [grouped(resources), "resources"],
    [grouped(objects), "Kubernetes objects"],
    ...costFact(plan),
  ];
  return h(
    "section",
    { id: "summary", "aria-labelledby": "summary-title" },
    h("h1", { id: "summary-title" }, `${plan.project} ${plan.stack}`),
    planState(data),
    stagedView(plan),
    h("dl", { class: "facts" }, facts.map(factView)),
    h(
      "p",
      { class: "faint" },
      "Planned without an account and without a cluster: ids and ARNs are made up. All of this is in plan.json too.",
    ),
  );
}

const THEMES = ["automatic", "light", "dark"] as const;

/** Follows the system until somebody chooses. */
function themeButton(): HTMLElement {
  const root = document.documentElement;
  const button = h("button", { type: "button", class: "quiet", id: "theme" }, "Theme: automatic");
  button.addEventListener("click", () => {
    const now = THEMES.findIndex((theme) => theme === (root.dataset.theme ?? THEMES[0]));
    const next = THEMES[(now + 1) % THEMES.length] ?? THEMES[0];
    root.dataset.theme = next;
    button.textContent = `Theme: ${next}`;
  });
  return button;
}

/** The chapters, which stay in sight. */
export function pageHead(name: string, sections: readonly Section[]): HTMLElement {
  const links = sections.map(({ id, title, count }) =>
    h("li", {}, h("a", { href: `#${id}` }, title, count && h("span", { class: "count" }, count))),
  );
  return h(
    "header",
    { class: "page-head" },
    h("b", {}, name),
    h("nav", { "aria-label": "Chapters" }, h("ul", {}, links)),
    themeButton(),
  );
}

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
