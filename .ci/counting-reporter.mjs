import { writeFileSync } from "node:fs";
import process from "node:process";
import Mocha from "mocha";

/** Prints what mocha's spec reporter prints, and writes the counts to the file that COUNTS_FILE names. */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      writeFileSync(process.env.COUNTS_FILE, `${passes} ${failures} ${pending}\n`);
    });
  }
}
