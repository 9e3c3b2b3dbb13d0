import { partitionOf } from "../shared/aws/region.js";
import { type Issue } from "../shared/issues.js";
import { planAccess, type AccessPlan } from "./access/plan.js";
import { planAddons, type AddonsPlan } from "./add-ons/plan.js";
import type { ClusterArgs } from "./args.js";
import {
  findControlPlaneWarnings,
  planControlPlane,
  type ControlPlanePlan,
} from "./control-plane/plan.js";
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
