import type { PlanFacts } from "../../facts/plan-facts.js";
import {
  noProtection,
  noTls,
  privateEndpoint,
  startupTaint,
  publicEndpoint,
  stagedMode,
} from "./cluster-rules.js";
import { oneSidedConnection, unconfirmedConnection, unrestrictedEgress } from "./egress-rules.js";
import { closedDatabase, sharedStorage } from "./grant-rules.js";
import { noNatNoEndpoints, publicAddresses, sharedAlb, singleNat } from "./network-rules.js";
import { gpuQuota, quota } from "./quota-rules.js";
import type { Warning, WarningRule } from "./warning.js";

/** In the order in which they are shown: what opens something first. */
export const WARNING_RULES: readonly WarningRule[] = [
  stagedMode,
  publicEndpoint,
  sharedAlb,
  publicAddresses,
  noTls,
  unrestrictedEgress,
  oneSidedConnection,
  closedDatabase,
  quota,
  noNatNoEndpoints,
  singleNat,
  noProtection,
  unconfirmedConnection,
  sharedStorage,
  gpuQuota,
  privateEndpoint,
  startupTaint,
];

export function warningsOf(facts: PlanFacts): Warning[] {
  return WARNING_RULES.flatMap(({ code, level, find }) =>
    find(facts).map((finding) => ({ code, level, ...finding })),
  );
}
