import { isDnsLabel } from "../../../contract/names.js";
import { findPrincipalIssues } from "../../shared/aws/principal-arn.js";
import { findChoiceIssues, issue, issuesWithin, type Issue } from "../../shared/issues.js";
import type { ClusterAccessEntryArgs } from "./args.js";
import { ClusterAccess } from "./args.js";

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
      message: "grants nothing: set `policy`, or `groups` for your own RoleBindings",
    });
  }
  for (const [index, group] of groups.entries()) {
    const reserved = RESERVED_GROUP_PREFIXES.find((prefix) => group.startsWith(prefix));
    if (reserved === undefined) continue;
    const expected = `a group that does not begin with "${reserved}", which EKS reserves; use \`policy\` for administrators`;
    issues.push(issue(`groups[${index}]`, group, expected));
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
    const message = `"${principalArn}" already has the entry "${other[0]}": EKS takes one for each principal; put policy and groups there`;
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
