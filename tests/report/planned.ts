import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlanDocument } from "../../cli/plan-document.js";
import { runBulkhead } from "../cli/support.js";
import { PROJECT_ROOT } from "../support/schema.js";

/** The plan of an environment, in a folder of its own. */
export class Planned {
  readonly folder = mkdtempSync(join(tmpdir(), "bulkhead-report-"));

  async plan(...args: string[]): Promise<void> {
    const out = join(this.folder, "plan");
    const { err } = await runBulkhead("plan", "--out", out, ...args);
    if (!existsSync(this.report)) throw new Error(err);
  }

  stack(stack: string): Promise<void> {
    return this.plan("--program", PROJECT_ROOT, "--stack", stack);
  }

  get report(): string {
    return join(this.folder, "plan/report.html");
  }

  get document(): PlanDocument {
    return JSON.parse(readFileSync(join(this.folder, "plan/plan.json"), "utf8")) as PlanDocument;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
