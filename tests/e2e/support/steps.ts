import type { Suite } from "mocha";

/**
 * The tests of a suite are steps of one story: after one that failed, the rest is skipped, and says so. Mocha's own `bail`
 * would skip the whole suite without a word as soon as a test of another one has failed.
 */
export function stepByStep(suite: Suite): void {
  let failed: string | undefined;
  suite.beforeEach("the step before", function () {
    if (failed === undefined) return;
    console.log(`    SKIPPED, NOT CHECKED: "${failed}" failed`);
    this.skip();
  });
  suite.afterEach("the step", function () {
    if (this.currentTest?.state === "failed") failed = this.currentTest.title;
  });
}
