import * as pulumi from "@pulumi/pulumi";
import { Calico } from "../calico/calico.js";
import { ClusterRef } from "../cluster/cluster-ref.js";
import { Cluster } from "../cluster/cluster.js";
import type { ClusterOptionsArgs } from "../cluster/args.js";
import { LoadBalancerController } from "../load-balancer/load-balancer-controller.js";
import type { NetworkArgs } from "../network/args.js";
import { Network } from "../network/network.js";
import type { KubernetesCluster } from "../shared/kubernetes/kubernetes-cluster.js";
import type { PlatformArgs } from "./args.js";
import { planCalicoArgs, networkRegion } from "./plan.js";

/** The AWS half of a platform. */
export interface AwsFoundation {
  readonly network: Network;
  readonly cluster: Cluster;
}

/** A name for the children, and who they belong to. */
export interface Scope {
  readonly name: string;
  readonly parent: pulumi.ComponentResource;
  readonly args: PlatformArgs;
}

type Tags = PlatformArgs["tags"];

/** The platform's tags, and on top of them the part's own. */
function mergeTags(platform: Tags, part: Tags): Tags {
  return pulumi.all([platform ?? {}, part ?? {}]).apply(([all, own]) => ({ ...all, ...own }));
}

function createAws(
  { name, parent, args: { tags } }: Scope,
  networkArgs: NetworkArgs,
  clusterArgs: ClusterOptionsArgs,
): AwsFoundation {
  const network = new Network(
    `${name}-network`,
    { ...networkArgs, tags: mergeTags(tags, networkArgs.tags) },
    { parent },
  );
  const cluster = new Cluster(
    `${name}-cluster`,
    {
      ...clusterArgs,
      name: clusterArgs.name ?? name,
      tags: mergeTags(tags, clusterArgs.tags),
      region: networkRegion(networkArgs),
      vpcId: network.vpcId,
      controlPlaneSubnetIds: network.controlPlaneSubnetIds,
      nodeSubnetIds: network.workloadSubnetIds,
    },
    { parent },
  );
  return { network, cluster };
}

/** Network and cluster, or nothing on a cluster that exists. */
export function createAwsFoundation(scope: Scope): AwsFoundation | undefined {
  const { network, cluster } = scope.args;
  return network && cluster ? createAws(scope, network, cluster) : undefined;
}

export function createClusterRef({ name, parent, args }: Scope): ClusterRef {
  const { kubeconfig, context } = args.existingCluster ?? {};
  return new ClusterRef(`${name}-cluster`, { kubeconfig, context }, { parent });
}

/** What Calico's objects must wait for: Calico, or only the cluster when somebody else installed Calico. */
export function createCalico(
  { name, parent, args }: Scope,
  cluster: KubernetesCluster,
): pulumi.Resource[] {
  if (args.calico?.install === false) return cluster.ready();
  const opts = { parent, providers: [cluster.provider()], dependsOn: cluster.nodesReady() };
  return new Calico(`${name}-calico`, planCalicoArgs(args), opts).ready();
}

/** Comes after the walls, the only way to a load balancer; it takes its role and the name of AWS from add-ons. */
export function createController(
  { name, parent, args }: Scope,
  { network, cluster }: AwsFoundation,
  walls: pulumi.Resource[],
): pulumi.Resource[] {
  const controller = new LoadBalancerController(
    `${name}-load-balancer`,
    {
      tags: args.tags,
      startupTaint: args.cluster?.startupTaint,
      ...args.loadBalancerController,
      clusterName: cluster.name,
      clusterArn: cluster.arn,
      region: networkRegion(args.network),
      vpcId: network.vpcId,
    },
    { parent, providers: [cluster.provider()], dependsOn: [...cluster.ready(), ...walls] },
  );
  return controller.ready();
}
