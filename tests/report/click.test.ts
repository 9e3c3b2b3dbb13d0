import assert from "node:assert/strict";
import { Browser, requireChromium, type Watched } from "./chromium.js";
import { Planned } from "./planned.js";

describe("report.html of dev", () => {
  const planned = new Planned();
  const browser = new Browser();
  let shown: Watched;

  before(requireChromium);

  before(async () => {
    await planned.plan("--stack", "dev");
    await browser.start();
    shown = await browser.open(planned.report);
  });

  after(async () => {
    await browser.stop();
    planned.remove();
  });

  it("explains a cell on click", async () => {
    const { page } = shown;
    await page.locator('.cell[aria-label="checkout to accounts: 8080"]').click();
    await page.waitForSelector("#explanation .flow");
    const text = await page.locator("#explanation").innerText();
    assert.match(text, /boundary/);
  });

  it("says nothing on the console and asks for nothing but itself", () => {
    assert.deepEqual(shown.errors, []);
    assert.deepEqual(
      shown.requests.map((url) => url.slice(0, 8)),
      ["file:///"],
    );
  });
});
