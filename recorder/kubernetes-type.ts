export interface KubernetesType {
  /** As written in a manifest: `v1`, `apps/v1`. */
  apiVersion: string;
  kind: string;
  patch: boolean;
  /** Known for Kubernetes' own kinds only; a custom resource may be either. */
  scope: "cluster" | "namespaced" | "unknown";
}

const CLUSTER_SCOPED = new Set([
  "APIService",
  "CertificateSigningRequest",
  "ClusterRole",
  "ClusterRoleBinding",
  "ClusterTrustBundle",
  "ComponentStatus",
  "CSIDriver",
  "CSINode",
  "CustomResourceDefinition",
  "DeviceClass",
  "FlowSchema",
  "IngressClass",
  "IPAddress",
  "MutatingAdmissionPolicy",
  "MutatingAdmissionPolicyBinding",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PriorityClass",
  "PriorityLevelConfiguration",
  "ResourceSlice",
  "RuntimeClass",
  "SelfSubjectAccessReview",
  "ServiceCIDR",
  "StorageClass",
  "StorageVersion",
  "StorageVersionMigration",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
  "VolumeAttachment",
  "VolumeAttributesClass",
]);

const PLAIN_GROUPS = new Set(["core", "apps", "autoscaling", "batch", "policy"]);

/** Kubernetes' own groups without a dot, and those under `k8s.io` the API server itself serves. */
const OWN_GROUP =
  /^(admissionregistration|apiextensions|apiregistration|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|internal\.apiserver|networking|node|rbac\.authorization|resource|scheduling|storage|storagemigration)\.k8s\.io$/;

/** Groups of the Pulumi provider that hold no single objects. */
const NOT_OBJECTS = new Set(["helm.sh", "yaml", "kustomize"]);

const TOKEN = /^kubernetes:(?:([^/:]+)\/)?(v[^/:]+):([^/:]+)$/;

interface ObjectToken {
  group: string;
  version: string;
  name: string;
  /** Whether Kubernetes itself serves the group. */
  own: boolean;
}

function parseObjectToken(token: string): ObjectToken | undefined {
  const match = TOKEN.exec(token);
  if (match === null) {
    return undefined;
  }
  const [, group = "core", version = "", name = ""] = match;
  const own = PLAIN_GROUPS.has(group) || OWN_GROUP.test(group);
  const single = !NOT_OBJECTS.has(group) && !(own && name.endsWith("List"));
  return single ? { group, version, name, own } : undefined;
}

/**
 * Reads a type token: `kubernetes:core/v1:Namespace`; `undefined` for what is not one object.
 * `statedKind` is the object's own `kind`, and tells a patch from a kind that ends with "Patch".
 */
export function parseKubernetesType(
  token: string,
  statedKind?: string,
): KubernetesType | undefined {
  const object = parseObjectToken(token);
  if (object === undefined) {
    return undefined;
  }
  const { group, version, name, own } = object;
  const kind = statedKind ?? name.replace(/Patch$/, "");
  const apiVersion = group === "core" ? version : `${group}/${version}`;
  return { apiVersion, kind, patch: name !== kind, scope: own ? findScope(kind) : "unknown" };
}

function findScope(kind: string): "cluster" | "namespaced" {
  return CLUSTER_SCOPED.has(kind) ? "cluster" : "namespaced";
}
