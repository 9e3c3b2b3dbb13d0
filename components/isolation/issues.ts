import { isCidr } from "../../basics/cidr.js";
import { IsolationMode } from "../../contract/isolation-mode.js";
import { CLUSTER_NAMESPACES, isDnsLabel } from "../../contract/names.js";
import { findNodeLocalDnsIssues } from "../shared/cluster-addresses.js";
import { findChoiceIssues, findDuplicateIssues, issue, type Issue } from "../shared/issues.js";
import { findStartupTaintIssues } from "../shared/kubernetes/startup-taint.js";
import type { IsolationBaselineArgs } from "./args.js";

function findNamespaceIssues(path: string, name: string): Issue[] {
  if (name === "default") {
    return [
      {
        path,
        message:
          '"default" cannot be a system namespace, because objects without a namespace land there; give the add-on a namespace of its own',
      },
    ];
  }
  if (CLUSTER_NAMESPACES.includes(name)) {
    return [{ path, message: `"${name}" is always a system namespace; leave it out` }];
  }
  return isDnsLabel(name) ? [] : [issue(path, name, "a namespace name, which is a DNS label")];
}

/** The names stand between quotes in the expression of an admission policy. */
const USER_NAME = /^[^'\\\s]+$/;

function findCniUserIssues(users: readonly string[] | undefined): Issue[] {
  if (!users) return [];
  if (users.length === 0) {
    return [
      issue("cniUsers", users, "at least one user name, because otherwise no pod could start"),
    ];
  }
  return users.flatMap((user, at) =>
    USER_NAME.test(user)
      ? []
      : [issue(`cniUsers[${at}]`, user, "a user name without quotes, backslashes and spaces")],
  );
}

/** All problems of the arguments. */
export function findIsolationBaselineIssues(args: IsolationBaselineArgs): Issue[] {
  const namespaces = args.systemNamespaces ?? [];
  return [
    ...findChoiceIssues("mode", args.mode, IsolationMode),
    ...namespaces.flatMap((name, at) => findNamespaceIssues(`systemNamespaces[${at}]`, name)),
    ...findDuplicateIssues("systemNamespaces", namespaces),
    ...(args.albCidrBlocks ?? []).flatMap((cidr, at) =>
      isCidr(cidr) ? [] : [issue(`albCidrBlocks[${at}]`, cidr, "an IPv4 CIDR such as 10.0.0.0/18")],
    ),
    ...findCniUserIssues(args.cniUsers),
    ...findNodeLocalDnsIssues("nodeLocalDns", args.nodeLocalDns),
    ...findStartupTaintIssues(args.startupTaint),
  ];
}
