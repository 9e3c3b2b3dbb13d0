import type { Policy } from "../model/world.js";
import type { ObjectKind } from "../read/kinds.js";
import type { RawObject } from "../read/read-result.js";

/** A policy with what Calico knows of its object: the order of equals depends on it. */
export interface BuiltPolicy {
  readonly policy: Policy;
  readonly kind: ObjectKind;
  readonly source: RawObject;
}
