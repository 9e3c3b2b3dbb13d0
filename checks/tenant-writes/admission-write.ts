import type { JsonObject } from "../../prover/index.js";

/** A write that the API server asks admission about. */
export interface AdmissionWrite {
  /** `""` for the core group. */
  readonly group: string;
  readonly version: string;
  /** In the plural, `pods`. */
  readonly resource: string;
  readonly operation: "CREATE" | "UPDATE" | "DELETE";
  readonly namespace: string;
  readonly username: string;
  readonly object: JsonObject;
  /** What an update replaces. */
  readonly oldObject?: JsonObject;
}

/** What admission says. `unjudged` says why it cannot be told. */
export interface AdmissionAnswer {
  /** Messages of the validations that refuse the write. */
  readonly refusals: readonly string[];
  readonly unjudged: readonly string[];
}
