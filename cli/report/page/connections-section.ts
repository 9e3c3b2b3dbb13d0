import { groupBy } from "../../../basics/group-by.js";
import { byText } from "../../../basics/json.js";
import { reportConnections, isAsDeclared, type ReportConnection } from "../connections.js";
import type { MatrixModel } from "../matrix-model.js";
import type { ReportData } from "../data.js";
import { zonesOfJson } from "../zones-json.js";
import { connectionGraph } from "./connection-graph.js";
import { h, titledSection, type Section } from "./dom.js";
import type { ExplainPanel } from "./explain-panel.js";

/** Connections that every application has are left out. */
const STANDARD: readonly ReportConnection["kind"][] = [
  "namespace",
  "dns",
  "pod-identity",
  "vpc-endpoints",
];

/** More ends than this make the picture unreadable: then it shows the neighbours of one application. */
const MANY_ENDS = 40;

const STATES: Readonly<Record<ReportConnection["state"], string>> = {
  open: "open",
  partly: "open in part",
  closed: "closed",
  unknown: "not in this plan",
};

export const CONNECTIONS_HEAD: Section = { id: "connections", title: "Declared connections" };

function isStandard({ kind }: ReportConnection): boolean {
  return STANDARD.includes(kind);
}

/** The declared connections as a graph and as a table, each with what the matrix says to it. */
export class ConnectionsSection {
  readonly element: HTMLElement;
  private readonly drawing = h("div", {
    class: "graph-frame",
    tabindex: 0,
    role: "region",
    "aria-label": "Graph",
  });
  private readonly drawn: readonly ReportConnection[];
  private readonly applications: ReadonlySet<string>;

  constructor(
    { plan, zones }: ReportData,
    private readonly model: MatrixModel,
    private readonly panel: ExplainPanel,
  ) {
    const context = { applications: plan.applications, model, zones: zonesOfJson(zones) };
    const all = reportConnections(context);
    this.applications = new Set(plan.applications.map(({ application }) => application));
    this.drawn = all.filter((each) => !isStandard(each) && each.kind !== "load-balancer");
    const different = all.filter((each) => !isAsDeclared(each)).length;
    const verdict =
      different === 0
        ? "The matrix has what the programs declare."
        : `The matrix differs from what the programs declare in ${different} places.`;
    this.element = titledSection(
      CONNECTIONS_HEAD,
      h("p", { class: different === 0 ? "lead" : "lead problem" }, verdict),
      this.graph(),
      this.table(all.filter((each) => !isStandard(each)).sort(byEnds)),
      this.standard(all.filter(isStandard)),
    );
  }

  private graph(): HTMLElement {
    const ends = connectedKeys(this.drawn);
    if (this.drawn.length === 0)
      return h("p", { class: "faint" }, "No application declares another end.");
    if (ends.size <= MANY_ENDS) {
      this.draw(this.drawn);
      return h("div", {}, this.drawing);
    }
    const names = [...this.applications].filter((name) => ends.has(name));
    const choice = h(
      "select",
      { id: "graph-of" },
      names.map((name) => h("option", { value: name }, name)),
    );
    const show = (): void => {
      this.draw(neighbourhood(this.drawn, choice.value));
    };
    choice.addEventListener("input", show);
    show();
    return h(
      "div",
      {},
      h("div", { class: "controls" }, h("label", {}, "Around", choice)),
      this.drawing,
    );
  }

  private draw(connections: readonly ReportConnection[]): void {
    this.drawing.replaceChildren(connectionGraph(connections, this.applications));
  }

  private table(connections: readonly ReportConnection[]): HTMLElement {
    const names = ["From", "To", "Ports", "Declared by", "Matrix"];
    return h(
      "div",
      { class: "scroller tall", tabindex: 0, role: "region", "aria-label": "Declared connections" },
      h(
        "table",
        { class: "connections" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            names.map((name) => h("th", { scope: "col" }, name)),
            h("td", { class: "control" }),
          ),
        ),
        h(
          "tbody",
          {},
          connections.map((each) => this.row(each)),
        ),
      ),
    );
  }

  private row(connection: ReportConnection): HTMLElement {
    const { from, to, ports, declaredBy, state } = connection;
    const kept = isAsDeclared(connection);
    return h(
      "tr",
      { class: kept ? undefined : "differs" },
      h("th", { scope: "row" }, from),
      h("td", {}, to),
      h("td", { class: "traffic" }, ports),
      h("td", {}, declaredBy),
      h(
        "td",
        { class: `state ${state}` },
        kept ? STATES[state] : `${STATES[state]}: not as declared`,
      ),
      h("td", { class: "control" }, this.button(connection)),
    );
  }

  private button({ cells: [cell] }: ReportConnection): HTMLElement | undefined {
    const source = this.model.peers[cell?.from ?? -1];
    const target = this.model.peers[cell?.to ?? -1];
    if (cell === undefined || source === undefined || target === undefined) return undefined;
    const may = this.model.trafficAt(cell.from, cell.to);
    const button = h("button", { type: "button", class: "quiet" }, "Explain");
    button.addEventListener("click", () => {
      void this.panel.explain({ from: source.word, to: target.word, may }, () => {
        button.focus();
      });
    });
    return button;
  }

  /** What all have alike, in one line each. */
  private standard(connections: readonly ReportConnection[]): HTMLElement {
    const kinds = groupBy(connections, ({ kind, ports, state }) => `${kind} ${ports} ${state}`);
    const lines = [...kinds.values()].flatMap(([first, ...others]) => {
      if (first === undefined) return [];
      const { kind, to, ports, state } = first;
      const what = kind === "namespace" ? "their own namespace" : to;
      const who = others.length === 0 ? first.from : `${others.length + 1} applications`;
      return [h("li", {}, `${who} → ${what} ${ports}: ${STATES[state]}`)];
    });
    return h("ul", { class: "plain-list faint" }, lines);
  }
}

function byEnds(left: ReportConnection, right: ReportConnection): number {
  return byText(left.from, right.from) || byText(left.to, right.to);
}

function connectedKeys(connections: readonly ReportConnection[]): Set<string> {
  return new Set(connections.flatMap(({ from, to }) => [from, to]));
}

/** What an application calls and is called by; and what those call, as long as that is a picture. */
function neighbourhood(connections: readonly ReportConnection[], name: string): ReportConnection[] {
  const direct = connections.filter(({ from, to }) => from === name || to === name);
  const near = connectedKeys(direct);
  const wide = connections.filter(
    (each) => direct.includes(each) || (each.kind === "application" && near.has(each.from)),
  );
  return connectedKeys(wide).size <= MANY_ENDS ? wide : direct;
}
