import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "../../../components/cluster/cluster.js";
import type { ClusterArgs } from "../../../components/cluster/cluster-args.js";
import { ClusterAccess } from "../../../components/cluster/access-plan.js";
import {
  dependsTransitively,
  isSecret,
  valueOf,
  type RecordedProgram,
} from "../../../recorder/index.js";
import { failureOf, record, resourceNamed, resourcesOf } from "../../support/record.js";
import { clusterArgs } from "./arguments.js";

const ADDON = "aws:eks/addon:Addon";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const EKS_CLUSTER = "eks:index:Cluster";
const COMPONENT = "bulkhead:index:Cluster";
const PROVIDER = "pulumi:providers:kubernetes";
const RELEASE = "kubernetes:helm.sh/v3:Release";

function build(overrides: Partial<ClusterArgs> = {}): Cluster {
  return new Cluster("prod", clusterArgs(overrides));
}

const FULL: Partial<ClusterArgs> = {
  nodeGroups: {
    general: { instanceTypes: ["m7i.large"], minSize: 2, maxSize: 6 },
    gpu: { instanceTypes: ["g6.xlarge"], minSize: 0, maxSize: 2, gpu: true },
  },
  accessEntries: {
    operators: {
      principalArn: "arn:aws:iam::111122223333:role/operators",
      policy: ClusterAccess.ClusterAdmin,
    },
    auditors: { principalArn: "arn:aws:iam::111122223333:role/auditors", groups: ["auditors"] },
  },
  sessionManager: true,
};

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

function inputs(recorded: RecordedProgram, type: string, name: string): Record<string, unknown> {
  return valueOf(resourceNamed(recorded, type, name).inputs) as Record<string, unknown>;
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
      "aws:iam/role:Role prod-nodes",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment prod-nodes-cni",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment prod-nodes-images",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment prod-nodes-worker",
      "aws:kms/alias:Alias prod-secrets",
      "aws:kms/key:Key prod-secrets",
      "bulkhead:index:Cluster prod",
      "eks:index:Cluster prod-eks",
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
    assert.deepEqual(inputs(recorded, EKS_CLUSTER, "prod-eks"), {
      name: "prod",
      version: "1.36",
      vpcId: "vpc-1",
      subnetIds: ["subnet-control-a", "subnet-control-b"],
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
      authenticationMode: "API",
      encryptionConfigKeyArn: valueOf(key.outputs["arn"] ?? null),
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
    const { endpointPublicAccess, publicAccessCidrs } = inputs(recorded, EKS_CLUSTER, "prod-eks");
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
    const key = inputs(recorded, "aws:kms/key:Key", "prod-secrets");
    assert.equal(key["enableKeyRotation"], true);
    assert.equal(inputs(recorded, "aws:kms/alias:Alias", "prod-secrets")["name"], "alias/eks/prod");
    const logs = inputs(recorded, "aws:cloudwatch/logGroup:LogGroup", "prod-logs");
    assert.equal(logs["name"], "/aws/eks/prod/cluster");
    assert.equal(logs["retentionInDays"], 90);
  });

  it("sets the VPC CNI up for Calico (I5)", async () => {
    const addon = inputs(await record(() => build()), ADDON, "prod-addon-vpc-cni");
    assert.deepEqual(JSON.parse(addon["configurationValues"] as string), {
      enableNetworkPolicy: "false",
      env: { ANNOTATE_POD_IP: "true", AWS_VPC_K8S_CNI_EXTERNALSNAT: "true" },
    });
    assert.equal(addon["addonVersion"], "v1.22.4-eksbuild.3");
    assert.equal(addon["resolveConflictsOnCreate"], "OVERWRITE");
    assert.equal(addon["resolveConflictsOnUpdate"], "OVERWRITE");
  });

  it("keeps instance metadata out of reach of pods in every group (I6)", async () => {
    const templates = resourcesOf(await record(() => build(FULL)), LAUNCH_TEMPLATE);
    assert.equal(templates.length, 2);
    for (const template of templates) {
      const { metadataOptions, blockDeviceMappings } = valueOf(template.inputs) as {
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
      assert.deepEqual(group.inputs["subnetIds"], ["subnet-workload-a", "subnet-workload-b"]);
    }
  });

  it("transcribes a node group and leaves its size to an autoscaler", async () => {
    const recorded = await record(() => build({ ...FULL, tags: { owner: "platform" } }));
    const group = inputs(recorded, NODE_GROUP, "prod-nodes-gpu");
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
    assert.equal((group["launchTemplate"] as { id: string }).id, template.id);
    const { ignoreChanges } = resourceNamed(recorded, NODE_GROUP, "prod-nodes-gpu");
    assert.deepEqual(ignoreChanges, ["scalingConfig.desiredSize"]);
    assert.deepEqual(
      (valueOf(template.inputs) as { tagSpecifications: unknown }).tagSpecifications,
      ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: { Name: "prod-nodes-gpu", owner: "platform" },
      })),
    );
  });

  it("gives nodes a role that EC2 takes, with the policies of the region's partition", async () => {
    const recorded = await record(() => build({ region: "cn-north-1" }));
    const { assumeRolePolicy } = inputs(recorded, "aws:iam/role:Role", "prod-nodes");
    assert.match(JSON.stringify(assumeRolePolicy), /ec2\.amazonaws\.com\.cn/);
    const attachments = resourcesOf(recorded, "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    assert.deepEqual(attachments.map(({ inputs: { policyArn } }) => policyArn).sort(), [
      "arn:aws-cn:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws-cn:iam::aws:policy/AmazonEKSWorkerNodePolicy",
      "arn:aws-cn:iam::aws:policy/AmazonEKS_CNI_Policy",
    ]);
  });

  it("lets access entries in", async () => {
    const recorded = await record(() => build(FULL));
    const ENTRY = "aws:eks/accessEntry:AccessEntry";
    assert.deepEqual(inputs(recorded, ENTRY, "prod-access-auditors"), {
      clusterName: "prod",
      principalArn: "arn:aws:iam::111122223333:role/auditors",
      kubernetesGroups: ["auditors"],
    });
    assert.deepEqual(
      inputs(
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

describe("Cluster, outside view", () => {
  it("hands the AWS provider to the eks component", async () => {
    const recorded = await record(() => {
      const explicit = new aws.Provider("explicit", { region: "eu-central-1" });
      new Cluster("prod", clusterArgs(), { providers: [explicit] });
    });
    const explicit = resourceNamed(recorded, "pulumi:providers:aws", "explicit");
    const { providers } = resourceNamed(recorded, EKS_CLUSTER, "prod-eks");
    assert.deepEqual(Object.keys(providers), ["aws"]);
    assert.ok(providers["aws"]?.startsWith(explicit.urn));
    for (const resource of recorded.resources.filter(({ type }) => type.startsWith("aws:"))) {
      assert.ok(resource.provider?.startsWith(explicit.urn), resource.name);
    }
  });

  it("keeps the kubeconfig secret, and no other output", async () => {
    const { outputs } = resourceNamed(await record(() => build()), COMPONENT, "prod");
    assert.deepEqual(Object.keys(outputs).sort(), [
      "arn",
      "endpoint",
      "kubeconfig",
      "name",
      "securityGroupId",
      "version",
    ]);
    assert.ok(isSecret(outputs["kubeconfig"]));
    const kubeconfig = JSON.parse(valueOf(outputs["kubeconfig"]) as string) as { kind: string };
    assert.equal(kubeconfig.kind, "Config");
    assert.equal(outputs["name"], "prod");
    assert.equal(outputs["version"], "1.36");
    assert.match(String(outputs["securityGroupId"]), /^sg-/);
  });

  it("reaches the cluster with a provider that is replaced only with it", async () => {
    const recorded = await record(() => {
      const cluster = build(FULL);
      new k8s.core.v1.Namespace("inside", {}, { provider: cluster.provider() });
    });
    const provider = resourceNamed(recorded, PROVIDER, "prod-kubernetes");
    const { outputs } = resourceNamed(recorded, COMPONENT, "prod");
    assert.equal(provider.inputs["clusterIdentifier"], outputs["endpoint"]);
    assert.ok(isSecret(provider.inputs["kubeconfig"]));
    const inside = resourceNamed(recorded, "kubernetes:core/v1:Namespace", "inside");
    assert.ok(inside.provider?.startsWith(provider.urn));
    const plugin = resourceNamed(recorded, RELEASE, "prod-device-plugin");
    assert.ok(plugin.provider?.startsWith(provider.urn));
    assert.equal(plugin.inputs["version"], "0.18.2");
  });

  it("passes role and profile to the provider's kubeconfig", async () => {
    const kubeconfigRoleArn = "arn:aws:iam::111122223333:role/deployer";
    const recorded = await record(() =>
      build({ kubeconfigRoleArn, kubeconfigProfileName: "staging" }),
    );
    assert.deepEqual(inputs(recorded, EKS_CLUSTER, "prod-eks")["providerCredentialOpts"], {
      roleArn: kubeconfigRoleArn,
      profileName: "staging",
    });
  });

  it("takes everything that its arguments say", async () => {
    const recorded = await record(() =>
      build({
        name: "Prod_1",
        kubernetesVersion: "1.35",
        addonVersions: { coredns: "v1.14.3-eksbuild.3" },
        logTypes: [],
        logRetentionDays: 365,
        serviceIpv4Cidr: "10.200.0.0/20",
        deletionProtection: true,
        metricsServer: false,
      }),
    );
    const cluster = inputs(recorded, EKS_CLUSTER, "prod-eks");
    assert.equal(cluster["name"], "Prod_1");
    assert.equal(cluster["version"], "1.35");
    assert.deepEqual(cluster["enabledClusterLogTypes"], []);
    assert.equal(cluster["kubernetesServiceIpAddressRange"], "10.200.0.0/20");
    assert.equal(cluster["deletionProtection"], true);
    const logs = inputs(recorded, "aws:cloudwatch/logGroup:LogGroup", "prod-logs");
    assert.deepEqual([logs["name"], logs["retentionInDays"]], ["/aws/eks/Prod_1/cluster", 365]);
    const addons = resourcesOf(recorded, ADDON).map(({ inputs: { addonName, addonVersion } }) => [
      String(addonName),
      addonVersion,
    ]);
    assert.deepEqual(Object.fromEntries(addons), {
      "vpc-cni": "v1.22.4-eksbuild.3",
      "kube-proxy": "v1.35.3-eksbuild.29",
      "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
      coredns: "v1.14.3-eksbuild.3",
    });
  });

  it("lists every issue at once, before anything is registered", async () => {
    const message = await failureOf(() => build({ region: "europe", nodeGroups: {} }));
    assert.match(message, /Cluster "prod" has 2 problems/);
    assert.match(message, /region: "europe" is not accepted: an AWS region such as eu-central-1/);
    assert.match(message, /nodeGroups: \{\} is not accepted: at least one node group/);
  });
});

describe("Cluster, order", () => {
  type Place = [type: string, name: string];

  let recorded: RecordedProgram;

  before(async () => {
    recorded = await record(() => {
      const network = new pulumi.ComponentResource("test:index:Network", "network");
      new aws.ec2.RouteTable("routes", { vpcId: "vpc-1" }, { parent: network });
      const cluster = new Cluster("prod", clusterArgs(FULL), { dependsOn: network });
      const options = { provider: cluster.provider(), dependsOn: cluster.ready() };
      new k8s.core.v1.Namespace("inside", {}, options);
    });
  });

  function follows(later: Place, earlier: Place): boolean {
    const urnOf = (place: Place): string => resourceNamed(recorded, ...place).urn;
    return dependsTransitively(recorded, urnOf(later), urnOf(earlier));
  }

  const routes: Place = ["aws:ec2/routeTable:RouteTable", "routes"];
  const logs: Place = ["aws:cloudwatch/logGroup:LogGroup", "prod-logs"];
  const key: Place = ["aws:kms/key:Key", "prod-secrets"];
  const cluster: Place = [EKS_CLUSTER, "prod-eks"];
  const cni: Place = [ADDON, "prod-addon-vpc-cni"];
  const proxy: Place = [ADDON, "prod-addon-kube-proxy"];
  const nodes: Place = [NODE_GROUP, "prod-nodes-general"];
  const gpuNodes: Place = [NODE_GROUP, "prod-nodes-gpu"];
  const policy: Place = ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "prod-nodes-cni"];
  const coredns: Place = [ADDON, "prod-addon-coredns"];
  const agent: Place = [ADDON, "prod-addon-eks-pod-identity-agent"];
  const metrics: Place = [ADDON, "prod-addon-metrics-server"];
  const entry: Place = ["aws:eks/accessEntry:AccessEntry", "prod-access-operators"];
  const access: Place = [
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    "prod-access-operators",
  ];
  const plugin: Place = [RELEASE, "prod-device-plugin"];
  const inside: Place = ["kubernetes:core/v1:Namespace", "inside"];

  const ORDER: [later: Place, earlier: Place][] = [
    [logs, routes],
    [key, routes],
    [policy, routes],
    [cluster, logs],
    [cluster, key],
    [cni, cluster],
    [proxy, cluster],
    [nodes, cni],
    [nodes, proxy],
    [nodes, policy],
    [gpuNodes, cni],
    [coredns, nodes],
    [agent, nodes],
    [metrics, nodes],
    [plugin, gpuNodes],
    [plugin, access],
    [inside, coredns],
    [inside, agent],
    [inside, gpuNodes],
    [inside, entry],
    [inside, access],
  ];

  for (const [later, earlier] of ORDER) {
    it(`${later.join(" ")} after ${earlier.join(" ")}, and never the other way`, () => {
      assert.equal(follows(later, earlier), true);
      assert.equal(follows(earlier, later), false);
    });
  }
});
