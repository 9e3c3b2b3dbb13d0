import assert from "node:assert/strict";
import { join } from "node:path";
import { PROJECT_ROOT } from "../support/schema.js";
import { OpenedReport } from "./opened-report.js";
import { visibleRows } from "./shown.js";

const PROGRAM = join(PROJECT_ROOT, "tests", "report", "fixtures", "hostile");

/** As the program of the fixture has it. */
const MARKUP = `</script><script>window.hostile = 1</script><img src="x" onerror="window.hostile = 2">'"&amp;`;

describe("report.html of a program whose names are markup", function () {
  const report = new OpenedReport(this, () => ["--program", PROGRAM]);

  it("shows them as text", async () => {
    const facts = await visibleRows(report.page, ".grid [role=rowheader]", ":scope");
    assert.ok((await report.page.locator(".grid", { hasText: MARKUP }).count()) > 0, String(facts));
    const broken = report.page.locator(".invariant", { hasText: MARKUP });
    assert.ok((await broken.count()) > 0);
  });

  it("explains a connection between them", async () => {
    await report.page.click("#explain-any");
    await report.page.fill("[name=from]", `${MARKUP}/*`);
    await report.page.fill("[name=to]", "shop/*");
    await report.page.keyboard.press("Enter");
    await report.page.waitForSelector("#explanation:not([aria-busy]) .flow");
    const title = await report.page.textContent("#explanation-title");
    assert.equal(title, `${MARKUP}/* → shop/*`);
  });

  it("runs nothing of them, loads nothing, and says nothing on the console", async () => {
    assert.equal(await report.page.evaluate("typeof window.hostile"), "undefined");
    const foreign =
      "[...document.querySelectorAll('img, iframe, object, link[href], script[src]')]";
    assert.equal(await report.page.evaluate(`${foreign}.length`), 0);
    assert.deepEqual(report.shown.errors, []);
    assert.equal(report.shown.requests.length, 1);
  });
});
