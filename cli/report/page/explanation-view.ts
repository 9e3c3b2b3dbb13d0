import type { Direction, DirectionVerdict, TrafficSet } from "../../../prover/index.js";
import type { Explanation } from "../../explain/text.js";
import { peerName } from "../../explain/find-peers.js";
import { changeText, toldSteps, type ToldStep } from "../../explain/trace-text.js";
import { objectText } from "../../proof/finding-text.js";
import type { OpenedWorld } from "../../proof/opened-world.js";
import { placeText, type SourceLines } from "../../proof/source-lines.js";
import { h, type Child } from "./dom.js";

type Verdict = Pick<DirectionVerdict, "allowed" | "must">;

function answerMark({ allowed, must }: Verdict): HTMLElement {
  if (!allowed) return h("span", { class: "mark denied" }, "denied");
  return h("span", { class: "mark allowed" }, must ? "allowed" : "cannot be excluded");
}

const MANY_POLICIES = 8;

function selectingView({ selecting }: ToldStep, lines: SourceLines): Child {
  if (selecting.length === 0) return undefined;
  const shown = selecting.slice(0, MANY_POLICIES);
  const more = selecting.length - shown.length;
  return h(
    "ul",
    { class: "selecting" },
    shown.map((policy) =>
      h(
        "li",
        {},
        objectText(policy.object),
        h("code", { class: "place" }, placeText(lines.findPlace(policy))),
      ),
    ),
    more > 0 ? h("li", {}, `and ${more} more`) : undefined,
  );
}

function stepView(step: ToldStep, lines: SourceLines): HTMLElement {
  const { head, text, at, decides } = step;
  return h(
    "li",
    { class: decides ? "decides" : undefined },
    h("b", {}, head),
    h("span", {}, text),
    at && h("code", { class: "place" }, placeText(lines.findPlace(at.policy, at.rule))),
    selectingView(step, lines),
  );
}

function directionView(
  direction: Direction,
  of: string,
  verdict: DirectionVerdict,
  lines: SourceLines,
): HTMLElement {
  return h(
    "div",
    { class: "direction", "data-direction": direction },
    h("h4", {}, `${direction} of ${of}`, answerMark(verdict)),
    h(
      "ol",
      { class: "steps" },
      toldSteps(verdict).map((step) => stepView(step, lines)),
    ),
  );
}

function changesView(explanation: Explanation): Child {
  const { obstacles } = explanation;
  if (obstacles.length === 0) return undefined;
  return h(
    "div",
    { class: "changes" },
    h("h4", {}, "To let it pass"),
    h(
      "ol",
      {},
      obstacles.map((obstacle) => h("li", {}, changeText(obstacle, explanation))),
    ),
  );
}

function flowView(explanation: Explanation, lines: SourceLines): HTMLElement {
  const { flow, verdict } = explanation.judged;
  return h(
    "article",
    { class: "flow" },
    h("h3", {}, explanation.traffic, answerMark(verdict)),
    directionView("egress", peerName(flow.from), verdict.egress, lines),
    directionView("ingress", peerName(flow.to), verdict.ingress, lines),
    changesView(explanation),
  );
}

export interface Asked {
  readonly from: string;
  readonly to: string;
  /** All that passes, where all was asked for. */
  readonly may?: TrafficSet;
}

function summaryView({ may }: Asked): HTMLElement | undefined {
  if (may === undefined) return undefined;
  const text = may.isEmpty
    ? "Nothing passes, whatever labels the pods have."
    : `Open: ${String(may)}.`;
  return h("p", { class: "panel-summary" }, text);
}

/** The flows that stand for a connection, each with its deciding rules on both sides. */
export function explanationView(
  { lines }: OpenedWorld,
  asked: Asked,
  explanations: readonly Explanation[],
): DocumentFragment {
  const view = document.createDocumentFragment();
  const summary = summaryView(asked);
  if (summary !== undefined) view.append(summary);
  view.append(...explanations.map((each) => flowView(each, lines)));
  return view;
}
