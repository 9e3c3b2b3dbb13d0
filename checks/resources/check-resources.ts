import type { PlanFacts } from "../../facts/plan-facts.js";
import {
  noProtection,
  noTls,
  privateEndpoint,
  publicEndpoint,
  stagedMode,
  startupTaint,
} from "./cluster-checks.js";
import { oneSidedConnection, unconfirmedConnection, unrestrictedEgress } from "./egress-checks.js";
import { closedDatabase, sharedStorage } from "./grant-checks.js";
import { noNatNoEndpoints, publicAddresses, sharedAlb, singleNat } from "./network-checks.js";
import { gpuQuota, quota } from "./quota-checks.js";
import type { ResourceCheck, Warning } from "./resource-check.js";

/** In the order in which they are shown: first what opens something. */
export const RESOURCE_CHECKS: readonly ResourceCheck[] = [
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

export function checkResources(facts: PlanFacts): Warning[] {
  return RESOURCE_CHECKS.flatMap(({ code, severity, fix, find }) =>
    find(facts).map((hit) => ({ code, severity, ...hit, fix: hit.fix ?? fix })),
  );
}
