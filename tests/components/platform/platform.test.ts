import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Platform } from "../../../components/platform/platform.js";
import { dependsTransitively, isSecret, unwrapSecrets } from "../../../recorder/index.js";
import { ofClass, subnetsOf, tagsOf } from "../network/record-network.js";
import { childrenOf, component, ofGroup, ofPackage } from "../../support/environments.js";
import { failureOf, record } from "../../support/record.js";
import { awsArgs, below, existingArgs, platformOf, recordPlatform } from "./build.js";

function partsOf(names: readonly { type: string; name: string }[]): string[] {
  return names.map(({ type, name }) => `${type.replace("bulkhead:index:", "")} ${name}`).sort();
}

describe("Platform", () => {
  it("on AWS: network, cluster, Calico, isolation, load balancer controller", async () => {
    const recorded = await platformOf(awsArgs());
    assert.deepEqual(partsOf(childrenOf(recorded, component(recorded, "Platform"))), [
      "Calico main-calico",
      "Cluster main-cluster",
      "IsolationBaseline main-isolation",
      "LoadBalancerController main-load-balancer",
      "Network main-network",
    ]);
  });

  it("on an existing cluster: Calico and the isolation", async () => {
    const recorded = await platformOf(existingArgs());
    assert.deepEqual(partsOf(childrenOf(recorded, component(recorded, "Platform"))), [
      "Calico main-calico",
      "ClusterRef main-cluster",
      "IsolationBaseline main-isolation",
    ]);
    assert.deepEqual([...ofPackage(recorded, "aws"), ...ofPackage(recorded, "eks")], []);
  });

  it("on an existing cluster with Calico: the isolation alone", async () => {
    const recorded = await platformOf(existingArgs({}, { calico: { install: false } }));
    assert.deepEqual(partsOf(childrenOf(recorded, component(recorded, "Platform"))), [
      "ClusterRef main-cluster",
      "IsolationBaseline main-isolation",
    ]);
    const [tier] = recorded.resources.filter(({ type }) => type.endsWith(":Tier"));
    assert.deepEqual(tier?.dependencies, []);
  });

  it("on AWS with another way to install Calico: the isolation waits for nodes and add-ons", async () => {
    const recorded = await platformOf(awsArgs({ calico: { install: false } }));
    assert.deepEqual(ofClass(recorded, "Calico"), []);
    const [tier] = ofClass(recorded, "Tier");
    const ready = [...ofClass(recorded, "NodeGroup"), ...ofClass(recorded, "Addon")];
    assert.equal(ready.length, 6);
    for (const { urn } of ready) assert.equal(tier?.dependencies.includes(urn), true, urn);
  });

  it("hands everything below it its providers, and Kubernetes the cluster's own", async () => {
    for (const args of [awsArgs(), existingArgs()]) {
      const recorded = await platformOf(args);
      const [kubernetes, ...more] = recorded.resources.filter(
        ({ type }) => type === "pulumi:providers:kubernetes",
      );
      assert.deepEqual(more, []);
      for (const { provider, urn } of ofPackage(recorded, "kubernetes")) {
        assert.equal(provider?.startsWith(`${kubernetes?.urn ?? "?"}::`), true, urn);
      }
      for (const { provider, urn } of ofPackage(recorded, "aws")) {
        assert.match(provider ?? "", /pulumi:providers:aws::aws::/, urn);
      }
    }
  });

  it("puts nodes into workload subnets, the control plane into its own, and the VPC's region everywhere", async () => {
    const recorded = await platformOf(awsArgs());
    const [eks] = ofPackage(recorded, "eks");
    const idsOf = (tier: string): unknown => subnetsOf(recorded, tier).map(({ id }) => id);
    assert.deepEqual(eks?.inputs.subnetIds, idsOf("control-plane"));
    assert.equal(eks?.inputs.name, "main");
    for (const { inputs } of ofClass(recorded, "NodeGroup")) {
      assert.deepEqual(inputs.subnetIds, idsOf("workload"));
    }
  });

  it("hands protect down to everything", async () => {
    const recorded = await record(() => {
      new Platform("main", existingArgs(), { protect: true });
    });
    const open = recorded.resources.slice(1).filter(({ protect }) => !protect);
    assert.deepEqual(open, []);
  });

  it("gives all AWS resources its tags, and a part's own on top of them", async () => {
    const { network, cluster } = awsArgs();
    assert.ok(network && cluster);
    const recorded = await platformOf({
      network: { ...network, tags: { part: "network", team: "net" } },
      cluster: { ...cluster, tags: { part: "cluster" } },
      tags: { team: "web", part: "none" },
    });
    for (const [className, team, part] of [
      ["Network", "net", "network"],
      ["Cluster", "web", "cluster"],
      ["LoadBalancerController", "web", "none"],
    ] as const) {
      const tagged = below(recorded, component(recorded, className)).filter(
        ({ inputs, type }) => inputs.tags !== undefined && type.startsWith("aws:"),
      );
      assert.ok(tagged.length >= 3, className);
      for (const resource of tagged) {
        const tags = tagsOf(resource);
        assert.deepEqual({ team: tags.team, part: tags.part }, { team, part }, resource.urn);
      }
    }
  });

  it("takes options that are there without a value for options that are not", async () => {
    const { network, cluster } = awsArgs();
    assert.ok(network && cluster);
    const recorded = await platformOf({
      network: { ...network, tags: undefined },
      cluster: { ...cluster, name: undefined, tags: undefined },
      tags: { team: "web" },
    });
    const [eks] = ofPackage(recorded, "eks");
    assert.equal(eks?.inputs.name, "main");
    assert.deepEqual(eks.inputs.tags, { team: "web" });
    assert.deepEqual(
      ofClass(recorded, "Vpc").map((vpc) => tagsOf(vpc).team),
      ["web"],
    );
  });

  it("registers record, kubeconfig and facts as its outputs", async () => {
    const recorded = await platformOf(awsArgs());
    const { outputs } = component(recorded, "Platform");
    assert.deepEqual(Object.keys(outputs).sort(), ["facts", "kubeconfig", "record"]);
    assert.ok(isSecret(outputs.kubeconfig));
    assert.equal(
      unwrapSecrets(outputs.kubeconfig),
      unwrapSecrets(component(recorded, "Cluster").outputs.kubeconfig),
    );
    assert.ok(!isSecret(outputs.record));
  });

  it("gives out an existing cluster's kubeconfig as a secret, and keeps it as one", async () => {
    const kubeconfig = '{"token":"t0ken"}';
    for (const given of [kubeconfig, pulumi.output(kubeconfig)]) {
      const recorded = await recordPlatform(
        existingArgs({ kubeconfig: given, context: undefined }),
      );
      const platform = component(recorded, "Platform");
      assert.ok(isSecret(platform.outputs.kubeconfig));
      assert.equal(unwrapSecrets(platform.outputs.kubeconfig), kubeconfig);
      assert.ok(!JSON.stringify(recorded.resources).includes("t0ken"));
    }
  });

  it("has applications of its program wait for walls and controller", async () => {
    const recorded = await platformOf(awsArgs());
    const [release] = ofClass(recorded, "Release").filter(({ name }) =>
      name.endsWith("load-balancer-controller"),
    );
    const walls = below(recorded, component(recorded, "IsolationBaseline"));
    for (const { urn } of walls) {
      assert.ok(dependsTransitively(recorded, release?.urn ?? "", urn), urn);
    }
    assert.equal(ofGroup(recorded, "projectcalico.org").length, 5);
  });

  it("throws all problems of all parts at once, in its own words, before anything is made", async () => {
    const message = await failureOf(() => {
      new Platform("main", {
        network: { cidrBlock: "10.0.0.0/30", availabilityZones: ["eu-central-1a"] },
        cluster: { nodeGroups: {} },
        isolation: { systemNamespaces: ["default"] },
        calico: { version: "v1.0.0" },
        loadBalancerController: { version: "1.0.0" },
      });
    });
    const paths = [
      "network.cidrBlock",
      "network.availabilityZones",
      "cluster.nodeGroups",
      "loadBalancerController.version",
      "calico.version",
      "isolation.systemNamespaces[0]",
    ];
    assert.match(message, /^Platform "main" has 6 problems:\n/);
    const listed = message.split("\n").slice(1, 7);
    assert.deepEqual(
      listed.map((line) => line.trim().split(":")[0]),
      paths,
    );
  });

  it("finds everything that a part would refuse, so that no part is the first to fail", async () => {
    const failing = [
      awsArgs({ tags: { Name: "x" } }),
      awsArgs({ calico: { cni: "Calico" } }),
      existingArgs({ context: undefined }),
      existingArgs({ podCidrBlocks: ["10.244.0.1/16"] }),
      {},
      { ...awsArgs(), ...existingArgs() },
    ];
    for (const args of failing) {
      const message = await failureOf(() => {
        new Platform("main", args);
      });
      assert.match(message, /^Platform "main" has \d+ problems?:/);
    }
    const tooLong = await failureOf(() => {
      new Platform("m".repeat(32), awsArgs());
    });
    assert.match(tooLong, /^Platform "m+" has 1 problem:\n {2}name: /);
  });

  it("accepts the longest name that its longest child has room for", async () => {
    const recorded = await record(() => {
      new Platform("m".repeat(31), awsArgs());
    });
    const longest = Math.max(
      ...ofClass(recorded, "Role").map(({ name }) => name.length),
      `${"m".repeat(31)}-cluster-eks-eksRole-role`.length,
    );
    assert.equal(longest + "-1234567".length, 64);
  });
});
