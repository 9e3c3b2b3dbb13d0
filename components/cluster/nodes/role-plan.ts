import { dnsSuffixOf, partitionOf } from "../../shared/aws/region.js";

export interface NodeRolePlan {
  /** The service that instances take the role from. */
  readonly service: string;
  /** ARNs of AWS managed policies by what they are for. */
  readonly policyArns: Readonly<Record<string, string>>;
}

/** https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html */
const NODE_POLICIES = {
  worker: "AmazonEKSWorkerNodePolicy",
  images: "AmazonEC2ContainerRegistryPullOnly",
  cni: "AmazonEKS_CNI_Policy",
};

const SESSION_MANAGER_POLICIES = { sessions: "AmazonSSMManagedInstanceCore" };

export function planNodeRole(region: string, sessionManager: boolean): NodeRolePlan {
  const policies = { ...NODE_POLICIES, ...(sessionManager && SESSION_MANAGER_POLICIES) };
  const arns = Object.entries(policies).map(([key, policy]): [string, string] => [
    key,
    `arn:${partitionOf(region)}:iam::aws:policy/${policy}`,
  ]);
  return { service: `ec2.${dnsSuffixOf(region)}`, policyArns: Object.fromEntries(arns) };
}
