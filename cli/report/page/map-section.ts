import { byText } from "../../../basics/json.js";
import { plural } from "../../../basics/counts.js";
import { TIER_USES } from "../../output/subnet-words.js";
import { addressBands, vpcStrip, type AddressBand, type AddressOwner } from "../address-map.js";
import type { ReportData } from "../data.js";
import { h, titledSection, type Section } from "./dom.js";

/** More applications than this in one band are folded away. */
const MANY_OWNERS = 12;

/** A share of the block that has room for a name. */
const NAMED_SHARE = 0.06;

export function mapHead({ plan }: ReportData): Section {
  return { id: "map", title: "Network", count: plural(plan.addresses.length, "subnet") };
}

/** The block of a VPC in one line, true to scale. */
function stripView(block: string, { plan }: ReportData): HTMLElement {
  const parts = vpcStrip(block, plan.addresses).map(({ tier, start, size, text }) => {
    const title = `${tier}, from ${text}`;
    const part = h(
      "div",
      { class: "strip-part", "data-tier": tier, title },
      size >= NAMED_SHARE ? tier : "",
    );
    part.style.left = `${(start * 100).toFixed(3)}%`;
    part.style.width = `${(size * 100).toFixed(3)}%`;
    return part;
  });
  return h(
    "figure",
    { class: "strip" },
    h("figcaption", {}, `VPC ${block}`, h("span", { class: "faint" }, "to scale; blank is free")),
    h("div", { class: "strip-line" }, parts),
  );
}

function ownerRow(owner: AddressOwner, zones: readonly string[]): HTMLTableRowElement {
  const cells = zones.map((zone) =>
    h(
      "td",
      {},
      (owner.cidrs[zone] ?? []).map((cidr) => h("code", { class: "cidr" }, cidr)),
    ),
  );
  return h("tr", { class: "owner" }, h("th", { scope: "row" }, owner.name), cells);
}

/** Folded bands say how many they hold; on paper they are open. */
function foldButton(body: HTMLElement, { owners }: AddressBand): HTMLElement {
  const text = (folded: boolean): string =>
    `${folded ? "Show" : "Hide"} ${owners.length} applications`;
  body.classList.add("folded");
  const button = h(
    "button",
    { type: "button", class: "quiet", "aria-expanded": "false" },
    text(true),
  );
  button.addEventListener("click", () => {
    const folded = body.classList.toggle("folded");
    button.setAttribute("aria-expanded", String(!folded));
    button.textContent = text(folded);
  });
  return button;
}

function bandView(band: AddressBand, zones: readonly string[]): HTMLElement {
  const { tier, routes, owners } = band;
  const body = h("tbody", { "data-tier": tier });
  const title = h(
    "th",
    { scope: "rowgroup", colspan: zones.length + 1, class: "band" },
    h("b", {}, tier),
    h("span", { class: "faint" }, TIER_USES[tier] ?? "see its tag"),
    owners.length > MANY_OWNERS ? foldButton(body, band) : undefined,
  );
  const ways = h(
    "td",
    { class: "routes", rowspan: owners.length + 1 },
    h(
      "ul",
      {},
      routes.map((route) => h("li", {}, route)),
    ),
  );
  body.append(
    h("tr", { class: "band-row" }, title, ways),
    ...owners.map((owner) => ownerRow(owner, zones)),
  );
  return body;
}

/** Subnets by tier, zone and application, and where their traffic goes. */
export function mapSection(data: ReportData): HTMLElement {
  const { addresses } = data.plan;
  const head = mapHead(data);
  if (addresses.length === 0) {
    return titledSection(head, h("p", { class: "lead" }, "This program creates no subnet."));
  }
  const zones = [...new Set(addresses.map(({ zone }) => zone))].sort(byText);
  const names = ["", ...zones, "Routes beside the VPC's own"];
  return titledSection(
    head,
    data.vpc.map((block) => stripView(block, data)),
    h(
      "div",
      { class: "scroller", tabindex: 0, role: "region", "aria-label": "Subnets" },
      h(
        "table",
        { class: "map" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            names.map((name) => h("th", { scope: "col" }, name)),
          ),
        ),
        addressBands(addresses).map((band) => bandView(band, zones)),
      ),
    ),
  );
}
