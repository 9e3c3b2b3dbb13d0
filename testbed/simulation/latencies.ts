/**
 * Seconds that a create takes on AWS and in a cluster, by the type of the resource: middle values of what people
 * report of EKS, rounded. Whatever is not here takes about a second.
 */
const SECONDS: Readonly<Record<string, number>> = {
  "eks:index:Cluster": 540,
  "aws:eks/nodeGroup:NodeGroup": 150,
  "aws:ec2/natGateway:NatGateway": 120,
  "aws:ec2/vpcEndpoint:VpcEndpoint": 60,
  "aws:eks/addon:Addon": 40,
  "aws:ec2/vpc:Vpc": 12,
  "kubernetes:helm.sh/v4:Chart": 10,
  "kubernetes:helm.sh/v3:Release": 30,
  "kubernetes:operator.tigera.io/v1:Installation": 60,
  "kubernetes:operator.tigera.io/v1:APIServer": 30,
};

/** Seconds that creating something of this type takes; components are there at once. */
export function latencyOf({ type, custom }: { type: string; custom: boolean }): number {
  return SECONDS[type] ?? (custom ? 1 : 0);
}
