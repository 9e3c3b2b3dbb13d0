import type { Json, JsonObject } from "../basics/json.js";

/** A resource as `plan.json` shows it. */
export interface PlanResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly id: string | null;
  readonly parent: string | null;
  readonly custom: boolean;
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
  readonly dependencies: readonly string[];
  readonly provider: string | null;
  readonly protect: boolean;
  readonly aliases: readonly Json[];
}
