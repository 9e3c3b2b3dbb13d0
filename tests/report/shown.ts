import type { Page } from "playwright-core";
import type { PlanDocument } from "../../cli/plan-folder/document.js";

type Matrix = PlanDocument["matrix"];
type Traffic = Matrix[number]["traffic"];

/** The texts of the parts of every element that a selector finds, shown or not. */
export async function textsOf(page: Page, rows: string, parts: string): Promise<string[][]> {
  const [row, part] = [rows, parts].map((selector) => JSON.stringify(selector));
  return page.evaluate<string[][]>(
    `[...document.querySelectorAll(${row})].map((row) =>
      [...row.querySelectorAll(${part})].map((part) => part.textContent))`,
  );
}

/** The first parts of those rows that are not hidden. */
export async function visibleRows(page: Page, rows: string, parts: string): Promise<string[][]> {
  const [row, part] = [rows, parts].map((selector) => JSON.stringify(selector));
  return page.evaluate<string[][]>(
    `[...document.querySelectorAll(${row})].filter((row) => row.checkVisibility()).map((row) =>
      [...row.querySelectorAll(${part})].map((part) => part.textContent))`,
  );
}

/** What every cell of the grid says, those that are out of sight too. */
export async function gridLabels(page: Page): Promise<string[]> {
  const labels = await page.evaluate<string[]>(`(async () => {
    const grid = document.querySelector("[role=grid]");
    const seen = new Map();
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    for (let top = 0; top <= grid.scrollHeight; top += grid.clientHeight / 2) {
      for (let left = 0; left <= grid.scrollWidth; left += grid.clientWidth / 2) {
        grid.scrollTo(left, top);
        await frame();
        for (const cell of grid.querySelectorAll("[role=gridcell]")) {
          const row = cell.parentElement.getAttribute("aria-rowindex");
          seen.set(row + " " + cell.getAttribute("aria-colindex"), cell.getAttribute("aria-label"));
        }
      }
    }
    grid.scrollTo(0, 0);
    return [...seen.values()];
  })()`);
  return labels.sort();
}

const NAMES: Readonly<Record<number, string>> = { 17: "/UDP", 132: "/SCTP" };

function portsOf({ protocol, values }: Traffic["protocols"][number]): string[] {
  if (values === "all") throw new Error(`all of protocol ${protocol} is nowhere in these plans`);
  return values.map(([first, last]) => {
    const range = first === last ? String(first) : `${first}-${last}`;
    return `${range}${NAMES[protocol] ?? ""}`;
  });
}

/** Ports as a reader of plan.json would write them: TCP first, without its name. */
export function portsText({ everythingElse, protocols }: Traffic): string {
  if (everythingElse && protocols.length === 0) return "all";
  if (everythingElse) throw new Error("all but something is nowhere in these plans");
  return protocols.flatMap(portsOf).join(", ");
}

export function peerName(peer: Matrix[number]["from"]): string {
  return "namespace" in peer ? peer.namespace : peer.zone;
}

/** The rows that the list of open connections has to have. */
export function expectedRows(matrix: Matrix): string[][] {
  return matrix.map(({ from, to, traffic }) => {
    const isOwn = JSON.stringify(from) === JSON.stringify(to);
    return [peerName(from), isOwn ? "itself" : peerName(to), portsText(traffic)];
  });
}
