import { isKnownPartition, regionOfZone } from "../shared/aws/region.js";
import { issue, type Issue } from "../shared/issues.js";
import { findStartupTaintIssues } from "../shared/kubernetes/startup-taint.js";
import { findComponentNameIssues } from "../shared/name-issues.js";
import { findAccessIssues } from "./access/issues.js";
import { findAddonIssues } from "./add-ons/issues.js";
import type { ClusterRefArgs } from "./args.js";
import { type ClusterArgs } from "./args.js";
import { findControlPlaneIssues } from "./control-plane/issues.js";
import { findNodeGroupsIssues } from "./nodes/issues.js";

export function findClusterRefIssues(args: ClusterRefArgs): Issue[] {
  if (args.kubeconfig !== undefined || args.context) return [];
  const message =
    "is missing: expected `context` (see `kubectl config get-contexts`) or `kubeconfig`, because the current context may be another cluster";
  return [{ path: "context", message }];
}

/** The longest IAM name that eks.Cluster derives from its own, which is `<component>-eks`. */
const LONGEST_CHILD_SUFFIX = "-eks-eksRole-role";

function findRegionIssues(region: string): Issue[] {
  if (regionOfZone(`${region}a`) !== region) {
    return [issue("region", region, "an AWS region such as eu-central-1")];
  }
  if (isKnownPartition(region)) return [];
  return [issue("region", region, "a region of the partitions aws, aws-cn or aws-us-gov")];
}

export function findClusterIssues(name: string, args: ClusterArgs): Issue[] {
  return [
    ...findComponentNameIssues(name, LONGEST_CHILD_SUFFIX),
    ...findRegionIssues(args.region),
    ...findControlPlaneIssues(name, args),
    ...findAddonIssues(args.addonVersions ?? {}),
    ...findNodeGroupsIssues(name, args.nodeGroups, args.prefixDelegation ?? false),
    ...findStartupTaintIssues(args.startupTaint),
    ...findAccessIssues(args.accessEntries ?? {}),
  ];
}
