import assert from "node:assert/strict";
import type { Suite } from "mocha";
import type { Page } from "playwright-core";
import { Browser, requireChromium, type Watched } from "./chromium.js";
import { Planned } from "./planned.js";

/** A report in a real browser: planned and opened before the first test of a suite, closed after its last. */
export class OpenedReport {
  readonly planned = new Planned();
  private readonly browser = new Browser();
  /** Absent without a browser. */
  private opened: Watched | undefined;

  /** `argumentsOf` says of which plan, by arguments of `bulkhead plan`. */
  constructor(suite: Suite, argumentsOf: (planned: Planned) => readonly string[]) {
    suite.beforeAll(requireChromium);
    suite.beforeAll("the report", async () => {
      await this.planned.plan(...argumentsOf(this.planned));
      await this.browser.start();
      this.opened = await this.browser.open(this.planned.report);
    });
    suite.afterAll("the report", async () => {
      await this.browser.stop();
      this.planned.remove();
    });
  }

  get shown(): Watched {
    assert.ok(this.opened, "the suite was skipped");
    return this.opened;
  }

  get page(): Page {
    return this.shown.page;
  }
}
