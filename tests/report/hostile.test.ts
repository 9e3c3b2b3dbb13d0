import assert from "node:assert/strict";
import { join } from "node:path";
import { PROJECT_ROOT } from "../support/schema.js";
import { Browser, requireChromium, type Watched } from "./chromium.js";
import { Planned } from "./planned.js";
import { visibleRows } from "./shown.js";

const PROGRAM = join(PROJECT_ROOT, "tests", "report", "fixtures", "hostile");

/** As the program of the fixture has it. */
const MARKUP = `</script><script>window.hostile = 1</script><img src="x" onerror="window.hostile = 2">'"&amp;`;

describe("report.html of a program whose names are markup", () => {
  const planned = new Planned();
  const browser = new Browser();
  let shown: Watched;

  before(requireChromium);

  before(async () => {
    await planned.plan("--program", PROGRAM);
    await browser.start();
    shown = await browser.open(planned.report);
  });

  after(async () => {
    await browser.stop();
    planned.remove();
  });

  it("shows them as text", async () => {
    const facts = await visibleRows(shown.page, ".grid [role=rowheader]", ":scope");
    assert.ok((await shown.page.locator(".grid", { hasText: MARKUP }).count()) > 0, String(facts));
    const broken = shown.page.locator(".invariant", { hasText: MARKUP });
    assert.ok((await broken.count()) > 0);
  });

  it("explains a connection between them", async () => {
    await shown.page.click("#explain-any");
    await shown.page.fill("[name=from]", `${MARKUP}/*`);
    await shown.page.fill("[name=to]", "shop/*");
    await shown.page.keyboard.press("Enter");
    await shown.page.waitForSelector("#explanation:not([aria-busy]) .flow");
    const title = await shown.page.textContent("#explanation-title");
    assert.equal(title, `${MARKUP}/* → shop/*`);
  });

  it("runs nothing of them, loads nothing, and says nothing on the console", async () => {
    assert.equal(await shown.page.evaluate("typeof window.hostile"), "undefined");
    const foreign =
      "[...document.querySelectorAll('img, iframe, object, link[href], script[src]')]";
    assert.equal(await shown.page.evaluate(`${foreign}.length`), 0);
    assert.deepEqual(shown.errors, []);
    assert.equal(shown.requests.length, 1);
  });
});
