import type { CostEstimate, PricedItem } from "./estimate.js";
import { grouped, plural } from "../../../basics/counts.js";
import type { Palette } from "../../output/palette.js";
import { tableLines } from "../../output/table.js";
import { paragraph } from "../../output/wrap.js";

function dollars(amount: number): string {
  return `$${grouped(Math.round(amount))}`;
}

function amountText({ monthly, atMost }: Pick<PricedItem, "monthly" | "atMost">): string {
  if (monthly === null) return "no price known";
  return atMost ? `at most ${dollars(monthly)}` : dollars(monthly);
}

/** What all share line by line; the applications' own in one line for each amount. */
function costRows({ items, applications }: CostEstimate): string[][] {
  const shared = items.filter(({ application }) => application === null);
  const amounts = [...new Set(applications.map(({ monthly }) => monthly))];
  const own = amounts.map((amount) => {
    const names = applications.filter(({ monthly }) => monthly === amount);
    const each = names.length === 1 ? "" : `, ${dollars(amount)} each`;
    const who = names.map(({ application }) => application).join(", ");
    return [`${who}: own load balancer${each}`, "", dollars(amount * names.length)];
  });
  const lines = shared.map((item) => [item.what, grouped(item.quantity), amountText(item)]);
  return [...lines, ...own];
}

function remarks({ items, sharedWouldSave, prices, notIncluded }: CostEstimate): string[] {
  const unpriced = items.filter(({ monthly }) => monthly === null).length;
  return [
    ...(unpriced === 0 ? [] : [`${plural(unpriced, "line")} without a price in the table.`]),
    ...(sharedWouldSave === null
      ? []
      : [
          `One shared load balancer for all would save ${dollars(sharedWouldSave)}, and with it the wall of the ` +
            "network between them.",
        ]),
    `${prices.source}, ${prices.date}. Not in it: ${notIncluded.join("; ")}.`,
  ];
}

/** What the environment costs a month before anybody uses it. */
export function costSection(estimate: CostEstimate | null, palette: Palette): string[] {
  if (estimate === null) return [];
  const isBounded = estimate.items.some(({ atMost }) => atMost);
  const total = amountText({ monthly: estimate.total, atMost: isBounded });
  return [
    palette.heading("Cost"),
    ...paragraph(`Fixed parts in ${estimate.region}, US dollars a month by list prices.`, "  "),
    ...tableLines([...costRows(estimate), ["total", "", total]], "  "),
    ...remarks(estimate).flatMap((remark) => paragraph(remark, "  ")),
  ];
}
