import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "../../../components/cluster/cluster.js";
import { dependsTransitively, type RecordedProgram } from "../../../recorder/index.js";
import { record, resourceNamed } from "../../support/record.js";
import { ADDON, clusterArgs, EKS_CLUSTER, FULL, NODE_GROUP, RELEASE } from "./build.js";

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
      const early = { provider: cluster.provider(), dependsOn: cluster.nodesReady() };
      new k8s.core.v1.Namespace("early", {}, early);
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
  const autoscaler: Place = [RELEASE, "prod-autoscaler"];
  const identity: Place = [
    "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    "prod-autoscaler",
  ];
  const rights: Place = ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "prod-autoscaler"];
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
    [autoscaler, gpuNodes],
    [autoscaler, agent],
    [autoscaler, access],
    [autoscaler, identity],
    [autoscaler, rights],
    [inside, coredns],
    [inside, agent],
    [inside, gpuNodes],
    [inside, entry],
    [inside, access],
  ];

  for (const [later, earlier] of ORDER) {
    it(`${later.join(" ")} after ${earlier.join(" ")}, and never the other way`, () => {
      assert.ok(follows(later, earlier));
      assert.ok(!follows(earlier, later));
    });
  }

  it("hands its dependsOn on to its first children", () => {
    const { urn } = resourceNamed(recorded, ...routes);
    const role: Place = ["aws:iam/role:Role", "prod-nodes"];
    for (const place of [logs, key, role]) {
      assert.ok(resourceNamed(recorded, ...place).dependencies.includes(urn), place.join(" "));
    }
  });

  it("lets what is inside wait for every node group and add-on by name", () => {
    const { dependencies } = resourceNamed(recorded, ...inside);
    const waitedFor = [cni, proxy, nodes, gpuNodes, coredns, agent, metrics];
    const urns = waitedFor.map((place) => resourceNamed(recorded, ...place).urn);
    assert.deepEqual(dependencies, urns.sort());
  });

  it("lets Calico wait for every node group, and for the add-ons that nodes need", () => {
    const early: Place = ["kubernetes:core/v1:Namespace", "early"];
    const { dependencies } = resourceNamed(recorded, ...early);
    const urns = [cni, proxy, nodes, gpuNodes].map(
      (place) => resourceNamed(recorded, ...place).urn,
    );
    assert.deepEqual(dependencies, urns.sort());
  });
});
