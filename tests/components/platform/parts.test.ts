import assert from "node:assert/strict";
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { Calico } from "../../../components/calico/calico.js";
import { IsolationBaseline } from "../../../components/isolation/isolation-baseline.js";
import { LoadBalancerController } from "../../../components/load-balancer/load-balancer-controller.js";
import { Network } from "../../../components/network/network.js";
import { Cluster } from "../../../components/cluster/cluster.js";
import type { PlatformArgs } from "../../../components/platform/args.js";
import { unwrapSecrets, type RecordedProgram } from "../../../recorder/index.js";
import { component } from "../../support/environments.js";
import { record } from "../../support/record.js";
import { awsArgs, awsProviders, existingArgs, platformOf, shapeOf } from "./build.js";

const NETWORK = awsArgs().network ?? { cidrBlock: "", availabilityZones: [] };

/** A platform whose tags are the only thing that it adds to its parts. */
const PLATFORM: PlatformArgs = awsArgs({ tags: { team: "web" } });

type Alone = (opts: pulumi.ComponentResourceOptions) => void;

/** The same component alone and as part of a platform. */
async function assertSame(className: string, args: PlatformArgs, alone: Alone): Promise<void> {
  const platform = await platformOf(args);
  const recorded = await record(() => {
    const providers = [...awsProviders(), new k8s.Provider("kubernetes", { context: "kind" })];
    alone({ providers });
  });
  const inside = shapeOf(platform, component(platform, className));
  assert.ok(inside.length > 3);
  assert.deepEqual(shapeOf(recorded, component(recorded, className)), inside);
}

/** Where a platform puts its load balancer controller. */
function placeOf(platform: RecordedProgram) {
  const vpcId = unwrapSecrets(component(platform, "Network").outputs.vpcId) as string;
  const clusterArn = unwrapSecrets(component(platform, "Cluster").outputs.arn) as string;
  return { clusterName: "main", clusterArn, region: "eu-central-1", vpcId };
}

describe("Parts of a platform", () => {
  it("Calico is the same alone, beside the AWS VPC CNI", async () => {
    await assertSame("Calico", PLATFORM, (opts) => {
      new Calico("alone", {}, opts);
    });
  });

  it("Calico is the same alone, as the network of an existing cluster", async () => {
    const args = existingArgs({}, { calico: { nodeResources: { cpu: "100m" } } });
    await assertSame("Calico", args, (opts) => {
      const podCidrBlocks = ["10.244.0.0/16"];
      new Calico("alone", { cni: "Calico", podCidrBlocks, nodeResources: { cpu: "100m" } }, opts);
    });
  });

  it("every option of Calico arrives", async () => {
    const calico = {
      version: "v3.32.4",
      api: "native",
      charts: { repository: "oci://registry.example.com/charts" },
      registry: "registry.example.com/mirror",
      nodeResources: { cpu: "100m", memory: "128Mi" },
    } as const;
    const args = awsArgs({ calico });
    await assertSame("Calico", args, (opts) => {
      new Calico("alone", { ...calico, kubernetesVersion: "1.36" }, opts);
    });
  });

  it("the isolation is the same alone", async () => {
    await assertSame("IsolationBaseline", PLATFORM, (opts) => {
      new IsolationBaseline("alone", { albCidrBlocks: ["10.0.0.0/18"] }, opts);
    });
  });

  it("every option of the isolation arrives", async () => {
    const isolation = {
      mode: "staged",
      systemNamespaces: ["monitoring"],
      closeUnmanagedNamespaces: false,
      nodeLocalDns: { address: "169.254.20.10", clusterIp: "172.20.0.10" },
    } as const;
    const args = awsArgs({
      isolation: { ...isolation, systemNamespaces: [...isolation.systemNamespaces] },
    });
    await assertSame("IsolationBaseline", args, (opts) => {
      const albCidrBlocks = ["10.0.0.0/18"];
      const systemNamespaces = ["monitoring"];
      new IsolationBaseline("alone", { ...isolation, albCidrBlocks, systemNamespaces }, opts);
    });
  });

  it("the isolation of an existing cluster knows its load balancers and its CNI", async () => {
    const args = existingArgs({ loadBalancerCidrBlocks: ["172.18.255.0/24"] });
    await assertSame("IsolationBaseline", args, (opts) => {
      const cniUsers = [
        "system:serviceaccount:calico-system:calico-cni-plugin",
        "system:serviceaccount:calico-system:calico-node",
      ];
      new IsolationBaseline("alone", { albCidrBlocks: ["172.18.255.0/24"], cniUsers }, opts);
    });
  });

  it("an existing EKS cluster keeps the AWS VPC CNI, in Calico and in the admission policy", async () => {
    const args = existingArgs({}, { calico: { cni: "AmazonVPC" } });
    await assertSame("Calico", args, (opts) => {
      new Calico("alone", {}, opts);
    });
    await assertSame("IsolationBaseline", args, (opts) => {
      new IsolationBaseline("alone", {}, opts);
    });
  });

  it("the load balancer controller is the same alone, with the platform's tags", async () => {
    const platform = await platformOf(PLATFORM);
    const place = placeOf(platform);
    await assertSame("LoadBalancerController", PLATFORM, (opts) => {
      new LoadBalancerController("alone", { ...place, tags: { team: "web" } }, opts);
    });
  });

  it("every option of the controller arrives", async () => {
    const loadBalancerController = {
      version: "3.5.0",
      charts: { repository: "oci://registry.example.com/charts" },
    };
    const args = awsArgs({ loadBalancerController });
    const place = placeOf(await platformOf(args));
    await assertSame("LoadBalancerController", args, (opts) => {
      new LoadBalancerController("alone", { ...loadBalancerController, ...place }, opts);
    });
  });

  it("the network registers the same resources alone", async () => {
    const platform = await platformOf(PLATFORM);
    const recorded = await record(() => {
      new Network("alone", { ...NETWORK, tags: { team: "web" } }, { providers: awsProviders() });
    });
    const namesOf = (from: typeof platform): unknown[] =>
      shapeOf(from, component(from, "Network")).map((part) => {
        const { type, name } = part as { type: string; name: string };
        return `${type} ${name}`;
      });
    assert.deepEqual(namesOf(platform), namesOf(recorded));
  });

  it("the cluster registers the same resources alone", async () => {
    const platform = await platformOf(PLATFORM);
    const recorded = await record(() => {
      const place = {
        region: "eu-central-1",
        vpcId: "vpc-1",
        controlPlaneSubnetIds: ["subnet-1", "subnet-2"],
        nodeSubnetIds: ["subnet-3", "subnet-4"],
      };
      const { nodeGroups } = PLATFORM.cluster ?? { nodeGroups: {} };
      new Cluster("alone", { nodeGroups, ...place }, { providers: awsProviders() });
    });
    const namesOf = (from: typeof platform): unknown[] =>
      shapeOf(from, component(from, "Cluster")).map((part) => {
        const { type, name } = part as { type: string; name: string };
        return `${type} ${name}`;
      });
    assert.deepEqual(namesOf(platform), namesOf(recorded));
  });
});
