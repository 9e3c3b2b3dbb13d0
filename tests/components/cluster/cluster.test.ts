import assert from "node:assert/strict";
import { unwrapSecrets, type RecordedProgram } from "../../../recorder/index.js";
import { record, resourceNamed, resourcesOf } from "../../support/record.js";
import { ADDON, build, COMPONENT, EKS_CLUSTER, FULL, inputsOf, NODE_GROUP } from "./build.js";

const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

/** What the eks SDK adds to the options of an add-on, also of one that is off. */
const SDK_DEFAULTS = {
  resolveConflictsOnCreate: "OVERWRITE",
  resolveConflictsOnUpdate: "OVERWRITE",
};

/** Type and name of everything but the stack, as an upgrade sees it. */
function identities(recorded: RecordedProgram): string[] {
  return recorded.resources
    .filter(({ type }) => type !== "pulumi:pulumi:Stack")
    .map(({ type, name }) => `${type} ${name}`)
    .sort();
}

describe("Cluster", () => {
  it("creates exactly these resources", async () => {
    assert.deepEqual(identities(await record(() => build())), [
      "aws:cloudwatch/logGroup:LogGroup prod-logs",
      "aws:ec2/launchTemplate:LaunchTemplate prod-nodes-general",
      "aws:eks/addon:Addon prod-addon-coredns",
      "aws:eks/addon:Addon prod-addon-eks-pod-identity-agent",
      "aws:eks/addon:Addon prod-addon-kube-proxy",
      "aws:eks/addon:Addon prod-addon-metrics-server",
      "aws:eks/addon:Addon prod-addon-vpc-cni",
      "aws:eks/nodeGroup:NodeGroup prod-nodes-general",
      "aws:eks/podIdentityAssociation:PodIdentityAssociation prod-autoscaler",
      "aws:iam/policy:Policy prod-autoscaler",
      "aws:iam/role:Role prod-autoscaler",
      "aws:iam/role:Role prod-nodes",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment prod-autoscaler",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment prod-nodes-cni",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment prod-nodes-images",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment prod-nodes-worker",
      "aws:kms/alias:Alias prod-secrets",
      "aws:kms/key:Key prod-secrets",
      "bulkhead:index:Cluster prod",
      "eks:index:Cluster prod-eks",
      "kubernetes:helm.sh/v3:Release prod-autoscaler",
      "pulumi:providers:kubernetes prod-kubernetes",
    ]);
  });

  it("adds GPUs, access and session manager when asked", async () => {
    const [small, full] = [await record(() => build()), await record(() => build(FULL))];
    const known = new Set(identities(small));
    assert.deepEqual(
      identities(full).filter((identity) => !known.has(identity)),
      [
        "aws:ec2/launchTemplate:LaunchTemplate prod-nodes-gpu",
        "aws:eks/accessEntry:AccessEntry prod-access-auditors",
        "aws:eks/accessEntry:AccessEntry prod-access-operators",
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation prod-access-operators",
        "aws:eks/nodeGroup:NodeGroup prod-nodes-gpu",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment prod-nodes-sessions",
        "kubernetes:helm.sh/v3:Release prod-device-plugin",
      ],
    );
  });

  it("registers in a preview what it registers in an update", async () => {
    const update = await record(() => build(FULL));
    const preview = await record(() => build(FULL), { mode: "preview" });
    assert.deepEqual(identities(preview), identities(update));
  });

  it("is the parent of everything", async () => {
    const recorded = await record(() => build(FULL));
    const { urn } = resourceNamed(recorded, COMPONENT, "prod");
    for (const resource of recorded.resources) {
      if (resource.type === "pulumi:pulumi:Stack" || resource.urn === urn) continue;
      assert.equal(resource.parent, urn, resource.name);
    }
  });

  it("leaves nothing to the eks component that this package makes itself", async () => {
    const recorded = await record(() => build());
    const key = resourceNamed(recorded, "aws:kms/key:Key", "prod-secrets");
    assert.deepEqual(inputsOf(recorded, EKS_CLUSTER, "prod-eks"), {
      name: "prod",
      version: "1.36",
      vpcId: "vpc-1",
      subnetIds: ["subnet-control-a", "subnet-control-b"],
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
      authenticationMode: "API",
      encryptionConfigKeyArn: unwrapSecrets(key.outputs.arn ?? null),
      enabledClusterLogTypes: ["api", "audit", "authenticator"],
      kubernetesServiceIpAddressRange: "172.20.0.0/16",
      deletionProtection: false,
      providerCredentialOpts: {},
      skipDefaultNodeGroup: true,
      skipDefaultSecurityGroups: true,
      createInstanceRole: false,
      createOidcProvider: false,
      nodeAssociatePublicIpAddress: false,
      bootstrapSelfManagedAddons: false,
      useDefaultVpcCni: true,
      corednsAddonOptions: { enabled: false, ...SDK_DEFAULTS },
      kubeProxyAddonOptions: { enabled: false, ...SDK_DEFAULTS },
    });
  });

  it("opens the public endpoint only to named addresses", async () => {
    const publicCidrBlocks = ["203.0.113.0/24"];
    const recorded = await record(() => build({ endpoint: { publicCidrBlocks } }));
    const { endpointPublicAccess, publicAccessCidrs } = inputsOf(recorded, EKS_CLUSTER, "prod-eks");
    assert.deepEqual([endpointPublicAccess, publicAccessCidrs], [true, publicCidrBlocks]);
    assert.deepEqual(recorded.logs, []);
  });

  it("warns when everybody reaches the API server", async () => {
    const recorded = await record(() => build({ endpoint: { publicCidrBlocks: ["0.0.0.0/0"] } }));
    assert.equal(recorded.logs.length, 1);
    assert.equal(recorded.logs[0]?.severity, "warning");
    assert.match(recorded.logs[0].message, /^endpoint\.publicCidrBlocks: 0\.0\.0\.0\/0 lets every/);
    assert.equal(recorded.logs[0].urn, resourceNamed(recorded, COMPONENT, "prod").urn);
  });

  it("encrypts Secrets with a rotated key and keeps the logs for 90 days", async () => {
    const recorded = await record(() => build());
    const key = inputsOf(recorded, "aws:kms/key:Key", "prod-secrets");
    assert.equal(key.enableKeyRotation, true);
    assert.equal(inputsOf(recorded, "aws:kms/alias:Alias", "prod-secrets").name, "alias/eks/prod");
    const logs = inputsOf(recorded, "aws:cloudwatch/logGroup:LogGroup", "prod-logs");
    assert.equal(logs.name, "/aws/eks/prod/cluster");
    assert.equal(logs.retentionInDays, 90);
  });

  it("configures the VPC CNI for Calico", async () => {
    const addon = inputsOf(await record(() => build()), ADDON, "prod-addon-vpc-cni");
    assert.deepEqual(JSON.parse(addon.configurationValues as string), {
      enableNetworkPolicy: "false",
      env: { ANNOTATE_POD_IP: "true", AWS_VPC_K8S_CNI_EXTERNALSNAT: "true" },
    });
    assert.equal(addon.addonVersion, "v1.22.4-eksbuild.3");
    assert.equal(addon.resolveConflictsOnCreate, "OVERWRITE");
    assert.equal(addon.resolveConflictsOnUpdate, "OVERWRITE");
  });

  it("keeps pods of every node group from the instance metadata", async () => {
    const templates = resourcesOf(await record(() => build(FULL)), LAUNCH_TEMPLATE);
    assert.equal(templates.length, 2);
    for (const template of templates) {
      const { metadataOptions, blockDeviceMappings } = unwrapSecrets(template.inputs) as {
        metadataOptions: unknown;
        blockDeviceMappings: { ebs: { encrypted: string; volumeType: string } }[];
      };
      assert.deepEqual(metadataOptions, {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
      });
      assert.deepEqual(
        blockDeviceMappings.map(({ ebs }) => [ebs.volumeType, ebs.encrypted]),
        [["gp3", "true"]],
      );
    }
  });

  it("puts nodes into workload subnets and nowhere else", async () => {
    const groups = resourcesOf(await record(() => build(FULL)), NODE_GROUP);
    assert.equal(groups.length, 2);
    for (const group of groups) {
      assert.deepEqual(group.inputs.subnetIds, ["subnet-workload-a", "subnet-workload-b"]);
    }
  });

  it("transcribes a node group and leaves its size to an autoscaler", async () => {
    const recorded = await record(() => build({ ...FULL, tags: { owner: "platform" } }));
    const group = inputsOf(recorded, NODE_GROUP, "prod-nodes-gpu");
    const template = resourceNamed(recorded, LAUNCH_TEMPLATE, "prod-nodes-gpu");
    assert.deepEqual(
      { ...group, nodeRoleArn: undefined, subnetIds: undefined, launchTemplate: undefined },
      {
        clusterName: "prod",
        version: "1.36",
        amiType: "AL2023_x86_64_NVIDIA",
        capacityType: "ON_DEMAND",
        instanceTypes: ["g6.xlarge"],
        scalingConfig: { minSize: 0, maxSize: 2, desiredSize: 0 },
        updateConfig: { maxUnavailablePercentage: 33 },
        nodeRepairConfig: { enabled: true },
        labels: { "nvidia.com/gpu.present": "true" },
        taints: [{ key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" }],
        tags: { owner: "platform" },
        nodeRoleArn: undefined,
        subnetIds: undefined,
        launchTemplate: undefined,
      },
    );
    assert.equal((group.launchTemplate as { id: string }).id, template.id);
    const { ignoreChanges } = resourceNamed(recorded, NODE_GROUP, "prod-nodes-gpu");
    assert.deepEqual(ignoreChanges, ["scalingConfig.desiredSize"]);
    assert.deepEqual(
      (unwrapSecrets(template.inputs) as { tagSpecifications: unknown }).tagSpecifications,
      ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: { Name: "prod-nodes-gpu", owner: "platform" },
      })),
    );
  });

  it("gives nodes a role that EC2 takes, with the policies of the region's partition", async () => {
    const recorded = await record(() => build({ region: "cn-north-1" }));
    const { assumeRolePolicy } = inputsOf(recorded, "aws:iam/role:Role", "prod-nodes");
    assert.match(JSON.stringify(assumeRolePolicy), /ec2\.amazonaws\.com\.cn/);
    const attachments = resourcesOf(
      recorded,
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    ).filter(({ name }) => name.startsWith("prod-nodes-"));
    assert.deepEqual(attachments.map(({ inputs: { policyArn } }) => policyArn).sort(), [
      "arn:aws-cn:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws-cn:iam::aws:policy/AmazonEKSWorkerNodePolicy",
      "arn:aws-cn:iam::aws:policy/AmazonEKS_CNI_Policy",
    ]);
  });

  it("lets access entries in", async () => {
    const recorded = await record(() => build(FULL));
    const ENTRY = "aws:eks/accessEntry:AccessEntry";
    assert.deepEqual(inputsOf(recorded, ENTRY, "prod-access-auditors"), {
      clusterName: "prod",
      principalArn: "arn:aws:iam::111122223333:role/auditors",
      kubernetesGroups: ["auditors"],
    });
    assert.deepEqual(
      inputsOf(
        recorded,
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        "prod-access-operators",
      ),
      {
        clusterName: "prod",
        principalArn: "arn:aws:iam::111122223333:role/operators",
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        accessScope: { type: "cluster" },
      },
    );
  });
});
