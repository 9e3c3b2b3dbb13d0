import type * as pulumi from "@pulumi/pulumi";

/**
 * What an access entry may do in every namespace, as EKS access policies.
 *
 * @enum
 */
export const ClusterAccess = {
  /** Everything: `cluster-admin`. */
  ClusterAdmin: "cluster-admin",
  /** Everything inside namespaces, roles included, but no quotas and no namespaces. */
  Admin: "admin",
  /** Reads everything inside namespaces, Secrets included. */
  AdminView: "admin-view",
  /** Writes most things inside namespaces, Secrets and workloads included. */
  Edit: "edit",
  /** Reads most things inside namespaces, but no Secrets. */
  View: "view",
} as const;

export type ClusterAccess = (typeof ClusterAccess)[keyof typeof ClusterAccess];

/** One IAM principal that may use the cluster. */
export interface ClusterAccessEntryArgs {
  /** ARN of an IAM role or user, with the path of the role when it has one. Name the role itself, not a session of it. */
  principalArn: pulumi.Input<string>;
  /**
   * What it may do in every namespace. Default: nothing beside what RoleBindings give to `groups`. Give
   * applications access to their own namespace instead, with AppNamespace.
   */
  policy?: ClusterAccess;
  /** Kubernetes groups it belongs to, for your own RoleBindings. Default: none. `system:` groups are refused by EKS. */
  groups?: string[];
}
