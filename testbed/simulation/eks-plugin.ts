import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { accountOfEnvironment } from "./account-folder.js";
import { versionOf } from "./sdk-version.js";

const CLUSTER = "eks:index:Cluster";

type Inputs = pulumi.Inputs & eks.ClusterArgs;

const CLUSTER_POLICY = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";

function createRole(
  name: string,
  tags: Inputs["tags"],
  opts: pulumi.ResourceOptions,
): aws.iam.Role {
  const assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "eks.amazonaws.com" });
  const role = new aws.iam.Role(`${name}-eksRole-role`, { assumeRolePolicy, tags }, opts);
  new aws.iam.RolePolicyAttachment(
    `${name}-eksRole-policy`,
    { role: role.name, policyArn: CLUSTER_POLICY },
    opts,
  );
  return role;
}

function createCluster(
  name: string,
  inputs: Inputs,
  role: aws.iam.Role,
  opts: pulumi.ResourceOptions,
): aws.eks.Cluster {
  const keyArn = pulumi.output(inputs.encryptionConfigKeyArn).apply((arn) => arn ?? "");
  return new aws.eks.Cluster(
    `${name}-eksCluster`,
    {
      name: inputs.name,
      version: inputs.version,
      roleArn: role.arn,
      accessConfig: { authenticationMode: "API" },
      bootstrapSelfManagedAddons: inputs.bootstrapSelfManagedAddons,
      deletionProtection: inputs.deletionProtection,
      enabledClusterLogTypes: inputs.enabledClusterLogTypes,
      encryptionConfig: { provider: { keyArn }, resources: ["secrets"] },
      kubernetesNetworkConfig: { serviceIpv4Cidr: inputs.kubernetesServiceIpAddressRange },
      vpcConfig: {
        subnetIds: pulumi.output(inputs.subnetIds).apply((ids) => ids ?? []),
        endpointPrivateAccess: inputs.endpointPrivateAccess,
        endpointPublicAccess: inputs.endpointPublicAccess,
        publicAccessCidrs: inputs.publicAccessCidrs,
      },
      tags: inputs.tags,
    },
    opts,
  );
}

/** The component of `@pulumi/eks`, as the package uses it: a role and a cluster, and how to reach the cluster. */
class Cluster extends pulumi.ComponentResource {
  readonly state: pulumi.Inputs;

  constructor(name: string, inputs: Inputs, opts: pulumi.ComponentResourceOptions) {
    super(CLUSTER, name, {}, opts);
    const role = createRole(name, inputs.tags, { parent: this });
    const eksCluster = createCluster(name, inputs, role, { parent: this });
    const kubeconfig = eksCluster.endpoint.apply(() => accountOfEnvironment().kubeconfig());
    this.state = {
      eksCluster,
      kubeconfig,
      kubeconfigJson: kubeconfig.apply((content) => JSON.stringify(content)),
      clusterIamRole: role,
      clusterSecurityGroupId: eksCluster.vpcConfig.clusterSecurityGroupId,
      nodeSecurityGroupId: "",
      clusterIngressRuleId: "",
      autoModeNodeRoleName: "",
    };
    this.registerOutputs(this.state);
  }
}

void pulumi.provider.main(
  {
    version: versionOf("@pulumi/eks"),
    schema: JSON.stringify({ name: "eks", version: versionOf("@pulumi/eks") }),
    construct(name, type, inputs, options) {
      if (type !== CLUSTER) throw new Error(`the simulated EKS does not know ${type}`);
      const cluster = new Cluster(name, inputs, options);
      return Promise.resolve({ urn: cluster.urn, state: cluster.state });
    },
  },
  process.argv.slice(2),
);
