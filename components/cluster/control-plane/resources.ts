import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterArgs } from "../args.js";
import type { ControlPlanePlan } from "./plan.js";

/** Encrypts the cluster's Secrets once more before EKS stores them. */
function createSecretsKey(
  name: string,
  clusterName: string,
  tags: ClusterArgs["tags"],
  opts: pulumi.CustomResourceOptions,
): aws.kms.Key {
  const description = `Secrets of the EKS cluster ${clusterName}`;
  const key = new aws.kms.Key(
    `${name}-secrets`,
    { description, enableKeyRotation: true, deletionWindowInDays: 30, tags },
    opts,
  );
  new aws.kms.Alias(
    `${name}-secrets`,
    { name: `alias/eks/${clusterName}`, targetKeyId: key.keyId },
    { parent: opts.parent },
  );
  return key;
}

/** Made before the cluster: EKS would otherwise make the group itself, and keep its logs forever. */
function createLogGroup(
  name: string,
  plan: ControlPlanePlan,
  tags: ClusterArgs["tags"],
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup {
  const { logGroupName, logRetentionDays } = plan;
  return new aws.cloudwatch.LogGroup(
    `${name}-logs`,
    { name: logGroupName, retentionInDays: logRetentionDays, tags },
    opts,
  );
}

/**
 * Everything that this package makes itself is switched off here: node groups, their role and security groups,
 * and all three add-ons, which would otherwise come unmanaged (`bootstrapSelfManagedAddons`), or without the
 * settings that Calico needs.
 */
function eksClusterArgs(
  args: ClusterArgs,
  plan: ControlPlanePlan,
  secretsKey: aws.kms.Key,
): eks.ClusterArgs {
  const isPublic = plan.publicCidrBlocks.length > 0;
  return {
    name: plan.clusterName,
    version: plan.kubernetesVersion,
    vpcId: args.vpcId,
    subnetIds: args.controlPlaneSubnetIds,
    endpointPrivateAccess: true,
    endpointPublicAccess: isPublic,
    ...(isPublic && { publicAccessCidrs: plan.publicCidrBlocks }),
    authenticationMode: eks.AuthenticationMode.Api,
    encryptionConfigKeyArn: secretsKey.arn,
    enabledClusterLogTypes: plan.logTypes,
    kubernetesServiceIpAddressRange: plan.serviceIpv4Cidr,
    deletionProtection: args.deletionProtection ?? false,
    providerCredentialOpts: {
      roleArn: args.kubeconfigRoleArn,
      profileName: args.kubeconfigProfileName,
    },
    skipDefaultNodeGroup: true,
    skipDefaultSecurityGroups: true,
    createInstanceRole: false,
    createOidcProvider: false,
    nodeAssociatePublicIpAddress: false,
    bootstrapSelfManagedAddons: false,
    useDefaultVpcCni: true,
    corednsAddonOptions: { enabled: false },
    kubeProxyAddonOptions: { enabled: false },
    tags: args.tags,
  };
}

/** The key for Secrets, the log group, and after them the cluster. */
export function createControlPlane(
  name: string,
  args: ClusterArgs,
  plan: ControlPlanePlan,
  opts: pulumi.CustomResourceOptions & { parent: pulumi.ComponentResource },
): eks.Cluster {
  const { parent } = opts;
  const secretsKey = createSecretsKey(name, plan.clusterName, args.tags, opts);
  const logGroup = createLogGroup(name, plan, args.tags, opts);
  // Without it the eks plugin would make its children with an AWS provider of its own.
  const awsProvider = parent.getProvider("aws:eks/cluster:Cluster");
  return new eks.Cluster(`${name}-eks`, eksClusterArgs(args, plan, secretsKey), {
    parent,
    dependsOn: [logGroup],
    providers: awsProvider ? [awsProvider] : [],
  });
}
