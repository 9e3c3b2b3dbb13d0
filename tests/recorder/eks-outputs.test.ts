import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as k8s from "@pulumi/kubernetes";
import { isSecret, isUnknown, unwrapSecrets } from "../../recorder/index.js";
import { record, resourceOf, text, Typed, urnsOf } from "./programs.js";

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
    assert.match(text(outputs.name), /^platform-eksCluster-[0-9a-f]{7}$/);
    assert.equal(outputs.arn, `arn:aws:eks:us-east-1:123456789012:cluster/${text(outputs.name)}`);
    assert.match(text(outputs.endpoint), endpoint);
    assert.match(Buffer.from(text(outputs.ca), "base64").toString(), /BEGIN CERTIFICATE/);
    assert.match(text(outputs.group), /^sg-0/);
    assert.equal(outputs.version, "1.33");
    assert.match(
      text(outputs.issuer),
      /^https:\/\/oidc\.eks\.us-east-1\.amazonaws\.com\/id\/[0-9A-F]{32}$/,
    );
    assert.match(text(outputs.clusterSecurityGroupId), /^sg-0/);
    assert.match(text(outputs.nodeSecurityGroupId), /^sg-0/);
    const issuer = text(outputs.issuer).replace("https://", "");
    assert.equal(outputs.oidcProviderArn, `arn:aws:iam::123456789012:oidc-provider/${issuer}`);
    assert.equal(outputs.coreName, outputs.name);
    assert.equal(outputs.coreEndpoint, outputs.endpoint);
    assert.equal(outputs.coreVpc, "vpc-1");
    assert.match(text(outputs.coreRole), /^arn:aws:iam::123456789012:role\//);
    assert.ok(isSecret(outputs.kubeconfigJson));
    const kubeconfig = JSON.parse(String(unwrapSecrets(outputs.kubeconfigJson))) as unknown;
    assert.deepEqual(kubeconfig, unwrapSecrets(outputs.kubeconfig));
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
    assert.ok(resourceOf(recorded, "platform").remote);
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
    assert.match(text(outputs.name), /^platform-eksCluster-[0-9a-f]{7}$/);
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
    assert.match(text(outputs.arn), /:nodegroup\//);
  });
});
