import { mapOf, textOf } from "../values.js";
import { arnOf, awsNameOf, iamArnOf } from "./aws-names.js";
import { hexOf, uuidOf } from "./context.js";
import type { Generated, Outputs, OutputTable, ResourceContext } from "./context.js";

const DEFAULT_VERSION = "1.34";
export const CLUSTER_TYPE = "aws:eks/cluster:Cluster";
export const NODE_GROUP_TYPE = "aws:eks/nodeGroup:NodeGroup";

export function issuerOf(resource: ResourceContext): string {
  const id = hexOf(resource, 32, "oidc").toUpperCase();
  return `https://oidc.eks.${resource.region}.amazonaws.com/id/${id}`;
}

function authorityOf(key: { urn: string }): string {
  const body = Buffer.from(hexOf(key, 64, "ca")).toString("base64");
  const pem = `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
  return Buffer.from(pem).toString("base64");
}

export function eksCluster(resource: ResourceContext): Generated {
  const { inputs } = resource;
  const name = awsNameOf(resource);
  const host = `${hexOf(resource, 32, "endpoint").toUpperCase()}.gr7.${resource.region}`;
  const vpcConfig: Outputs = {
    ...mapOf(inputs.vpcConfig),
    clusterSecurityGroupId: `sg-0${hexOf(resource, 16, "cluster-sg")}`,
    vpcId: mapOf(inputs.vpcConfig).vpcId ?? `vpc-0${hexOf(resource, 16, "vpc")}`,
  };
  const kubernetesNetworkConfig = {
    serviceIpv4Cidr: "10.100.0.0/16",
    ipFamily: "ipv4",
    ...mapOf(inputs.kubernetesNetworkConfig),
  };
  const version = inputs.version ?? DEFAULT_VERSION;
  return {
    id: name,
    known: { name, version, kubernetesNetworkConfig },
    computed: {
      arn: arnOf(resource, "eks", `cluster/${name}`),
      endpoint: `https://${host}.eks.amazonaws.com`,
      certificateAuthority: { data: authorityOf(resource) },
      identities: [{ oidcs: [{ issuer: issuerOf(resource) }] }],
      vpcConfig,
      platformVersion: "eks.1",
      status: "ACTIVE",
      createdAt: "2026-01-01T00:00:00Z",
    },
  };
}

function clusterNameOf(resource: ResourceContext): string {
  return textOf(resource.inputs.clusterName) ?? "cluster";
}

export function eksNodeGroup(resource: ResourceContext): Generated {
  const cluster = clusterNameOf(resource);
  const nodeGroupName = awsNameOf(resource, "nodeGroupName");
  const path = `nodegroup/${cluster}/${nodeGroupName}/${uuidOf(resource)}`;
  const autoscalingGroups = [{ name: `eks-${nodeGroupName}-${uuidOf(resource)}` }];
  return {
    id: `${cluster}:${nodeGroupName}`,
    known: { nodeGroupName },
    computed: {
      arn: arnOf(resource, "eks", path),
      status: "ACTIVE",
      resources: [{ autoscalingGroups, remoteAccessSecurityGroupId: "" }],
    },
  };
}

function addon(resource: ResourceContext): Generated {
  const cluster = clusterNameOf(resource);
  const addonName = textOf(resource.inputs.addonName) ?? resource.name;
  const arn = arnOf(resource, "eks", `addon/${cluster}/${addonName}/${uuidOf(resource)}`);
  return { id: `${cluster}:${addonName}`, computed: { arn } };
}

function accessEntry(resource: ResourceContext): Generated {
  const cluster = clusterNameOf(resource);
  const principal = textOf(resource.inputs.principalArn) ?? iamArnOf(resource, "role/unknown");
  const path = `access-entry/${cluster}/role/${resource.account}/${uuidOf(resource)}`;
  return {
    id: `${cluster}:${principal}`,
    computed: { accessEntryArn: arnOf(resource, "eks", path) },
  };
}

function accessPolicyAssociation(resource: ResourceContext): Generated {
  const principal = textOf(resource.inputs.principalArn) ?? "";
  const policy = textOf(resource.inputs.policyArn) ?? "";
  const associatedAt = "2026-01-01T00:00:00Z";
  return { id: `${clusterNameOf(resource)}#${principal}#${policy}`, computed: { associatedAt } };
}

function podIdentityAssociation(resource: ResourceContext): Generated {
  const associationId = `a-${hexOf(resource, 17, "association")}`;
  const path = `podidentityassociation/${clusterNameOf(resource)}/${associationId}`;
  return {
    id: associationId,
    computed: { associationId, associationArn: arnOf(resource, "eks", path) },
  };
}

export const EKS_OUTPUTS: OutputTable = {
  [CLUSTER_TYPE]: eksCluster,
  [NODE_GROUP_TYPE]: eksNodeGroup,
  "aws:eks/addon:Addon": addon,
  "aws:eks/accessEntry:AccessEntry": accessEntry,
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": accessPolicyAssociation,
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": podIdentityAssociation,
};
