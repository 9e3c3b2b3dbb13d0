import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import type { ClusterArgs } from "../args.js";
import type { NodeGroupPlan } from "./plan.js";
import type { NodeRolePlan } from "./role-plan.js";

/** What all node groups of a cluster share. */
export interface NodeGroupContext {
  readonly clusterName: pulumi.Input<string>;
  readonly kubernetesVersion: string;
  readonly roleArn: pulumi.Input<string>;
  readonly args: Pick<ClusterArgs, "nodeSubnetIds" | "tags">;
}

/** The role of all nodes; it is usable once `attachments` exist. */
export interface NodeRole {
  readonly arn: pulumi.Output<string>;
  readonly attachments: readonly aws.iam.RolePolicyAttachment[];
}

export function createNodeRole(
  name: string,
  plan: NodeRolePlan,
  tags: ClusterArgs["tags"],
  opts: pulumi.CustomResourceOptions,
): NodeRole {
  const assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: plan.service });
  const role = new aws.iam.Role(`${name}-nodes`, { assumeRolePolicy, tags }, opts);
  const attachments = Object.entries(plan.policyArns).map(
    ([key, policyArn]) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-nodes-${key}`,
        { role: role.name, policyArn },
        { parent: opts.parent },
      ),
  );
  return { arn: role.arn, attachments };
}

/**
 * A node group takes from its launch template what it cannot say itself: tokens are required for instance
 * metadata, and with a hop limit of 1 no pod reaches it. The template names no security group, so EKS gives the
 * nodes the cluster's own.
 */
function createLaunchTemplate(
  name: string,
  plan: NodeGroupPlan,
  tags: ClusterArgs["tags"],
  opts: pulumi.CustomResourceOptions,
): aws.ec2.LaunchTemplate {
  const instanceTags = pulumi.output(tags ?? {}).apply((own) => ({ Name: name, ...own }));
  return new aws.ec2.LaunchTemplate(
    name,
    {
      updateDefaultVersion: true,
      ...(plan.maxPods !== undefined && { userData: nodeConfigUserData(plan.maxPods) }),
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
      },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: plan.diskSizeGiB,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: instanceTags,
      })),
      tags,
    },
    opts,
  );
}

export function createNodeGroup(
  name: string,
  plan: NodeGroupPlan,
  context: NodeGroupContext,
  opts: pulumi.CustomResourceOptions,
): aws.eks.NodeGroup {
  const { args, clusterName, kubernetesVersion, roleArn } = context;
  const template = createLaunchTemplate(name, plan, args.tags, { parent: opts.parent });
  return new aws.eks.NodeGroup(
    name,
    {
      clusterName,
      nodeRoleArn: roleArn,
      subnetIds: args.nodeSubnetIds,
      version: kubernetesVersion,
      amiType: plan.amiType,
      capacityType: plan.capacityType,
      instanceTypes: plan.instanceTypes,
      scalingConfig: plan.scaling,
      updateConfig: { maxUnavailablePercentage: plan.maxUnavailablePercentage },
      nodeRepairConfig: { enabled: true },
      labels: plan.labels,
      taints: plan.taints,
      launchTemplate: { id: template.id, version: pulumi.interpolate`${template.latestVersion}` },
      tags: args.tags,
    },
    // An autoscaler moves the number of nodes; putting it back would evict pods.
    { ...opts, ignoreChanges: ["scalingConfig.desiredSize"] },
  );
}

const BOUNDARY = "node-config";

/**
 * User data that tells the nodes of an AL2023 image how many pods they may have, in base64. EKS merges it with its own
 * where it is MIME multi-part (https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html).
 */
function nodeConfigUserData(maxPods: number): string {
  const config = {
    apiVersion: "node.eks.aws/v1alpha1",
    kind: "NodeConfig",
    spec: { kubelet: { config: { maxPods } } },
  };
  const lines = [
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
    "",
    `--${BOUNDARY}`,
    "Content-Type: application/node.eks.aws",
    "",
    stringify(config),
    `--${BOUNDARY}--`,
    "",
  ];
  return Buffer.from(lines.join("\n")).toString("base64");
}
