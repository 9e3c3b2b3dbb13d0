import { policyDocument, type PolicyDocument } from "../../shared/aws/policy-document.js";
import { startupTolerations } from "../../shared/kubernetes/startup-taint.js";
import { clusterAutoscalerImage, type KubernetesVersion } from "../../shared/versions.js";

export const AUTOSCALER = { namespace: "kube-system", name: "cluster-autoscaler" } as const;

/** What EKS puts on the Auto Scaling group of each managed node group; its value is `owned`. */
function clusterTag(clusterName: string): string {
  return `k8s.io/cluster-autoscaler/${clusterName}`;
}

const READ_ACTIONS = [
  "autoscaling:DescribeAutoScalingGroups",
  "autoscaling:DescribeAutoScalingInstances",
  "autoscaling:DescribeLaunchConfigurations",
  "autoscaling:DescribeScalingActivities",
  "autoscaling:DescribeTags",
  "ec2:DescribeImages",
  "ec2:DescribeInstanceTypes",
  "ec2:DescribeLaunchTemplateVersions",
  "ec2:GetInstanceTypesFromInstanceRequirements",
];

/**
 * What the autoscaler may do: read everywhere, because these actions know no resource, and resize only the groups of
 * this very cluster. It asks EKS for labels and taints of groups that have no node yet.
 *
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
 */
export function autoscalerPolicy(clusterArn: string, clusterName: string): PolicyDocument {
  return policyDocument([
    { Sid: "Read", Effect: "Allow", Action: READ_ACTIONS, Resource: "*" },
    {
      Sid: "ReadNodeGroups",
      Effect: "Allow",
      Action: "eks:DescribeNodegroup",
      Resource: `${clusterArn.replace(/:cluster\//, ":nodegroup/")}/*`,
    },
    {
      Sid: "ResizeOwnGroups",
      Effect: "Allow",
      Action: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
      Resource: "*",
      Condition: { StringEquals: { [`aws:ResourceTag/${clusterTag(clusterName)}`]: "owned" } },
    },
  ]);
}

export interface AutoscalerValuesInput<Value> {
  readonly clusterName: Value;
  readonly region: string;
  readonly kubernetesVersion: KubernetesVersion;
  readonly startupTaint?: string;
}

/**
 * Values of the chart `cluster-autoscaler`. Groups are found by the tags that EKS gives them. The region is named, so
 * that no instance metadata is needed; pods cannot reach it. Zones are kept even, because a group spans all of them.
 */
export function autoscalerValues<Value>(input: AutoscalerValuesInput<Value>): object {
  const { clusterName, region, kubernetesVersion, startupTaint } = input;
  const tolerations = startupTolerations(startupTaint);
  return {
    cloudProvider: "aws",
    awsRegion: region,
    autoDiscovery: { clusterName },
    fullnameOverride: AUTOSCALER.name,
    image: { tag: clusterAutoscalerImage(kubernetesVersion) },
    rbac: { serviceAccount: { create: true, name: AUTOSCALER.name } },
    extraArgs: {
      "balance-similar-node-groups": true,
      "skip-nodes-with-system-pods": false,
      // A node that still carries it counts as one that is coming, not as one that pods cannot use.
      ...(startupTaint !== undefined && { "startup-taint": startupTaint }),
    },
    ...(tolerations.length > 0 && { tolerations }),
    resources: {
      requests: { cpu: "100m", memory: "600Mi" },
      limits: { memory: "600Mi" },
    },
  };
}
