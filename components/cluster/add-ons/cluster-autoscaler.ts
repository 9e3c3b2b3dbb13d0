import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { chartSource } from "../../shared/kubernetes/chart-source.js";
import { createPodRole } from "../../shared/aws/pod-role.js";
import { CLUSTER_AUTOSCALER_VERSION, type KubernetesVersion } from "../../shared/versions.js";
import type { ClusterArgs } from "../args.js";
import { AUTOSCALER, autoscalerPolicy, autoscalerValues } from "./cluster-autoscaler-plan.js";

const DEFAULT_REPOSITORY = "https://kubernetes.github.io/autoscaler";

/** The cluster whose node groups are resized. */
export interface AutoscalerArgs extends Pick<
  ClusterArgs,
  "charts" | "region" | "startupTaint" | "tags"
> {
  readonly clusterName: pulumi.Output<string>;
  readonly clusterArn: pulumi.Output<string>;
  readonly kubernetesVersion: KubernetesVersion;
}

/** Resizes the node groups between their sizes as pods need it. It ends before the nodes do. */
export function createClusterAutoscaler(
  name: string,
  args: AutoscalerArgs,
  opts: pulumi.CustomResourceOptions,
  nodes: pulumi.Resource[],
): k8s.helm.v3.Release {
  const { charts, clusterArn, clusterName, tags } = args;
  const { name: serviceAccount, namespace } = AUTOSCALER;
  const policy = pulumi
    .all([clusterArn, clusterName])
    .apply(([arn, cluster]) => autoscalerPolicy(arn, cluster));
  const identity = createPodRole(
    `${name}-autoscaler`,
    { clusterArn, clusterName, namespace, serviceAccount, policy, tags },
    { parent: opts.parent },
  );
  const repository = charts?.repository ?? DEFAULT_REPOSITORY;
  return new k8s.helm.v3.Release(
    `${name}-autoscaler`,
    {
      ...chartSource(repository, "cluster-autoscaler", CLUSTER_AUTOSCALER_VERSION),
      name: AUTOSCALER.name,
      namespace,
      values: autoscalerValues(args),
      atomic: true,
      timeout: 600,
    },
    { ...opts, dependsOn: [...nodes, ...identity] },
  );
}
