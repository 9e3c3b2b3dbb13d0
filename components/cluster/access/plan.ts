import type * as pulumi from "@pulumi/pulumi";
import type { ClusterAccess, ClusterAccessEntryArgs } from "./args.js";

export interface AccessPlan {
  readonly key: string;
  readonly principalArn: pulumi.Input<string>;
  readonly groups: string[];
  /** Absent when only groups give rights. */
  readonly policyArn?: string;
}

const POLICY_NAMES: Record<ClusterAccess, string> = {
  "cluster-admin": "AmazonEKSClusterAdminPolicy",
  admin: "AmazonEKSAdminPolicy",
  "admin-view": "AmazonEKSAdminViewPolicy",
  edit: "AmazonEKSEditPolicy",
  view: "AmazonEKSViewPolicy",
};

export function planAccess(
  entries: Record<string, ClusterAccessEntryArgs>,
  partition: string,
): AccessPlan[] {
  return Object.entries(entries).map(([key, { principalArn, policy, groups = [] }]) => ({
    key,
    principalArn,
    groups,
    ...(policy && {
      policyArn: `arn:${partition}:eks::aws:cluster-access-policy/${POLICY_NAMES[policy]}`,
    }),
  }));
}
