import { join } from "node:path";
import { PROJECT_ROOT } from "../support/schema.js";
import { Browser } from "./chromium.js";
import { Planned } from "./planned.js";

const PICTURE = join(PROJECT_ROOT, "docs/images/report.png");

/** The matrix of `dev` down to this cell, and why the cell is closed. */
const CELL = "vision to accounts: closed";

async function takePicture(browser: Browser, report: string): Promise<void> {
  await browser.start();
  const { page } = await browser.open(report);
  await page.setViewportSize({ width: 1400, height: 860 });
  await page.evaluate("document.querySelector('#matrix-title').scrollIntoView()");
  await page.locator(`.cell[aria-label="${CELL}"]`).click();
  await page.screenshot({ path: PICTURE });
}

async function main(): Promise<void> {
  const planned = new Planned();
  const browser = new Browser();
  try {
    await planned.plan("--stack", "dev");
    await takePicture(browser, planned.report);
  } finally {
    await browser.stop();
    planned.remove();
  }
}

void main();
