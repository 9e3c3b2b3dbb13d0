import assert from "node:assert/strict";
import { explained, panelText } from "./panel-text.js";
import { OpenedReport } from "./opened-report.js";

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
  ["accounts to kube-system: 53, 53/UDP", "accounts/*", "kube-system/*"],
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
  ["checkot/*", "accounts/*", "", /Unknown namespace "checkot"/],
  ["nowhere", "accounts/*", "", /Unknown peer "nowhere"/],
  ["checkout/*", "accounts/*", "80/TPC", /unknown protocol "TPC": use TCP/],
];

describe("report.html explains connections as the command line does", function () {
  const report = new OpenedReport(this, () => ["--stack", "dev"]);

  before(async () => {
    const { page } = report;
    page.setDefaultTimeout(20_000);
    // Room for the whole grid, so that every cell is in the document.
    await page.setViewportSize({ width: 3200, height: 2200 });
    await page.check("#matrix-closed");
  });

  afterEach(async () => {
    await report.page.keyboard.press("Escape");
  });

  const cell = (label: string) => report.page.locator(`.cell[aria-label="${label}"]`);

  async function ask(from: string, to: string, traffic: string): Promise<void> {
    await report.page.fill("[name=from]", from);
    await report.page.fill("[name=to]", to);
    await report.page.fill("[name=traffic]", traffic);
    await report.page.keyboard.press("Enter");
  }

  for (const [label, from, to] of CELLS) {
    it(`on a click: ${label}`, async () => {
      await cell(label).click();
      assert.equal(
        await panelText(report.page),
        await explained(report.planned.folderOfPlan, from, to),
      );
    });
  }

  it("on Enter; Escape closes, and the focus is in the cell again", async () => {
    for (const [label, from, to] of CELLS.slice(0, 2)) {
      await cell(label).focus();
      await report.page.keyboard.press("Enter");
      assert.equal(
        await panelText(report.page),
        await explained(report.planned.folderOfPlan, from, to),
      );
      const inPanel = "document.activeElement.closest('#explanation') !== null";
      assert.equal(await report.page.evaluate(inPanel), true);
      await report.page.keyboard.press("Escape");
      assert.ok(!(await report.page.locator("#explanation").isVisible()));
      const focused = "document.activeElement.getAttribute('aria-label')";
      assert.equal(await report.page.evaluate(focused), label);
    }
  });

  it("that are typed: pods, addresses, zones and ports", async () => {
    await report.page.click("#explain-any");
    for (const [from, to, traffic] of TYPED) {
      await ask(from, to, traffic);
      const title = JSON.stringify(`${from} → ${to}`);
      await report.page.locator(`#explanation-title:text-is(${title})`).waitFor();
      const answer = await explained(report.planned.folderOfPlan, from, to, traffic);
      assert.equal(await panelText(report.page), answer);
    }
  });

  it("and says what it does not understand", async () => {
    await report.page.click("#explain-any");
    for (const [from, to, traffic, message] of WRONG) {
      await ask(from, to, traffic);
      const problem = report.page.locator("#explanation:not([aria-busy]) [role=alert]", {
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
      if (where === "the list") await report.page.click("#matrix-as-list");
      const row = report.page
        .locator(rows, { hasText: "checkout" })
        .filter({ hasText: "accounts" });
      await row.locator("button").click();
      const answer = await explained(report.planned.folderOfPlan, "checkout/*", "accounts/*");
      assert.equal(await panelText(report.page), answer);
    });
  }

  it("without a word on the console, and without a request but for itself", () => {
    assert.deepEqual(report.shown.errors, []);
    assert.equal(report.shown.requests.length, 1);
  });
});
