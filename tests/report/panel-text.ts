import type { Page } from "playwright-core";
import { createPalette } from "../../cli/output/palette.js";
import { limitsLines } from "../../cli/output/proof-section.js";
import { runBulkhead } from "../cli/support.js";

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** The page has a chapter for what the command line says in the last lines of every answer. */
const LIMITS = oneLine(limitsLines(createPalette(false)).join(" "));

/** What the open panel tells, in the order and in the words of `bulkhead explain`. */
export async function panelText(page: Page): Promise<string> {
  await page.waitForSelector("#explanation:not([aria-busy]) .flow");
  const text = await page.evaluate<string>(`(() => {
    const text = (from, selector) => from.querySelector(selector)?.textContent ?? "";
    const own = (element) => element.firstChild.textContent;
    const title = text(document, "#explanation-title");
    const places = (item) =>
      [...item.querySelectorAll(":scope > .place")].map((place) => place.textContent);
    const step = (item) => [
      text(item, ":scope > b") + ": " + text(item, ":scope > span"),
      ...places(item),
      ...[...item.querySelectorAll(".selecting > li")].flatMap((each) => [own(each), ...places(each)]),
    ];
    const direction = (each) => [
      own(each.querySelector("h4")) + ": " + text(each, ".mark"),
      ...[...each.querySelectorAll(".steps > li")].flatMap(step),
    ];
    const changes = (flow) => {
      const items = [...flow.querySelectorAll(".changes li")];
      const told = items.map((item, index) => index + 1 + ". " + item.textContent);
      return items.length === 0 ? [] : ["to let it pass", ...told];
    };
    return [...document.querySelectorAll("#explanation .flow")].flatMap((flow) => [
      title + " " + own(flow.querySelector("h3")) + " " + text(flow, "h3 .mark"),
      ...[...flow.querySelectorAll(".direction")].flatMap(direction),
      ...changes(flow),
    ]).join(" ");
  })()`);
  return oneLine(text);
}

/** What the command line says about a connection in a plan, without the sum of all traffic before it. */
export async function explained(
  plan: string,
  from: string,
  to: string,
  traffic = "",
): Promise<string> {
  const words = traffic === "" ? [from, to] : [from, to, traffic];
  const { status, out, err } = await runBulkhead("explain", ...words, "--in", plan);
  if (status !== 0) throw new Error(err);
  const told = traffic === "" ? out.slice(out.indexOf("\n\n")) : out;
  return oneLine(oneLine(told.replaceAll(`${plan}/`, "")).replaceAll(LIMITS, ""));
}
