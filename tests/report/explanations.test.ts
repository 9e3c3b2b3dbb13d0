import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { Browser, requireChromium, type Watched } from "./chromium.js";
import { explained, panelText } from "./panel-text.js";
import { Planned } from "./planned.js";

/** Cells of dev: open and closed ones, between applications and to and from zones and other namespaces. */
const CELLS: readonly (readonly [label: string, from: string, to: string])[] = [
  ["checkout to accounts: 8080", "checkout/*", "accounts/*"],
  ["checkout to catalog: closed", "checkout/*", "catalog/*"],
  ["accounts to checkout: closed", "accounts/*", "checkout/*"],
  ["checkout to internet: all", "checkout/*", "internet"],
  ["accounts to internet: closed", "accounts/*", "internet"],
  ["forecasting to data: 5439", "forecasting/*", "data"],
  ["reports to data: all", "reports/*", "data"],
  ["vision to data: closed", "vision/*", "data"],
  ["accounts to kube-system: 53 53/UDP", "accounts/*", "kube-system/*"],
  ["kube-system to accounts: closed", "kube-system/*", "accounts/*"],
  ["alb-storefront to storefront: 8080", "alb-storefront", "storefront/*"],
  ["alb-storefront to accounts: closed", "alb-storefront", "accounts/*"],
  ["accounts to imds: closed", "accounts/*", "imds"],
  ["inside accounts: all", "accounts/*", "accounts/*"],
];

const TYPED: readonly (readonly [from: string, to: string, traffic: string])[] = [
  ["checkout/*", "10.2.16.7", "5432"],
  ["internet", "storefront/*", "8080"],
  ["accounts/*", "kube-system/*", "53/UDP"],
  ["storefront/*", "accounts/*", ""],
];

const WRONG: readonly (readonly [from: string, to: string, traffic: string, message: RegExp])[] = [
  ["checkot/*", "accounts/*", "", /There is no namespace checkot/],
  ["nowhere", "accounts/*", "", /is no zone, no address and no pod/],
  ["checkout/*", "accounts/*", "80/TPC", /"TPC" is no protocol/],
];

describe("report.html explains connections as the command line does", () => {
  const planned = new Planned();
  const browser = new Browser();
  let shown: Watched;
  let page: Page;

  before(requireChromium);

  before(async () => {
    await planned.plan("--stack", "dev");
    await browser.start();
    shown = await browser.open(planned.report);
    page = shown.page;
    page.setDefaultTimeout(20_000);
    // Room for the whole grid, so that every cell is in the document.
    await page.setViewportSize({ width: 3200, height: 2200 });
    await page.check("#matrix-closed");
  });

  after(async () => {
    await browser.stop();
    planned.remove();
  });

  afterEach(async () => {
    await page.keyboard.press("Escape");
  });

  const cell = (label: string) => page.locator(`.cell[aria-label="${label}"]`);

  async function ask(from: string, to: string, traffic: string): Promise<void> {
    await page.fill("[name=from]", from);
    await page.fill("[name=to]", to);
    await page.fill("[name=traffic]", traffic);
    await page.keyboard.press("Enter");
  }

  for (const [label, from, to] of CELLS) {
    it(`on a click: ${label}`, async () => {
      await cell(label).click();
      assert.equal(await panelText(page), await explained(planned.folderOfPlan, from, to));
    });
  }

  it("on Enter; Escape closes, and the focus is in the cell again", async () => {
    for (const [label, from, to] of CELLS.slice(0, 2)) {
      await cell(label).focus();
      await page.keyboard.press("Enter");
      assert.equal(await panelText(page), await explained(planned.folderOfPlan, from, to));
      const inPanel = "document.activeElement.closest('#explanation') !== null";
      assert.equal(await page.evaluate(inPanel), true);
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("#explanation").isVisible(), false);
      const focused = "document.activeElement.getAttribute('aria-label')";
      assert.equal(await page.evaluate(focused), label);
    }
  });

  it("that are typed: pods, addresses, zones and ports", async () => {
    await page.click("#explain-any");
    for (const [from, to, traffic] of TYPED) {
      await ask(from, to, traffic);
      const title = JSON.stringify(`${from} → ${to}`);
      await page.locator(`#explanation-title:text-is(${title})`).waitFor();
      const answer = await explained(planned.folderOfPlan, from, to, traffic);
      assert.equal(await panelText(page), answer);
    }
  });

  it("and says what it does not understand", async () => {
    await page.click("#explain-any");
    for (const [from, to, traffic, message] of WRONG) {
      await ask(from, to, traffic);
      const problem = page.locator("#explanation:not([aria-busy]) [role=alert]", {
        hasText: message,
      });
      await problem.waitFor();
    }
  });

  for (const [where, rows] of [
    ["the declared connections", ".connections tr"],
    ["the list", ".matrix-list tr"],
  ] as const) {
    it(`from ${where}`, async () => {
      if (where === "the list") await page.click("#matrix-as-list");
      const row = page.locator(rows, { hasText: "checkout" }).filter({ hasText: "accounts" });
      await row.locator("button").click();
      const answer = await explained(planned.folderOfPlan, "checkout/*", "accounts/*");
      assert.equal(await panelText(page), answer);
    });
  }

  it("without a word on the console, and without a request but for itself", () => {
    assert.deepEqual(shown.errors, []);
    assert.equal(shown.requests.length, 1);
  });
});
