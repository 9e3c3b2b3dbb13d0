import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import { Cluster } from "../../../components/cluster/cluster.js";
import { isSecret, unwrapSecrets } from "../../../recorder/index.js";
import { failureOf, record, resourceNamed, resourcesOf } from "../../support/record.js";
import {
  ADDON,
  build,
  clusterArgs,
  COMPONENT,
  EKS_CLUSTER,
  FULL,
  inputsOf,
  RELEASE,
} from "./build.js";

const PROVIDER = "pulumi:providers:kubernetes";

describe("Cluster, seen from outside", () => {
  it("hands the AWS provider to the eks component", async () => {
    const recorded = await record(() => {
      const explicit = new aws.Provider("explicit", { region: "eu-central-1" });
      new Cluster("prod", clusterArgs(), { providers: [explicit] });
    });
    const explicit = resourceNamed(recorded, "pulumi:providers:aws", "explicit");
    const { providers } = resourceNamed(recorded, EKS_CLUSTER, "prod-eks");
    assert.deepEqual(Object.keys(providers), ["aws"]);
    assert.ok(providers.aws?.startsWith(explicit.urn));
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
    assert.ok(isSecret(outputs.kubeconfig));
    const kubeconfig = JSON.parse(unwrapSecrets(outputs.kubeconfig) as string) as { kind: string };
    assert.equal(kubeconfig.kind, "Config");
    assert.equal(outputs.name, "prod");
    assert.equal(outputs.version, "1.36");
    assert.match(outputs.securityGroupId as string, /^sg-/);
  });

  it("reaches the cluster with a provider that is replaced only with it", async () => {
    const recorded = await record(() => {
      const cluster = build(FULL);
      new k8s.core.v1.Namespace("inside", {}, { provider: cluster.provider() });
    });
    const provider = resourceNamed(recorded, PROVIDER, "prod-kubernetes");
    const { outputs } = resourceNamed(recorded, COMPONENT, "prod");
    assert.equal(provider.inputs.clusterIdentifier, outputs.endpoint);
    assert.ok(isSecret(provider.inputs.kubeconfig));
    const inside = resourceNamed(recorded, "kubernetes:core/v1:Namespace", "inside");
    assert.ok(inside.provider?.startsWith(provider.urn));
    const plugin = resourceNamed(recorded, RELEASE, "prod-device-plugin");
    assert.ok(plugin.provider?.startsWith(provider.urn));
    assert.equal(plugin.inputs.version, "0.18.2");
  });

  it("passes role and profile to the provider's kubeconfig", async () => {
    const kubeconfigRoleArn = "arn:aws:iam::111122223333:role/deployer";
    const recorded = await record(() =>
      build({ kubeconfigRoleArn, kubeconfigProfileName: "staging" }),
    );
    assert.deepEqual(inputsOf(recorded, EKS_CLUSTER, "prod-eks").providerCredentialOpts, {
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
    const cluster = inputsOf(recorded, EKS_CLUSTER, "prod-eks");
    assert.equal(cluster.name, "Prod_1");
    assert.equal(cluster.version, "1.35");
    assert.deepEqual(cluster.enabledClusterLogTypes, []);
    assert.equal(cluster.kubernetesServiceIpAddressRange, "10.200.0.0/20");
    assert.equal(cluster.deletionProtection, true);
    const logs = inputsOf(recorded, "aws:cloudwatch/logGroup:LogGroup", "prod-logs");
    assert.deepEqual([logs.name, logs.retentionInDays], ["/aws/eks/Prod_1/cluster", 365]);
    const addons = resourcesOf(recorded, ADDON).map(({ inputs: { addonName, addonVersion } }) => [
      addonName as string,
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
    assert.match(
      message,
      /region: "europe" is invalid: expected an AWS region such as eu-central-1/,
    );
    assert.match(message, /nodeGroups: \{\} is invalid: expected at least one node group/);
  });
});
