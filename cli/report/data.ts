import type { PlanDocument } from "../plan-folder/document.js";
import type { MatrixPeer } from "../proof/matrix.js";
import type { ZonesJson } from "./zones-json.js";

/** The fields of `plan.json` that the report shows. */
export type ReportPlan = Omit<PlanDocument, "resources" | "outputs">;

/** Those whose connections the matrix tells, closed ones included. */
export interface ReportPeers {
  readonly namespaces: readonly string[];
  readonly others: readonly MatrixPeer[];
}

/** What the page shows as soon as it opens. */
export interface ReportData {
  readonly plan: ReportPlan;
  readonly resources: number;
  readonly objects: number;
  /** The blocks of the VPC. */
  readonly vpc: readonly string[];
  readonly zones: ZonesJson;
  /** Absent without a matrix. */
  readonly peers?: ReportPeers;
}

/** An object with the file that it was written to. */
export interface ReportObject {
  readonly file: string;
  readonly content: unknown;
}

/** What the prover in the page reads when somebody asks for an explanation. */
export interface ReportWorld {
  readonly objects: readonly ReportObject[];
}
