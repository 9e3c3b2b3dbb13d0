import { formatChildUrn } from "../urn.js";
import { markSecret } from "../values.js";
import type { PropertyMap, PropertyValue } from "../values.js";
import { createReference } from "../wire.js";
import type { Reference } from "../wire.js";
import { formatIamArn } from "./aws-names.js";
import { fakeHex, fakeUuid } from "./context.js";
import type {
  Generated,
  Outputs,
  OutputTable,
  ResourceContext,
  VirtualResource,
} from "./context.js";
import { CLUSTER_TYPE, eksCluster, eksNodeGroup, fakeIssuer, NODE_GROUP_TYPE } from "./eks.js";

type Child = ResourceContext;

/** A child as the eks plugin would name it; it lives only as long as someone asks for its outputs. */
function createChild(
  parent: ResourceContext,
  type: string,
  suffix: string,
  inputs: PropertyMap = {},
): Child {
  const name = `${parent.name}-${suffix}`;
  return { ...parent, type, name, urn: formatChildUrn(parent.urn, type, name), inputs };
}

function virtual({ urn, type, inputs }: Child, id: string): VirtualResource {
  return { urn, type, inputs, id };
}

function referenceTo({ urn, id }: VirtualResource): Reference {
  return createReference(urn, id);
}

function clusterInputs({ inputs }: ResourceContext, vpcId: PropertyValue): PropertyMap {
  const copied = ["name", "version", "tags"].flatMap((key): [string, PropertyValue][] => {
    const value = inputs[key];
    return value === undefined ? [] : [[key, value]];
  });
  const subnetIds = ["subnetIds", "privateSubnetIds", "publicSubnetIds"].flatMap((key) => {
    const list = inputs[key];
    return Array.isArray(list) ? list : [];
  });
  return { ...Object.fromEntries(copied), vpcConfig: { subnetIds, vpcId } };
}

function securityGroup(
  parent: ResourceContext,
  suffix: string,
  vpcId: PropertyValue,
): VirtualResource {
  const child = createChild(parent, "aws:ec2/securityGroup:SecurityGroup", suffix, { vpcId });
  return virtual(child, `sg-0${fakeHex(child, 16, "sg")}`);
}

/** The exec plugin the eks package writes: a token for each run, nothing that expires in the state. */
function componentKubeconfig(name: string, region: string, cluster: Outputs): PropertyMap {
  const { data } = cluster.certificateAuthority as { data: string };
  const apiVersion = "client.authentication.k8s.io/v1beta1";
  const args = ["--region", region, "eks", "get-token", "--cluster-name", name, "--output", "json"];
  const env = [{ name: "KUBERNETES_EXEC_INFO", value: JSON.stringify({ apiVersion }) }];
  const server = cluster.endpoint as string;
  return {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "aws",
    preferences: {},
    clusters: [{ name: "kubernetes", cluster: { server, "certificate-authority-data": data } }],
    contexts: [{ name: "aws", context: { cluster: "kubernetes", user: "aws" } }],
    users: [{ name: "aws", user: { exec: { apiVersion, command: "aws", args, env } } }],
  };
}

function createChildren(resource: ResourceContext, cluster: Child, clusterId: string) {
  const vpcId = resource.inputs.vpcId ?? `vpc-0${fakeHex(resource, 16, "vpc")}`;
  const issuer = fakeIssuer(cluster);
  const oidcType = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
  const oidc = createChild(resource, oidcType, "oidcProvider", { url: issuer });
  const role = createChild(resource, "aws:iam/role:Role", "eksRole-role");
  const provider = createChild(resource, "pulumi:providers:kubernetes", "provider");
  return {
    cluster: virtual(cluster, clusterId),
    clusterIamRole: virtual(role, `${role.name}-${fakeHex(role, 7)}`),
    clusterSecurityGroup: securityGroup(resource, "eksClusterSecurityGroup", vpcId),
    nodeSecurityGroup: securityGroup(resource, "nodeSecurityGroup", vpcId),
    provider: virtual(provider, fakeUuid(provider)),
    oidcProvider: virtual(
      oidc,
      formatIamArn(resource, `oidc-provider/${issuer.slice("https://".length)}`),
    ),
  };
}

type Children = ReturnType<typeof createChildren>;

function coreOutputs({ inputs }: ResourceContext, children: Children, cluster: Outputs): Outputs {
  const { vpcId, subnetIds } = cluster.vpcConfig as PropertyMap;
  return {
    cluster: referenceTo(children.cluster),
    clusterIamRole: referenceTo(children.clusterIamRole),
    clusterSecurityGroup: referenceTo(children.clusterSecurityGroup),
    provider: referenceTo(children.provider),
    oidcProvider: referenceTo(children.oidcProvider),
    instanceRoles: [],
    nodeGroupOptions: {},
    subnetIds,
    privateSubnetIds: inputs.privateSubnetIds,
    publicSubnetIds: inputs.publicSubnetIds,
    tags: inputs.tags,
    vpcId,
  };
}

/** Security groups are the component's own unless `skipDefaultSecurityGroups` leaves them to EKS. */
function securityGroupOutputs(
  resource: ResourceContext,
  children: Children,
  cluster: Outputs,
): Required<Pick<Generated, "known" | "computed">> {
  if (resource.inputs.skipDefaultSecurityGroups === true) {
    const { clusterSecurityGroupId } = cluster.vpcConfig as PropertyMap;
    const none = { nodeSecurityGroupId: "", clusterIngressRuleId: "" };
    return { known: {}, computed: { clusterSecurityGroupId, ...none } };
  }
  const { clusterSecurityGroup, nodeSecurityGroup } = children;
  return {
    known: {
      clusterSecurityGroup: referenceTo(clusterSecurityGroup),
      nodeSecurityGroup: referenceTo(nodeSecurityGroup),
    },
    computed: {
      clusterSecurityGroupId: clusterSecurityGroup.id,
      nodeSecurityGroupId: nodeSecurityGroup.id,
      clusterIngressRuleId: `sgrule-${fakeHex(resource, 10, "ingress")}`,
    },
  };
}

function clusterComponent(resource: ResourceContext): Generated {
  const vpcId = resource.inputs.vpcId ?? `vpc-0${fakeHex(resource, 16, "vpc")}`;
  const cluster = createChild(resource, CLUSTER_TYPE, "eksCluster", clusterInputs(resource, vpcId));
  const { id, computed = {} } = eksCluster(cluster);
  const children = createChildren(resource, cluster, id);
  const kubeconfig = componentKubeconfig(id, resource.region, computed);
  const groups = securityGroupOutputs(resource, children, computed);
  const issuer = fakeIssuer(cluster);
  const core = coreOutputs(resource, children, computed);
  return {
    id: "",
    known: { eksCluster: referenceTo(children.cluster), ...groups.known },
    computed: {
      ...groups.computed,
      core: { ...core, endpoint: computed.endpoint, kubeconfig },
      kubeconfig,
      kubeconfigJson: markSecret(JSON.stringify(kubeconfig)),
      autoModeNodeRoleName: "",
      defaultNodeGroupAsgName: "",
      fargateProfileId: "",
      fargateProfileStatus: "",
      oidcIssuer: issuer.slice("https://".length),
      oidcProviderArn: children.oidcProvider.id,
      oidcProviderUrl: issuer,
    },
    virtual: Object.values(children),
  };
}

function managedNodeGroup(resource: ResourceContext): Generated {
  const clusterName = resource.inputs.clusterName;
  const inputs: PropertyMap = clusterName === undefined ? {} : { clusterName };
  const child = createChild(resource, NODE_GROUP_TYPE, "ng", inputs);
  const nodeGroup = virtual(child, eksNodeGroup(child).id);
  return { id: "", known: { nodeGroup: referenceTo(nodeGroup) }, virtual: [nodeGroup] };
}

/** Remote components of `@pulumi/eks`: one resource each, their children answered when asked for. */
export const EKS_COMPONENT_OUTPUTS: OutputTable = {
  "eks:index:Cluster": clusterComponent,
  "eks:index:ManagedNodeGroup": managedNodeGroup,
};
