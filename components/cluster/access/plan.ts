import type * as pulumi from "@pulumi/pulumi";
import { findChoiceIssues, issue, issuesWithin, type Issue } from "../../shared/issues.js";
import { isDnsLabel } from "../../../contract/names.js";
import { findPrincipalIssues } from "../../shared/aws/principal-arn.js";

/** What an access entry may do in every namespace, as EKS access policies. */
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

/** Prefixes that EKS keeps for itself: https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html */
const RESERVED_GROUP_PREFIXES = ["system:", "eks:", "aws:", "amazon:", "iam:"];

function findEntryIssues(key: string, entry: ClusterAccessEntryArgs): Issue[] {
  const { principalArn } = entry;
  const issues = [
    ...(typeof principalArn === "string" ? findPrincipalIssues("principalArn", principalArn) : []),
    ...findChoiceIssues("policy", entry.policy, ClusterAccess),
  ];
  const groups = entry.groups ?? [];
  if (!isDnsLabel(key)) {
    issues.push(
      issue("", key, 'a name of lower-case letters, digits and "-", such as "operators"'),
    );
  }
  if (entry.policy === undefined && groups.length === 0) {
    issues.push({
      path: "",
      message: "gives no rights: set `policy`, or `groups` for your own RoleBindings",
    });
  }
  for (const [index, group] of groups.entries()) {
    const reserved = RESERVED_GROUP_PREFIXES.find((prefix) => group.startsWith(prefix));
    if (reserved === undefined) continue;
    const accepted = `EKS keeps groups that begin with "${reserved}"; use \`policy\` for administrators`;
    issues.push(issue(`groups[${index}]`, group, accepted));
  }
  return issues;
}

/** EKS takes one entry for each principal. */
function findRepeatedIssues(
  entries: readonly (readonly [string, ClusterAccessEntryArgs])[],
): Issue[] {
  return entries.flatMap(([key, { principalArn }], at) => {
    const other = entries.slice(0, at).find(([, before]) => before.principalArn === principalArn);
    if (typeof principalArn !== "string" || !other) return [];
    const message = `"${principalArn}" has the entry "${other[0]}" already, and EKS takes one for each principal: put policy and groups into that one`;
    return [{ path: `accessEntries.${key}.principalArn`, message }];
  });
}

export function findAccessIssues(entries: Record<string, ClusterAccessEntryArgs>): Issue[] {
  const all = Object.entries(entries);
  return [
    ...all.flatMap(([key, entry]) =>
      issuesWithin(`accessEntries.${key}`, findEntryIssues(key, entry)),
    ),
    ...findRepeatedIssues(all),
  ];
}

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
