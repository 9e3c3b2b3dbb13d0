export type { Warning } from "./resources/warning.js";
export { warningsOf } from "./resources/warnings.js";
export { findLints, LINTS } from "./manifests/lints.js";
export type { Lint, LintContext } from "./manifests/lint.js";
export { WORLD_FINDINGS, type FindingText } from "./manifests/world-findings.js";
export { checkTenantWrites, TENANT_WRITE_CHECKS } from "./tenant-writes/check-tenant-writes.js";
export type { TenantWriteCheck } from "./tenant-writes/tenant-write-check.js";
export type {
  ApplicationFacts,
  DeclaredConnection,
  InvariantInput,
} from "./traffic/application-facts.js";
export { checkInvariants } from "./traffic/check-invariants.js";
export { invariantInputOf } from "./traffic/invariant-input.js";
export type { Invariant, InvariantResult } from "./traffic/invariant.js";
export { INVARIANTS } from "./traffic/invariants.js";
export { UNMANAGED_PROBE } from "./traffic/probes.js";
