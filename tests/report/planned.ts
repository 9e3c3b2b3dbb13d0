import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlanDocument } from "../../cli/plan-folder/document.js";
import { runBulkhead } from "../cli/support.js";
import { PROJECT_ROOT } from "../support/schema.js";

/** The plan of an environment, in a folder of its own. */
export class Planned {
  readonly folder = mkdtempSync(join(tmpdir(), "bulkhead-report-"));
  readonly folderOfPlan = join(this.folder, "plan");
  readonly report = join(this.folderOfPlan, "report.html");
  private known: PlanDocument | undefined;

  /** A plan whose invariants are broken has a report too. */
  async plan(...args: string[]): Promise<void> {
    const where = ["--program", PROJECT_ROOT, "--out", this.folderOfPlan];
    const { err } = await runBulkhead("plan", ...where, ...args);
    if (!existsSync(this.report)) throw new Error(err);
  }

  get document(): PlanDocument {
    const file = join(this.folderOfPlan, "plan.json");
    this.known ??= JSON.parse(readFileSync(file, "utf8")) as PlanDocument;
    return this.known;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
