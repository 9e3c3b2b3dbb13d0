import { PeerError, TrafficError, type TrafficSet } from "../../../prover/index.js";
import { answerFlow, explainCell } from "../../explain/flow.js";
import type { OpenedWorld } from "../../proof/opened-world.js";
import { openReport } from "../opened-report.js";
import type { ZonesJson } from "../zones-json.js";
import { h } from "./dom.js";
import { embeddedWorld } from "./embedded.js";
import { explanationView } from "./explanation-view.js";

/** A cell of the matrix, in the words of `explain`. */
export interface CellQuestion {
  readonly from: string;
  readonly to: string;
  readonly may: TrafficSet;
}

interface Words {
  readonly from: string;
  readonly to: string;
  readonly traffic?: string;
}

function field(name: string, label: string, placeholder: string): HTMLInputElement {
  return h("input", {
    name,
    "aria-label": label,
    placeholder,
    autocomplete: "off",
    spellcheck: "false",
    list: name === "traffic" ? undefined : "peer-words",
  });
}

/** Beside the matrix: who decides about a connection, on both sides, and what would have to change. */
export class ExplainPanel {
  readonly element = h("aside", {
    class: "panel",
    id: "explanation",
    role: "dialog",
    "aria-labelledby": "explanation-title",
    hidden: true,
  });
  private readonly title = h("h2", { id: "explanation-title", tabindex: -1 });
  private readonly result = h("div", { class: "panel-result", "aria-live": "polite" });
  private readonly from = field("from", "From", "shop/*, internet, 10.0.0.7");
  private readonly to = field("to", "To", "bank/*, data");
  private readonly traffic = field("traffic", "Port", "443, 53/UDP");
  private back: () => void = () => undefined;
  private asked = 0;
  private opened: Promise<OpenedWorld | undefined> | undefined;

  constructor(
    words: readonly string[],
    private readonly zones: ZonesJson,
  ) {
    const close = h("button", { type: "button", class: "quiet", title: "Close (Escape)" }, "Close");
    close.addEventListener("click", () => {
      this.close();
    });
    const known = words.map((word) => h("option", { value: word }));
    this.element.append(
      h("header", {}, this.title, close),
      this.form(),
      h("datalist", { id: "party-words" }, known),
      this.result,
    );
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && !this.element.hidden) this.close();
    });
  }

  /** Explains a cell; `back` is where the focus goes when the panel closes. */
  async explain({ from, to, may }: CellQuestion, back: () => void): Promise<void> {
    this.open(`${from} → ${to}`, back);
    this.from.value = from;
    this.to.value = to;
    this.traffic.value = "";
    await this.tell((found) =>
      explanationView(found, { from, to, may }, explainCell(found, { from, to }, may)),
    );
  }

  /** An empty form. */
  ask(back: () => void): void {
    this.open("Explain a connection", back);
    this.result.replaceChildren();
    this.from.focus();
  }

  private form(): HTMLElement {
    const form = h(
      "form",
      { class: "panel-form" },
      h("label", {}, "From", this.from),
      h("label", {}, "To", this.to),
      h("label", { class: "short" }, "Port", this.traffic),
      h("button", { type: "submit" }, "Explain"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.answer(this.words());
    });
    return form;
  }

  private words(): Words {
    const traffic = this.traffic.value.trim();
    const words = { from: this.from.value.trim(), to: this.to.value.trim() };
    return traffic === "" ? words : { ...words, traffic };
  }

  private async answer(words: Words): Promise<void> {
    this.title.textContent = `${words.from} → ${words.to}`;
    await this.tell((found) => {
      const { open, explanations } = answerFlow(found, words);
      return explanationView(found, { ...words, may: open?.may }, explanations);
    });
  }

  private async tell(told: (world: OpenedWorld) => Node): Promise<void> {
    const question = (this.asked += 1);
    this.result.replaceChildren(h("p", { class: "faint" }, "Reading the policies …"));
    this.element.setAttribute("aria-busy", "true");
    const found = await this.world();
    if (question !== this.asked) return;
    this.result.replaceChildren(found === undefined ? "" : answered(() => told(found)));
    this.element.removeAttribute("aria-busy");
    this.element.scrollTo(0, 0);
  }

  /** The prover starts when the first question is asked. */
  private world(): Promise<OpenedWorld | undefined> {
    this.opened ??= embeddedWorld().then((found) => found && openReport(found, this.zones));
    return this.opened;
  }

  private open(title: string, back: () => void): void {
    this.title.textContent = title;
    this.back = back;
    this.element.hidden = false;
    this.title.focus({ preventScroll: true });
  }

  private close(): void {
    this.asked += 1;
    this.element.hidden = true;
    this.back();
  }
}

/** Unknown words are answered with a suggestion. */
function answered(told: () => Node): Node {
  try {
    return told();
  } catch (error) {
    if (!(error instanceof PeerError || error instanceof TrafficError)) throw error;
    return h("p", { class: "problem", role: "alert" }, error.message);
  }
}
