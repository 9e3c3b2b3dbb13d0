import type { Fault } from "./account-folder.js";

/**
 * Seconds that a create takes on AWS and in a cluster, by the type of the resource: middle values of what people
 * report of EKS, rounded. Whatever is not here takes about a second.
 */
const SECONDS: Readonly<Record<string, number>> = {
  "aws:eks/cluster:Cluster": 540,
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

const OTHERS = 1;

/** Where the cluster of `@pulumi/eks` is a single resource. */
const CLUSTER_COMPONENT = "eks:index:Cluster";

/** Seconds that creating something of this type takes; components are there at once. */
export function latencyOf({ type, custom }: { type: string; custom: boolean }): number {
  const made = type === CLUSTER_COMPONENT ? "aws:eks/cluster:Cluster" : type;
  return SECONDS[made] ?? (custom ? OTHERS : 0);
}

/** The same for the simulated account, where a second of AWS takes `scale` seconds. */
export function awsLatencies(scale: number): Fault[] {
  const slow = (seconds: number): Fault => ({
    operation: "create",
    delayMs: seconds * scale * 1000,
  });
  const ofAws = Object.entries(SECONDS).filter(([type]) => type.startsWith("aws:"));
  return [...ofAws.map(([type, seconds]) => ({ type, ...slow(seconds) })), slow(OTHERS)];
}
