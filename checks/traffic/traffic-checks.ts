import { needsApplications, needsBaseline } from "./applicability.js";
import { CONNECTIVITY_CHECKS } from "./connectivity.js";
import { unmanagedIsClosed } from "./isolation.js";
import { ISOLATION_CHECKS } from "./isolation-checks.js";
import { isolationHolds, LAYER_CHECKS } from "./layers.js";
import type { TrafficCheck } from "./traffic-check.js";

/** What tenants cannot open, in applications' namespaces and in unmanaged ones. */
const TENANT_CHECKS: readonly TrafficCheck[] = [
  {
    code: "tenants-cannot-open",
    severity: "error",
    title: "NetworkPolicies that allow everything in an application's namespace open nothing",
    why: "Application teams write NetworkPolicies of their own, and these must not weaken the isolation.",
    fix: "Keep the policy `boundary` in the application's namespace, in the platform's tier.",
    world: "opened",
    notApplicable: needsApplications,
    find: isolationHolds,
  },
  {
    code: "unmanaged-closed",
    severity: "error",
    title: "An unmanaged namespace is closed in both directions, except for DNS",
    why: "A namespace that was created without the platform must not lead around its isolation.",
    fix: "Keep `default-isolation` and the policy `unmanaged` of the platform's tier, and remove rules that let it through.",
    world: "rendered",
    notApplicable: needsBaseline,
    find: unmanagedIsClosed,
  },
  {
    code: "unmanaged-tenants-cannot-open",
    severity: "error",
    title: "An unmanaged namespace stays closed when NetworkPolicies in it allow everything",
    why: "Anyone who may write NetworkPolicies in it could open it.",
    fix: "Leave closeUnmanagedNamespaces on.",
    world: "opened",
    notApplicable: (input) => needsBaseline(input) ?? input.unmanagedTenantsMayOpen,
    find: unmanagedIsClosed,
  },
];

/** In the order of the documentation: isolation, connectivity, and each layer alone. */
export const TRAFFIC_CHECKS: readonly TrafficCheck[] = [
  ...ISOLATION_CHECKS,
  ...TENANT_CHECKS,
  ...CONNECTIVITY_CHECKS,
  ...LAYER_CHECKS,
];
