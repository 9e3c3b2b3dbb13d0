import { type Issue } from "../../shared/issues.js";
import { DEFAULT_KUBERNETES_VERSION, type KubernetesVersion } from "../../shared/versions.js";
import { type ClusterArgs, ControlPlaneLog } from "../args.js";

export interface ControlPlanePlan {
  readonly clusterName: string;
  readonly kubernetesVersion: KubernetesVersion;
  readonly logGroupName: string;
  readonly logRetentionDays: number;
  readonly logTypes: string[];
  readonly serviceIpv4Cidr: string;
  /** Empty when the public endpoint is off. */
  readonly publicCidrBlocks: string[];
}

/** What EKS itself would choose outside of 10.0.0.0/8. */
export const DEFAULT_SERVICE_CIDR = "172.20.0.0/16";

const EVERYBODY = "0.0.0.0/0";

const DEFAULT_LOG_TYPES: readonly ControlPlaneLog[] = [
  ControlPlaneLog.Api,
  ControlPlaneLog.Audit,
  ControlPlaneLog.Authenticator,
];

/** Warnings: accepted, but worth a look before it is deployed. */
export function findControlPlaneWarnings(plan: ControlPlanePlan): Issue[] {
  if (!plan.publicCidrBlocks.includes(EVERYBODY)) return [];
  const message = `${EVERYBODY} lets every address reach the API server, which only IAM then protects; list your own addresses`;
  return [{ path: "endpoint.publicCidrBlocks", message }];
}

/** The plan of arguments without issues. */
export function planControlPlane(name: string, args: ClusterArgs): ControlPlanePlan {
  const clusterName = args.name ?? name;
  return {
    clusterName,
    kubernetesVersion: (args.kubernetesVersion ?? DEFAULT_KUBERNETES_VERSION) as KubernetesVersion,
    logGroupName: `/aws/eks/${clusterName}/cluster`,
    logRetentionDays: args.logRetentionDays ?? 90,
    logTypes: [...(args.logTypes ?? DEFAULT_LOG_TYPES)],
    serviceIpv4Cidr: args.serviceIpv4Cidr ?? DEFAULT_SERVICE_CIDR,
    publicCidrBlocks: args.endpoint?.publicCidrBlocks ?? [],
  };
}
