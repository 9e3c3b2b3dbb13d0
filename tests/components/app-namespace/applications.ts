import type { AppNamespaceArgs } from "../../../components/app-namespace/args.js";
import { findAppNamespaceIssues } from "../../../components/app-namespace/issues.js";
import { planAppNamespace, type AppNamespacePlan } from "../../../components/app-namespace/plan.js";
import type { CalicoPolicy } from "../../../components/shared/kubernetes/calico-policy.js";
import type { KubernetesObject } from "../../../components/shared/kubernetes/manifest.js";
import { eksPlatform } from "../../support/platform-ref.js";

/** Application `web` on a platform of its own, without a load balancer. */
export function webArgs(overrides: Partial<AppNamespaceArgs> = {}): AppNamespaceArgs {
  return { platform: eksPlatform(), application: "web", ports: [8080], ...overrides };
}

/** Application `web` behind its own load balancer in slot 1. */
export function webBehindAlb(overrides: Partial<AppNamespaceArgs> = {}): AppNamespaceArgs {
  return webArgs({ albSlot: 1, loadBalancer: {}, ...overrides });
}

/** The plan of arguments that are without issues. */
export function planOf(args: AppNamespaceArgs): AppNamespacePlan {
  const issues = findAppNamespaceIssues(args);
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  return planAppNamespace(args);
}

export function boundaryOf(args: AppNamespaceArgs): CalicoPolicy {
  return planOf(args).contents.boundary as CalicoPolicy;
}

/** The NetworkPolicies of a plan, enforced or staged, by their names. */
export function networkPoliciesOf(args: AppNamespaceArgs): Record<string, KubernetesObject> {
  const policies = Object.values(planOf(args).contents).filter(({ kind, metadata }) => {
    const isBoundary = metadata.name.startsWith("app-isolation.");
    return kind.endsWith("NetworkPolicy") && !isBoundary;
  });
  return Object.fromEntries(policies.map((policy) => [policy.metadata.name, policy]));
}
