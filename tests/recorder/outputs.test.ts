import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as k8s from "@pulumi/kubernetes";
import { isSecret, isUnknown, redact, valueOf } from "../../recorder/index.js";
import type { RecordOptions } from "../../recorder/index.js";
import { record, resourceOf, TestProvider, Typed, urnsOf } from "./programs.js";

const EC2_IDS: [type: string, id: RegExp, arn?: RegExp][] = [
  ["aws:ec2/vpc:Vpc", /^vpc-0[0-9a-f]{16}$/, /^arn:aws:ec2:us-east-1:123456789012:vpc\/vpc-0/],
  ["aws:ec2/subnet:Subnet", /^subnet-0[0-9a-f]{16}$/, /:subnet\/subnet-0/],
  ["aws:ec2/routeTable:RouteTable", /^rtb-0[0-9a-f]{16}$/, /:route-table\/rtb-0/],
  ["aws:ec2/internetGateway:InternetGateway", /^igw-0[0-9a-f]{16}$/, /:internet-gateway\/igw-0/],
  ["aws:ec2/natGateway:NatGateway", /^nat-0[0-9a-f]{16}$/],
  ["aws:ec2/eip:Eip", /^eipalloc-0[0-9a-f]{16}$/, /:elastic-ip\/eipalloc-0/],
  ["aws:ec2/securityGroup:SecurityGroup", /^sg-0[0-9a-f]{16}$/, /:security-group\/sg-0/],
  ["aws:ec2/launchTemplate:LaunchTemplate", /^lt-0[0-9a-f]{16}$/, /:launch-template\/lt-0/],
  ["aws:ec2/flowLog:FlowLog", /^fl-0[0-9a-f]{16}$/, /:vpc-flow-log\/fl-0/],
  ["aws:ec2/vpcEndpoint:VpcEndpoint", /^vpce-0[0-9a-f]{16}$/, /:vpc-endpoint\/vpce-0/],
  ["aws:iam/role:Role", /^x-[0-9a-f]{7}$/, /^arn:aws:iam::123456789012:role\/x-[0-9a-f]{7}$/],
  ["aws:iam/policy:Policy", /^arn:aws:iam::123456789012:policy\/x-/, /:policy\/x-/],
  [
    "aws:kms/key:Key",
    /^[0-9a-f]{8}-[0-9a-f]{4}-4/,
    /^arn:aws:kms:us-east-1:123456789012:key\/[0-9a-f]{8}-/,
  ],
  ["aws:cloudwatch/logGroup:LogGroup", /^x-/, /^arn:aws:logs:us-east-1:123456789012:log-group:x-/],
  ["aws:rds/subnetGroup:SubnetGroup", /^x-/, /^arn:aws:rds:us-east-1:123456789012:subgrp:x-/],
  ["aws:eks/cluster:Cluster", /^x-/, /^arn:aws:eks:us-east-1:123456789012:cluster\/x-/],
  ["aws:eks/addon:Addon", /^cluster:x$/, /^arn:aws:eks:us-east-1:123456789012:addon\/cluster\/x\//],
  ["aws:eks/nodeGroup:NodeGroup", /^cluster:x-/, /:nodegroup\/cluster\/x-/],
  ["aws:made/up:Up", /^x-[0-9a-f]{7}$/, /^arn:aws:made:us-east-1:123456789012:x-/],
  ["random:index:Up", /^x-[0-9a-f]{7}$/],
];

async function typed(
  type: string,
  inputs: pulumi.Inputs = {},
  options: Partial<RecordOptions> = {},
): Promise<ReturnType<typeof resourceOf>> {
  return resourceOf(await record(() => void new Typed(type, "x", inputs), options), "x");
}

describe("outputs of AWS resources", () => {
  for (const [type, id, arn] of EC2_IDS) {
    it(`${type} looks like itself`, async () => {
      const resource = await typed(type);
      assert.match(resource.id ?? "", id);
      if (arn !== undefined) {
        assert.match(String(resource.outputs.arn), arn);
      }
    });
  }

  it("depend on the URN alone: other resources differ, other runs do not", async () => {
    const program = (): undefined => {
      ["a", "b"].forEach((name) => new Typed("aws:ec2/vpc:Vpc", name));
    };
    const [one, two] = [await record(program), await record(program)];
    const other = await record(program, { stack: "prod" });
    const ids = (recorded: typeof one): unknown[] => recorded.resources.map(({ id }) => id);
    assert.deepEqual(ids(one), ids(two));
    assert.equal(new Set([...ids(one), ...ids(other)].filter(Boolean)).size, 4);
  });

  it("follow account and region, the provider's region first, and the region's partition", async () => {
    const chosen = await typed("aws:sqs/queue:Queue", {}, { account: "1", region: "eu-west-1" });
    assert.match(String(chosen.outputs.arn), /^arn:aws:sqs:eu-west-1:1:/);
    const configured = await typed(
      "aws:sqs/queue:Queue",
      {},
      { config: { "aws:region": "cn-north-1" } },
    );
    assert.match(String(configured.outputs.arn), /^arn:aws-cn:sqs:cn-north-1:/);
    const explicit = await record(() => {
      const provider = new TestProvider("p", { region: "us-gov-west-1" }, "aws");
      new Typed("aws:ec2/vpc:Vpc", "x", {}, { provider });
    });
    assert.match(
      String(resourceOf(explicit, "x").outputs.arn),
      /^arn:aws-us-gov:ec2:us-gov-west-1:/,
    );
  });

  it("take the name given, the prefix given, else the logical name; known in a preview", async () => {
    const mode = "preview";
    const nameOf = async (inputs: object): Promise<unknown> =>
      (await typed("aws:iam/role:Role", inputs, { mode })).outputs.name;
    assert.equal(await nameOf({ name: "mine" }), "mine");
    assert.match(String(await nameOf({ namePrefix: "pre-" })), /^pre-[0-9a-f]{7}$/);
    assert.match(String(await nameOf({})), /^x-[0-9a-f]{7}$/);
  });

  it("give addresses, versions and default tags", async () => {
    const eip = await typed("aws:ec2/eip:Eip");
    assert.match(String(eip.outputs.publicIp), /^54(\.\d{1,3}){3}$/);
    assert.equal((await typed("aws:ec2/launchTemplate:LaunchTemplate")).outputs.latestVersion, 1);
    const recorded = await record(() => {
      const provider = new TestProvider("p", { defaultTags: { tags: { owner: "me" } } }, "aws");
      new Typed("aws:ec2/vpc:Vpc", "x", { tags: { Name: "n" } }, { provider });
    });
    assert.deepEqual(resourceOf(recorded, "x").outputs.tagsAll, { Name: "n", owner: "me" });
  });

  it("keep the id of what is imported", async () => {
    const recorded = await record(() => {
      new Typed("aws:ec2/vpc:Vpc", "x", {}, { import: "vpc-7" });
    });
    const { id, outputs } = resourceOf(recorded, "x");
    assert.deepEqual([id, String(outputs.arn).split("/")[1]], ["vpc-7", "vpc-7"]);
  });
});

describe("outputs of eks.Cluster", () => {
  const program = (): Record<string, unknown> => {
    assert.ok(aws.eks.Cluster, "a program that reads a reference loads its module");
    assert.ok(aws.iam.Role);
    const cluster = new eks.Cluster("platform", { version: "1.33", vpcId: "vpc-1" });
    const provider = new k8s.Provider("k8s", { kubeconfig: cluster.kubeconfigJson });
    new k8s.core.v1.Namespace("ns", {}, { provider });
    const { eksCluster } = cluster;
    return {
      name: eksCluster.name,
      arn: eksCluster.arn,
      endpoint: eksCluster.endpoint,
      ca: eksCluster.certificateAuthority.data,
      group: eksCluster.vpcConfig.clusterSecurityGroupId,
      version: eksCluster.version,
      issuer: eksCluster.identities[0]?.oidcs[0]?.issuer,
      kubeconfig: cluster.kubeconfig,
      kubeconfigJson: cluster.kubeconfigJson,
      clusterSecurityGroupId: cluster.clusterSecurityGroupId,
      nodeSecurityGroupId: cluster.nodeSecurityGroupId,
      oidcProviderArn: cluster.oidcProviderArn,
      coreName: cluster.core.cluster.name,
      coreEndpoint: cluster.core.endpoint,
      coreVpc: cluster.core.vpcId,
      coreRole: cluster.core.clusterIamRole.arn,
    };
  };

  it("can be read through the resources they refer to", async () => {
    const { outputs } = await record(program);
    const endpoint = /^https:\/\/[0-9A-F]{32}\.gr7\.us-east-1\.eks\.amazonaws\.com$/;
    assert.match(String(outputs.name), /^platform-eksCluster-[0-9a-f]{7}$/);
    assert.equal(outputs.arn, `arn:aws:eks:us-east-1:123456789012:cluster/${String(outputs.name)}`);
    assert.match(String(outputs.endpoint), endpoint);
    assert.match(Buffer.from(String(outputs.ca), "base64").toString(), /BEGIN CERTIFICATE/);
    assert.match(String(outputs.group), /^sg-0/);
    assert.equal(outputs.version, "1.33");
    assert.match(
      String(outputs.issuer),
      /^https:\/\/oidc\.eks\.us-east-1\.amazonaws\.com\/id\/[0-9A-F]{32}$/,
    );
    assert.match(String(outputs.clusterSecurityGroupId), /^sg-0/);
    assert.match(String(outputs.nodeSecurityGroupId), /^sg-0/);
    const issuer = String(outputs.issuer).replace("https://", "");
    assert.equal(outputs.oidcProviderArn, `arn:aws:iam::123456789012:oidc-provider/${issuer}`);
    assert.equal(outputs.coreName, outputs.name);
    assert.equal(outputs.coreEndpoint, outputs.endpoint);
    assert.equal(outputs.coreVpc, "vpc-1");
    assert.match(String(outputs.coreRole), /^arn:aws:iam::123456789012:role\//);
    assert.ok(isSecret(outputs.kubeconfigJson));
    const kubeconfig = JSON.parse(String(valueOf(outputs.kubeconfigJson))) as unknown;
    assert.deepEqual(kubeconfig, valueOf(outputs.kubeconfig));
  });

  it("put the component into the graph, never its imagined children", async () => {
    const recorded = await record(program);
    assert.deepEqual(
      recorded.resources.map(({ type }) => type),
      [
        "pulumi:pulumi:Stack",
        "eks:index:Cluster",
        "pulumi:providers:kubernetes",
        "kubernetes:core/v1:Namespace",
      ],
    );
    const known = new Set(urnsOf(recorded));
    const used = recorded.resources.flatMap(({ dependencies }) => dependencies);
    assert.ok(used.every((urn) => known.has(urn)));
    assert.deepEqual(resourceOf(recorded, "k8s").dependencies, [
      resourceOf(recorded, "platform").urn,
    ]);
    assert.equal(resourceOf(recorded, "platform").remote, true);
  });

  it("count as dependencies on the component when read through a reference", async () => {
    const recorded = await record(() => {
      assert.ok(aws.eks.Cluster);
      const cluster = new eks.Cluster("c", {});
      new Typed("aws:eks/addon:Addon", "a", { clusterName: cluster.eksCluster.name });
    });
    assert.deepEqual(resourceOf(recorded, "a").dependencies, [resourceOf(recorded, "c").urn]);
  });

  it("are unknown in a preview, except the name", async () => {
    const { outputs } = await record(program, { mode: "preview" });
    assert.match(String(outputs.name), /^platform-eksCluster-[0-9a-f]{7}$/);
    const unknown = ["arn", "endpoint", "kubeconfig", "kubeconfigJson", "oidcProviderArn"];
    assert.deepEqual(
      unknown.filter((key) => !isUnknown(outputs[key])),
      [],
    );
  });

  it("follow skipDefaultSecurityGroups: the group is the one EKS makes", async () => {
    const { outputs } = await record(() => {
      assert.ok(aws.eks.Cluster);
      const cluster = new eks.Cluster("c", { skipDefaultSecurityGroups: true });
      return {
        node: cluster.nodeSecurityGroupId,
        cluster: cluster.clusterSecurityGroupId,
        made: cluster.eksCluster.vpcConfig.clusterSecurityGroupId,
      };
    });
    assert.equal(outputs.node, "");
    assert.equal(outputs.cluster, outputs.made);
  });

  it("serve a managed node group's reference", async () => {
    const { outputs } = await record(() => {
      assert.ok(aws.eks.NodeGroup);
      const group = new eks.ManagedNodeGroup("ng", {
        cluster: new eks.Cluster("c", {}),
        nodeRoleArn: "arn:aws:iam::1:role/node",
      });
      return { arn: group.nodeGroup.arn };
    });
    assert.match(String(outputs.arn), /:nodegroup\//);
  });
});

describe("outputs of Kubernetes resources", () => {
  it("have ids, names, namespaces and uids", async () => {
    const recorded = await record(() => {
      const named = new k8s.core.v1.Namespace("a", { metadata: { name: "fixed" } });
      const auto = new k8s.core.v1.Namespace("b");
      const config = new k8s.core.v1.ConfigMap("c", {
        metadata: { namespace: named.metadata.name },
      });
      const plain = new k8s.core.v1.ConfigMap("d");
      return {
        auto: auto.metadata.name,
        uid: auto.metadata.uid,
        in: config.id,
        of: plain.metadata.namespace,
      };
    });
    assert.equal(resourceOf(recorded, "a").id, "fixed");
    assert.match(String(recorded.outputs.auto), /^b-[0-9a-f]{8}$/);
    assert.match(String(recorded.outputs.uid), /^[0-9a-f]{8}-/);
    assert.match(String(recorded.outputs.in), /^fixed\/c-[0-9a-f]{8}$/);
    assert.equal(recorded.outputs.of, "default");
  });

  it("know their names in a preview, but no uid", async () => {
    const program = (): Record<string, unknown> => {
      const namespace = new k8s.core.v1.Namespace("b");
      return { id: namespace.id, name: namespace.metadata.apply(({ name }) => name) };
    };
    const { outputs } = await record(program, { mode: "preview" });
    assert.ok(isUnknown(outputs.id));
    assert.match(String(outputs.name), /^b-[0-9a-f]{8}$/);
  });

  it("read existing objects by their id", async () => {
    const program = (): Record<string, unknown> => {
      const read = k8s.core.v1.ConfigMap.get("r", "kube-system/coredns");
      return { name: read.metadata.name, namespace: read.metadata.namespace };
    };
    const { outputs } = await record(program);
    assert.deepEqual(outputs, { name: "coredns", namespace: "kube-system" });
  });

  it("answer for releases and charts as one resource each", async () => {
    const recorded = await record(() => {
      const release = new k8s.helm.v3.Release("rel", {
        chart: "nginx",
        namespace: "web",
        version: "2.0.0",
      });
      const chart = new k8s.helm.v4.Chart("cha", { chart: "nginx" });
      return { name: release.name, status: release.status, resources: chart.resources };
    });
    assert.match(String(recorded.outputs.name), /^rel-[0-9a-f]{8}$/);
    assert.equal(resourceOf(recorded, "rel").id, `web/${String(recorded.outputs.name)}`);
    assert.deepEqual(redact(recorded.outputs.status ?? null), {
      appVersion: "1.0.0",
      chart: "nginx",
      name: recorded.outputs.name,
      namespace: "web",
      revision: 1,
      status: "deployed",
      version: "2.0.0",
    });
    assert.deepEqual(recorded.outputs.resources, []);
    const { custom, remote } = resourceOf(recorded, "cha");
    assert.deepEqual([recorded.resources.length, custom, remote], [3, false, true]);
  });
});
