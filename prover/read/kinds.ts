/** What an object is to the prover. Calico's own names where two APIs share a word. */
export type ObjectKind = (typeof KINDS)[keyof typeof KINDS]["is"];

/**
 * Dispatch is on the API group, its version and the kind together: `NetworkPolicy` is one thing in
 * `networking.k8s.io` and another in `projectcalico.org`, and AWS has a `ClusterNetworkPolicy` of its own.
 */
const KINDS = {
  "v1/Namespace": { is: "Namespace", namespaced: false },
  "v1/ServiceAccount": { is: "ServiceAccount", namespaced: true },
  "v1/Service": { is: "Service", namespaced: true },
  "v1/Pod": { is: "Pod", namespaced: true },
  "v1/ReplicationController": { is: "ReplicationController", namespaced: true },
  "apps/v1/Deployment": { is: "Deployment", namespaced: true },
  "apps/v1/StatefulSet": { is: "StatefulSet", namespaced: true },
  "apps/v1/DaemonSet": { is: "DaemonSet", namespaced: true },
  "apps/v1/ReplicaSet": { is: "ReplicaSet", namespaced: true },
  "batch/v1/Job": { is: "Job", namespaced: true },
  "batch/v1/CronJob": { is: "CronJob", namespaced: true },
  "discovery.k8s.io/v1/EndpointSlice": { is: "EndpointSlice", namespaced: true },
  "networking.k8s.io/v1/NetworkPolicy": { is: "KubernetesNetworkPolicy", namespaced: true },
  "policy.networking.k8s.io/v1alpha2/ClusterNetworkPolicy": {
    is: "KubernetesClusterNetworkPolicy",
    namespaced: false,
  },
  "projectcalico.org/v3/Tier": { is: "Tier", namespaced: false },
  "projectcalico.org/v3/NetworkPolicy": { is: "NetworkPolicy", namespaced: true },
  "projectcalico.org/v3/GlobalNetworkPolicy": { is: "GlobalNetworkPolicy", namespaced: false },
  "projectcalico.org/v3/StagedNetworkPolicy": { is: "StagedNetworkPolicy", namespaced: true },
  "projectcalico.org/v3/StagedGlobalNetworkPolicy": {
    is: "StagedGlobalNetworkPolicy",
    namespaced: false,
  },
  "projectcalico.org/v3/StagedKubernetesNetworkPolicy": {
    is: "StagedKubernetesNetworkPolicy",
    namespaced: true,
  },
  "projectcalico.org/v3/NetworkSet": { is: "NetworkSet", namespaced: true },
  "projectcalico.org/v3/GlobalNetworkSet": { is: "GlobalNetworkSet", namespaced: false },
  "projectcalico.org/v3/HostEndpoint": { is: "HostEndpoint", namespaced: false },
} as const;

/** Access controls of the API server, and whether they are namespaced. */
const ACCESS_CONTROL_KINDS: Readonly<Record<string, boolean>> = {
  "v1/ResourceQuota": true,
  "v1/LimitRange": true,
  "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy": false,
  "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding": false,
  "rbac.authorization.k8s.io/v1/Role": true,
  "rbac.authorization.k8s.io/v1/RoleBinding": true,
  "rbac.authorization.k8s.io/v1/ClusterRole": false,
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding": false,
  "networking.k8s.io/v1/IngressClass": false,
  "elbv2.k8s.aws/v1beta1/IngressClassParams": false,
  "operator.tigera.io/v1/Installation": false,
  "operator.tigera.io/v1/APIServer": false,
};

/** Whether objects of this kind are namespaced; undefined for kinds that control no access. */
export function isNamespacedAccessControl(apiVersion: string, kind: string): boolean | undefined {
  const key = `${apiVersion}/${kind}`;
  return Object.hasOwn(ACCESS_CONTROL_KINDS, key) ? ACCESS_CONTROL_KINDS[key] : undefined;
}

/** The same objects under the name of the storage behind Calico's API. */
const CALICO_STORAGE = "crd.projectcalico.org/v1";

export interface KnownKind {
  readonly is: ObjectKind;
  readonly namespaced: boolean;
}

export function findKind(apiVersion: string, kind: string): KnownKind | undefined {
  const key = `${isCalicoStorage(apiVersion) ? "projectcalico.org/v3" : apiVersion}/${kind}`;
  return Object.hasOwn(KINDS, key) ? KINDS[key as keyof typeof KINDS] : undefined;
}

/** Whether the object was written straight into Calico's storage, past its API server. */
export function isCalicoStorage(apiVersion: string): boolean {
  return apiVersion === CALICO_STORAGE;
}
