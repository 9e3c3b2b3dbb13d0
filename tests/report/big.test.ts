import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bigPlatform, nameOf } from "./big-platform.js";
import { explained, panelText } from "./panel-text.js";
import { OpenedReport } from "./opened-report.js";
import { expectedRows, peerName, textsOf, visibleRows } from "./shown.js";

const COUNT = 500;

/** No window shows more cells than this at once. */
const CELLS_IN_SIGHT = 4000;

const TITLE = "#explanation-title";

describe(`report.html of ${COUNT} applications`, function () {
  const report = new OpenedReport(this, (planned) => {
    const settings = join(planned.folder, "Pulumi.big.yaml");
    writeFileSync(settings, bigPlatform(COUNT));
    return ["--settings", settings];
  });

  const saying = (open: number) =>
    new RegExp(`^${open} open connection${open === 1 ? "" : "s"}, in `);
  const status = () => report.page.textContent(".matrix-status");
  const openBetween = (isMeant: (from: string, to: string) => boolean) =>
    report.planned.document.matrix.filter(({ from, to }) => {
      const names = [peerName(from), peerName(to)] as const;
      const apart = names[0] !== names[1];
      return apart && names.every((name) => name.startsWith("application-")) && isMeant(...names);
    });

  it("says how many hold, and who is open to whom", async () => {
    const facts = Object.fromEntries(
      (await visibleRows(report.page, ".facts > div", "dt, dd")) as [string, string][],
    );
    assert.equal(facts.applications, "500");
    assert.equal(facts.resources, report.planned.document.resources.length.toLocaleString("en"));
    assert.ok(
      report.planned.document.invariants.every((invariant) => invariant.status === "holds"),
    );
    const rows = await textsOf(report.page, ".matrix-list tbody tr", "th, td:not(.control)");
    assert.deepEqual(rows, expectedRows(report.planned.document.matrix));
  });

  it("shows applications among themselves first, and makes the cells in sight alone", async () => {
    assert.equal(await report.page.inputValue("#matrix-part"), "between");
    const open = openBetween(() => true).length;
    assert.match((await status()) ?? "", saying(open));
    const cells = await report.page.locator("[role=gridcell]").count();
    assert.ok(cells > 100 && cells < CELLS_IN_SIGHT, String(cells));
  });

  it("filters by a name and by a port", async () => {
    const { page } = report;
    await page.fill("#matrix-names", nameOf(250));
    const around = openBetween((from, to) => [from, to].includes(nameOf(250))).length;
    assert.match((await status()) ?? "", saying(around));
    await page.fill("#matrix-names", "");
    await page.fill("#matrix-ports", "8443");
    const first = openBetween((_from, to) => to === nameOf(1)).length;
    assert.match((await status()) ?? "", saying(first));
    await page.fill("#matrix-ports", "http");
    assert.equal(await page.getAttribute("#matrix-ports", "aria-invalid"), "true");
    await page.fill("#matrix-ports", "");
    assert.equal(await page.getAttribute("#matrix-ports", "aria-invalid"), null);
  });

  it("leads to its last cell by keyboard, and explains it", async () => {
    const { page } = report;
    await page.check("#matrix-closed");
    await page.locator("[role=gridcell][tabindex='0']").focus();
    await page.keyboard.press("Control+End");
    const focused = "document.activeElement.getAttribute('aria-label')";
    assert.equal(await page.evaluate(focused), `inside ${nameOf(COUNT)}: all`);
    await page.keyboard.press("ArrowUp");
    assert.equal(await page.evaluate(focused), `${nameOf(COUNT - 1)} to ${nameOf(COUNT)}: 8080`);
    await page.keyboard.press("Enter");
    const [from, to] = [`${nameOf(COUNT - 1)}/*`, `${nameOf(COUNT)}/*`];
    await page.locator(`${TITLE}:text-is("${from} → ${to}")`).waitFor();
    assert.equal(await panelText(page), await explained(report.planned.folderOfPlan, from, to));
    await page.keyboard.press("Escape");
  });

  it("draws who calls the one that was chosen, whom it calls, and whom those call", async () => {
    const { page } = report;
    await page.selectOption("#graph-of", nameOf(5));
    const drawn = (await textsOf(page, ".graph", ".node text")).flat();
    assert.deepEqual(
      drawn.filter((name) => name.startsWith("application-")).sort(),
      [1, 2, 4, 5, 6, 7].map(nameOf),
    );
  });

  it("without a word on the console, and without a request but for itself", () => {
    assert.deepEqual(report.shown.errors, []);
    assert.equal(report.shown.requests.length, 1);
  });
});
