import { plural } from "../../../basics/counts.js";
import type { ReportData } from "../data.js";
import { h, titledSection, type Child, type Section } from "./dom.js";

type Invariant = ReportData["plan"]["invariants"][number];
type Counterexample = Invariant["counterexamples"][number];

const MARKS: Readonly<Record<Invariant["status"], string>> = {
  holds: "holds",
  broken: "BROKEN",
  "not-applicable": "does not apply",
};

function exampleView({ example, egress, ingress, traffic }: Counterexample): HTMLElement {
  return h(
    "li",
    { class: "counterexample" },
    h("code", {}, example),
    h("div", {}, `all of it: ${traffic.text}`),
    h("div", {}, `egress ${egress}`),
    h("div", {}, `ingress ${ingress}`),
  );
}

function invariantDetails({ reason, problems, counterexamples, broken }: Invariant): Child {
  const more = broken - counterexamples.length - problems.length;
  const items = [
    ...problems.map((problem) => h("li", { class: "problem-line" }, problem)),
    ...counterexamples.map(exampleView),
    ...(more > 0 ? [h("li", {}, `and ${more} more`)] : []),
  ];
  return [
    reason === undefined ? undefined : h("p", { class: "faint" }, reason),
    items.length === 0 ? undefined : h("ul", { class: "counterexamples" }, items),
  ];
}

function invariantView(invariant: Invariant): HTMLElement {
  const { code, title, status } = invariant;
  return h(
    "li",
    { class: `invariant ${status}`, "data-invariant": code },
    h("span", { class: `mark ${status}` }, MARKS[status]),
    h(
      "div",
      {},
      h("span", { class: "sentence" }, title),
      h("code", { class: "id" }, code),
      invariantDetails(invariant),
    ),
  );
}

export function invariantsHead({ plan }: ReportData): Section {
  const broken = plan.invariants.filter(({ status }) => status === "broken").length;
  const count = broken > 0 ? `${broken} broken` : String(plan.invariants.length);
  return { id: "invariants", title: "Invariants", count };
}

/** What always has to hold: broken ones first, with who breaks them. */
export function invariantsSection(data: ReportData): HTMLElement {
  const { invariants } = data.plan;
  if (invariants.length === 0) {
    const none =
      "None is judged: they speak of components of this package, or nothing could be proved.";
    return titledSection(invariantsHead(data), h("p", { class: "lead" }, none));
  }
  const broken = invariants.filter(({ status }) => status === "broken");
  const others = invariants.filter(({ status }) => status !== "broken");
  const pairs = invariants.reduce((sum, each) => sum + each.pairs, 0);
  return titledSection(
    invariantsHead(data),
    h(
      "p",
      { class: "lead" },
      `Judged over the rendered objects, on ${plural(pairs, "pair")} of peers.`,
    ),
    broken.length === 0 ? undefined : invariantList(broken),
    others.length === 0
      ? undefined
      : h(
          "details",
          { class: "fold" },
          h("summary", {}, othersText(others)),
          invariantList(others),
        ),
  );
}

function invariantList(invariants: readonly Invariant[]): HTMLElement {
  return h("ul", { class: "invariants" }, invariants.map(invariantView));
}

function othersText(others: readonly Invariant[]): string {
  const holding = others.filter(({ status }) => status === "holds").length;
  const rest = others.length - holding;
  return `${holding} hold${rest === 0 ? "" : `, ${rest} do not apply`}`;
}
