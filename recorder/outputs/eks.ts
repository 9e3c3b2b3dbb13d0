import { propertyMap, propertyText } from "../values.js";
import { formatArn, awsName, formatIamArn } from "./aws-names.js";
import { fakeHex, fakeUuid } from "./context.js";
import type { Generated, Outputs, OutputTable, ResourceContext } from "./context.js";

const DEFAULT_VERSION = "1.34";
export const CLUSTER_TYPE = "aws:eks/cluster:Cluster";
export const NODE_GROUP_TYPE = "aws:eks/nodeGroup:NodeGroup";

export function fakeIssuer(resource: ResourceContext): string {
  const id = fakeHex(resource, 32, "oidc").toUpperCase();
  return `https://oidc.eks.${resource.region}.amazonaws.com/id/${id}`;
}

function fakeAuthority(key: { urn: string }): string {
  const body = Buffer.from(fakeHex(key, 64, "ca")).toString("base64");
  const pem = `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
  return Buffer.from(pem).toString("base64");
}

export function eksCluster(resource: ResourceContext): Generated {
  const { inputs } = resource;
  const name = awsName(resource);
  const host = `${fakeHex(resource, 32, "endpoint").toUpperCase()}.gr7.${resource.region}`;
  const vpcConfig: Outputs = {
    ...propertyMap(inputs.vpcConfig),
    clusterSecurityGroupId: `sg-0${fakeHex(resource, 16, "cluster-sg")}`,
    vpcId: propertyMap(inputs.vpcConfig).vpcId ?? `vpc-0${fakeHex(resource, 16, "vpc")}`,
  };
  const kubernetesNetworkConfig = {
    serviceIpv4Cidr: "10.100.0.0/16",
    ipFamily: "ipv4",
    ...propertyMap(inputs.kubernetesNetworkConfig),
  };
  const version = inputs.version ?? DEFAULT_VERSION;
  return {
    id: name,
    known: { name, version, kubernetesNetworkConfig },
    computed: {
      arn: formatArn(resource, "eks", `cluster/${name}`),
      endpoint: `https://${host}.eks.amazonaws.com`,
      certificateAuthority: { data: fakeAuthority(resource) },
      identities: [{ oidcs: [{ issuer: fakeIssuer(resource) }] }],
      vpcConfig,
      platformVersion: "eks.1",
      status: "ACTIVE",
      createdAt: "2026-01-01T00:00:00Z",
    },
  };
}

function namedCluster(resource: ResourceContext): string {
  return propertyText(resource.inputs.clusterName) ?? "cluster";
}

export function eksNodeGroup(resource: ResourceContext): Generated {
  const cluster = namedCluster(resource);
  const nodeGroupName = awsName(resource, "nodeGroupName");
  const path = `nodegroup/${cluster}/${nodeGroupName}/${fakeUuid(resource)}`;
  const autoscalingGroups = [{ name: `eks-${nodeGroupName}-${fakeUuid(resource)}` }];
  return {
    id: `${cluster}:${nodeGroupName}`,
    known: { nodeGroupName },
    computed: {
      arn: formatArn(resource, "eks", path),
      status: "ACTIVE",
      resources: [{ autoscalingGroups, remoteAccessSecurityGroupId: "" }],
    },
  };
}

function addon(resource: ResourceContext): Generated {
  const cluster = namedCluster(resource);
  const addonName = propertyText(resource.inputs.addonName) ?? resource.name;
  const arn = formatArn(resource, "eks", `addon/${cluster}/${addonName}/${fakeUuid(resource)}`);
  return { id: `${cluster}:${addonName}`, computed: { arn } };
}

function accessEntry(resource: ResourceContext): Generated {
  const cluster = namedCluster(resource);
  const principal =
    propertyText(resource.inputs.principalArn) ?? formatIamArn(resource, "role/unknown");
  const path = `access-entry/${cluster}/role/${resource.account}/${fakeUuid(resource)}`;
  return {
    id: `${cluster}:${principal}`,
    computed: { accessEntryArn: formatArn(resource, "eks", path) },
  };
}

function accessPolicyAssociation(resource: ResourceContext): Generated {
  const principal = propertyText(resource.inputs.principalArn) ?? "";
  const policy = propertyText(resource.inputs.policyArn) ?? "";
  const associatedAt = "2026-01-01T00:00:00Z";
  return { id: `${namedCluster(resource)}#${principal}#${policy}`, computed: { associatedAt } };
}

function podIdentityAssociation(resource: ResourceContext): Generated {
  const associationId = `a-${fakeHex(resource, 17, "association")}`;
  const path = `podidentityassociation/${namedCluster(resource)}/${associationId}`;
  return {
    id: associationId,
    computed: { associationId, associationArn: formatArn(resource, "eks", path) },
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
