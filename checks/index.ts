import type { CheckHead } from "./check.js";
import { MANIFEST_CHECKS } from "./manifests/check-manifests.js";
import { REPORTED_BY_PROVER } from "./manifests/reported-by-prover.js";
import { RESOURCE_CHECKS } from "./resources/check-resources.js";
import { TENANT_WRITE_CHECKS } from "./tenant-writes/check-tenant-writes.js";
import { TRAFFIC_CHECKS } from "./traffic/traffic-checks.js";

export type { CheckHead } from "./check.js";
export { checkManifests, MANIFEST_CHECKS } from "./manifests/check-manifests.js";
export type { ManifestCheck, ManifestContext } from "./manifests/manifest-check.js";
export { REPORTED_BY_PROVER } from "./manifests/reported-by-prover.js";
export { checkResources, RESOURCE_CHECKS } from "./resources/check-resources.js";
export type { ResourceCheck, Warning } from "./resources/resource-check.js";
export { checkTenantWrites, TENANT_WRITE_CHECKS } from "./tenant-writes/check-tenant-writes.js";
export type { TenantWriteCheck } from "./tenant-writes/tenant-write-check.js";
export type { DeclaredConnection } from "../contract/application.js";
export type { ApplicationFacts, InvariantInput } from "./traffic/application-facts.js";
export { checkTraffic } from "./traffic/check-traffic.js";
export { readInvariantInput } from "./traffic/invariant-input.js";
export { UNMANAGED_PROBE } from "./traffic/probes.js";
export type { InvariantResult, TrafficCheck } from "./traffic/traffic-check.js";
export { TRAFFIC_CHECKS } from "./traffic/traffic-checks.js";

/** Every check by its folder: what it looks at. */
export const CHECKS = {
  resources: RESOURCE_CHECKS,
  manifests: [...MANIFEST_CHECKS, ...REPORTED_BY_PROVER],
  traffic: TRAFFIC_CHECKS,
  "tenant-writes": TENANT_WRITE_CHECKS,
} as const satisfies Readonly<Record<string, readonly CheckHead[]>>;
