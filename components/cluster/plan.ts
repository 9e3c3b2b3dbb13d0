import { issue, type Issue } from "../shared/issues.js";
import { findComponentNameIssues } from "../../contract/names.js";
import { findStartupTaintIssues } from "../shared/kubernetes/startup-taint.js";
import { isKnownPartition, partitionOf, regionOfZone } from "../shared/aws/region.js";
import { findAccessIssues, planAccess, type AccessPlan } from "./access/plan.js";
import { findAddonIssues, planAddons, type AddonsPlan } from "./add-ons/plan.js";
import type { ClusterArgs } from "./args.js";
import {
  findControlPlaneIssues,
  findControlPlaneWarnings,
  planControlPlane,
  type ControlPlanePlan,
} from "./control-plane/plan.js";
import { findNodeGroupsIssues } from "./nodes/issues.js";
import { planNodeGroups, type NodeGroupPlan } from "./nodes/plan.js";
import { planNodeRole, type NodeRolePlan } from "./nodes/role-plan.js";

export interface ClusterPlan {
  readonly controlPlane: ControlPlanePlan;
  readonly nodeRole: NodeRolePlan;
  readonly nodeGroups: readonly NodeGroupPlan[];
  readonly addons: AddonsPlan;
  readonly access: readonly AccessPlan[];
  /** Whether pods will ask for GPUs, which needs the device plugin. */
  readonly gpus: boolean;
  /** Whether something resizes the node groups. */
  readonly autoscaler: boolean;
  readonly warnings: readonly Issue[];
}

/** The longest IAM name that eks.Cluster derives from its own, which is `<component>-eks`. */
const LONGEST_CHILD_SUFFIX = "-eks-eksRole-role";

function findRegionIssues(region: string): Issue[] {
  if (regionOfZone(`${region}a`) !== region) {
    return [issue("region", region, "an AWS region such as eu-central-1")];
  }
  if (isKnownPartition(region)) return [];
  return [issue("region", region, "regions of the partitions aws, aws-cn and aws-us-gov")];
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

/** The plan of arguments without issues. */
export function planCluster(name: string, args: ClusterArgs): ClusterPlan {
  const controlPlane = planControlPlane(name, args);
  const { prefixDelegation = false, startupTaint } = args;
  return {
    controlPlane,
    nodeRole: planNodeRole(args.region, args.sessionManager ?? false),
    nodeGroups: planNodeGroups(args.nodeGroups, { prefixDelegation, startupTaint }),
    addons: planAddons({
      kubernetesVersion: controlPlane.kubernetesVersion,
      metricsServer: args.metricsServer ?? true,
      versions: args.addonVersions ?? {},
      prefixDelegation,
      startupTaint,
    }),
    access: planAccess(args.accessEntries ?? {}, partitionOf(args.region)),
    autoscaler: args.clusterAutoscaler ?? true,
    gpus: Object.values(args.nodeGroups).some(({ gpu }) => gpu),
    warnings: findControlPlaneWarnings(controlPlane),
  };
}
