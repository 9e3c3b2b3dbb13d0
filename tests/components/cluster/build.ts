import { ClusterAccess } from "../../../components/cluster/access/args.js";
import type { ClusterArgs } from "../../../components/cluster/args.js";
import { Cluster } from "../../../components/cluster/cluster.js";
import { unwrapSecrets, type RecordedProgram } from "../../../recorder/index.js";
import { resourceNamed } from "../../support/record.js";

export const ADDON = "aws:eks/addon:Addon";
export const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
export const EKS_CLUSTER = "eks:index:Cluster";
export const COMPONENT = "bulkhead:index:Cluster";
export const RELEASE = "kubernetes:helm.sh/v3:Release";

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

/** Everything that is off by default, switched on. */
export const FULL: Partial<ClusterArgs> = {
  nodeGroups: {
    general: { instanceTypes: ["m7i.large"], minSize: 2, maxSize: 6 },
    gpu: { instanceTypes: ["g6.xlarge"], minSize: 0, maxSize: 2, gpu: true },
  },
  accessEntries: {
    operators: {
      principalArn: "arn:aws:iam::111122223333:role/operators",
      policy: ClusterAccess.ClusterAdmin,
    },
    auditors: { principalArn: "arn:aws:iam::111122223333:role/auditors", groups: ["auditors"] },
  },
  sessionManager: true,
};

export function build(overrides: Partial<ClusterArgs> = {}): Cluster {
  return new Cluster("prod", clusterArgs(overrides));
}

/** Plain inputs of the one resource of that type and name. */
export function inputsOf(
  recorded: RecordedProgram,
  type: string,
  name: string,
): Record<string, unknown> {
  return unwrapSecrets(resourceNamed(recorded, type, name).inputs) as Record<string, unknown>;
}
