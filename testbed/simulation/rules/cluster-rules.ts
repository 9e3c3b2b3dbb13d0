import { mapOf, textOf, textsOf, type AwsRecord, type Inventory, type Rule } from "../record.js";
import { Aws } from "../types.js";

function addonsOf(clusterName: string, inventory: Inventory): string[] {
  return inventory
    .ofType(Aws.Addon)
    .filter(({ inputs }) => inputs.clusterName === clusterName)
    .map(({ inputs }) => textOf(inputs.addonName));
}

function roleByArn(arn: string, inventory: Inventory): AwsRecord | undefined {
  return inventory.ofType(Aws.Role).find(({ outputs }) => outputs.arn === arn);
}

const clusterExists: Rule = ({ inputs: { clusterName } }, inventory) => {
  if (inventory.byId(Aws.Cluster, clusterName) !== undefined) return undefined;
  return `ResourceNotFoundException: No cluster found for name: ${textOf(clusterName)}.`;
};

const twoZones: Rule = ({ inputs }, inventory) => {
  const { subnetIds } = mapOf(inputs.vpcConfig);
  const zones = textsOf(subnetIds).map(
    (id) => inventory.byId(Aws.Subnet, id)?.inputs.availabilityZone,
  );
  if (new Set(zones).size >= 2) return undefined;
  return "InvalidParameterException: Subnets specified must be in at least two different AZs";
};

/** What a node needs from its first second, or it never becomes ready. */
const nodesCanJoin: Rule = ({ inputs }, inventory) => {
  const addons = addonsOf(textOf(inputs.clusterName), inventory);
  const missing = ["vpc-cni", "kube-proxy"].filter((addon) => !addons.includes(addon));
  if (missing.length === 0) return undefined;
  return `CREATE_FAILED: NodeCreationFailure: Unhealthy nodes in the kubernetes cluster; without ${missing.join(" and ")}`;
};

const NODE_POLICIES = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonEKS_CNI_Policy",
];

const nodesHaveRights: Rule = ({ inputs }, inventory) => {
  const role = roleByArn(textOf(inputs.nodeRoleArn), inventory);
  const attached = inventory
    .ofType(Aws.RolePolicyAttachment)
    .filter((attachment) => attachment.inputs.role === role?.id)
    .map((attachment) => textOf(attachment.inputs.policyArn).split("/").at(-1));
  const missing = NODE_POLICIES.filter((policy) => !attached.includes(policy));
  if (missing.length === 0) return undefined;
  return `CREATE_FAILED: NodeCreationFailure: the node role lacks ${missing.join(", ")}`;
};

const NEED_NODES = ["coredns", "metrics-server"];

const addonFindsNodes: Rule = ({ inputs }, inventory) => {
  const name = textOf(inputs.addonName);
  const nodes = inventory
    .ofType(Aws.NodeGroup)
    .some((group) => Number(mapOf(group.inputs.scalingConfig).minSize) > 0);
  if (nodes || !NEED_NODES.includes(name)) return undefined;
  return `CREATE_FAILED: InsufficientNumberOfReplicas: The add-on ${name} is unhealthy because it doesn't have any nodes`;
};

const takenByPods: Rule = ({ inputs }, inventory) => {
  const role = roleByArn(textOf(inputs.roleArn), inventory);
  if (textOf(role?.inputs.assumeRolePolicy).includes("pods.eks.amazonaws.com")) return undefined;
  return "InvalidParameterException: Trust policy of role is invalid: missing pods.eks.amazonaws.com";
};

const entryExists: Rule = ({ inputs: { principalArn } }, inventory) => {
  const entries = inventory.ofType(Aws.AccessEntry);
  if (entries.some(({ inputs }) => inputs.principalArn === principalArn)) return undefined;
  return `ResourceNotFoundException: The specified principalArn could not be found: ${textOf(principalArn)}`;
};

/** Only one of a kind may have these inputs. */
function unique(...keys: readonly string[]): Rule {
  return (record, inventory) => {
    const same = inventory
      .ofType(record.type)
      .find(
        (other) =>
          other.id !== record.id && keys.every((key) => other.inputs[key] === record.inputs[key]),
      );
    if (same === undefined) return undefined;
    const taken = keys.map((key) => textOf(record.inputs[key])).join(" ");
    return `AlreadyExists: ${record.type} with ${keys.join(", ")} ${taken} already exists (${same.urn})`;
  };
}

export const CLUSTER_RULES: Readonly<Record<string, readonly Rule[]>> = {
  [Aws.Cluster]: [twoZones, unique("name")],
  [Aws.NodeGroup]: [clusterExists, nodesCanJoin, nodesHaveRights],
  [Aws.Addon]: [clusterExists, unique("clusterName", "addonName"), addonFindsNodes],
  [Aws.PodIdentityAssociation]: [
    clusterExists,
    takenByPods,
    unique("clusterName", "namespace", "serviceAccount"),
  ],
  [Aws.AccessEntry]: [clusterExists, unique("clusterName", "principalArn")],
  [Aws.AccessPolicyAssociation]: [clusterExists, entryExists],
  [Aws.LogGroup]: [unique("name")],
  [Aws.KeyAlias]: [unique("name")],
};

const protectedCluster: Rule = ({ inputs, id }) => {
  if (inputs.deletionProtection !== true) return undefined;
  return `InvalidRequestException: deletion protection is enabled for the cluster ${id}`;
};

/** EKS itself ends add-ons and entries with the cluster, but never node groups. */
const clusterHasNodes: Rule = ({ id }, inventory) => {
  const groups = inventory.ofType(Aws.NodeGroup).filter(({ inputs }) => inputs.clusterName === id);
  if (groups.length === 0) return undefined;
  return "ResourceInUseException: Cluster has nodegroups attached";
};

/** Nodes that are being drained still take addresses and pull images. */
const nodesUsePolicy: Rule = ({ inputs }, inventory) => {
  const role = inventory.byId(Aws.Role, inputs.role);
  const group = inventory
    .ofType(Aws.NodeGroup)
    .find((each) => each.inputs.nodeRoleArn === role?.outputs.arn);
  if (role === undefined || group === undefined) return undefined;
  return `the nodes of ${group.id} would lose ${textOf(inputs.policyArn)} while they are still there`;
};

export const CLUSTER_DELETION_RULES: Readonly<Record<string, readonly Rule[]>> = {
  [Aws.Cluster]: [protectedCluster, clusterHasNodes],
  [Aws.RolePolicyAttachment]: [nodesUsePolicy],
};
