import type * as pulumi from "@pulumi/pulumi";
import type { Application, SettledApplication } from "../../contract/application.js";
import {
  versioned,
  type AppNamespaceFacts,
  type Versioned,
} from "../../contract/component-facts.js";
import { IsolationMode } from "../../contract/isolation-mode.js";
import {
  APPLICATION_TAG,
  HOSTS_ANNOTATION,
  MANAGED_LABEL,
  STAGED_LABEL,
} from "../../contract/names.js";
import type { KubernetesObject } from "../shared/kubernetes/manifest.js";
import { APPLICATION_ROLES, planRole, type ApplicationRole } from "./access/roles.js";
import { PodSecurity, type AppNamespaceArgs } from "./args.js";
import { planLimitRange, planResourceQuota } from "./limits/plan.js";
import { planLoadBalancer, type LoadBalancerPlan } from "./load-balancer/plan.js";
import { describePlatform } from "../platform-ref/describe-platform.js";
import type { StorageArgs } from "./storage/args.js";
import { settleApplication } from "./traffic/application.js";
import { planBoundary } from "./traffic/boundary.js";
import { planNetworkPolicies } from "./traffic/network-policies.js";

/** What an application registers; ARNs may be outputs of other resources. */
export type RegisteredFacts = Versioned<AppNamespaceFacts<pulumi.Input<string>>>;

/** Everything that one application consists of. */
export interface AppNamespacePlan {
  readonly application: Application;
  /** Absent without a load balancer, and outside AWS. */
  readonly loadBalancer?: LoadBalancerPlan;
  readonly namespace: KubernetesObject;
  /** What the namespace holds, by the name that the child resource carries. */
  readonly contents: Readonly<Record<string, KubernetesObject>>;
  readonly facts: RegisteredFacts;
}

function planNamespace(
  args: AppNamespaceArgs,
  { mode, name }: Application,
  onAlb: boolean,
): KubernetesObject {
  const podSecurity = args.podSecurity ?? PodSecurity.Restricted;
  const hosts = args.loadBalancer?.hosts;
  const labels = {
    [MANAGED_LABEL]: "true",
    ...(mode === IsolationMode.Staged && { [STAGED_LABEL]: "true" }),
    [APPLICATION_TAG]: name,
    "pod-security.kubernetes.io/enforce": podSecurity,
    "pod-security.kubernetes.io/warn": podSecurity,
    // A new pod is not ready before its load balancer can reach it.
    ...(onAlb && { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" }),
  };
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name,
      labels,
      ...(hosts && { annotations: { [HOSTS_ANNOTATION]: `,${hosts.join(",")},` } }),
    },
  };
}

/** For the application's pods; a token is for those that may reach the Kubernetes API. */
function planServiceAccount({ name, kubernetesApi }: Application): KubernetesObject {
  const metadata = { name, namespace: name };
  const automountServiceAccountToken = kubernetesApi;
  return { apiVersion: "v1", kind: "ServiceAccount", metadata, automountServiceAccountToken };
}

function planRoles(application: string): Record<string, KubernetesObject> {
  const names = Object.keys(APPLICATION_ROLES) as ApplicationRole[];
  const objects = names.flatMap((name) => {
    const { role, binding } = planRole(application, name);
    return [
      [`role-${name}`, role],
      [`role-binding-${name}`, binding],
    ] as const;
  });
  return Object.fromEntries(objects);
}

function describeStorage(storage: StorageArgs): RegisteredFacts["storage"][number] {
  const { name, bucketArn, prefix, access, kmsKeyArn, publishers = [] } = storage;
  return { name, bucketArn, prefix, access, ...(kmsKeyArn && { kmsKeyArn }), publishers };
}

function describeApplication(
  { platform, storage = [] }: AppNamespaceArgs,
  application: SettledApplication,
): RegisteredFacts {
  return versioned({
    platform: describePlatform(platform),
    application,
    storage: storage.map(describeStorage),
  });
}

/** Decides everything about an application. The arguments were found to be without issues. */
export function planAppNamespace(args: AppNamespaceArgs): AppNamespacePlan {
  const loadBalancer = planLoadBalancer(args);
  const settled = settleApplication(args, loadBalancer);
  const application = { ...settled, addressFacts: args.platform.addressFacts };
  const { name } = application;
  const policies = planNetworkPolicies(application).map((policy) => [policy.metadata.name, policy]);
  return {
    application,
    ...(loadBalancer && { loadBalancer }),
    namespace: planNamespace(args, application, loadBalancer !== undefined),
    contents: {
      boundary: planBoundary(application),
      ...(Object.fromEntries(policies) as Record<string, KubernetesObject>),
      quota: planResourceQuota(name, args.quota),
      limits: planLimitRange(name, args.limits),
      "service-account": planServiceAccount(application),
      ...planRoles(name),
    },
    facts: describeApplication(args, settled),
  };
}
