import type { ClusterArgs } from "../../../components/cluster/cluster-args.js";

/** The smallest sensible cluster, with `overrides` on top. */
export function clusterArgs(overrides: Partial<ClusterArgs> = {}): ClusterArgs {
  return {
    region: "eu-central-1",
    vpcId: "vpc-1",
    controlPlaneSubnetIds: ["subnet-control-a", "subnet-control-b"],
    nodeSubnetIds: ["subnet-workload-a", "subnet-workload-b"],
    nodeGroups: { general: { instanceTypes: ["m7i.large"], minSize: 2, maxSize: 6 } },
    ...overrides,
  };
}
