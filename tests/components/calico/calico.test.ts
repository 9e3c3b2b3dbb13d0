import assert from "node:assert/strict";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Calico } from "../../../components/calico/calico.js";
import { CalicoApi, CalicoCni, type CalicoArgs } from "../../../components/calico/args.js";
import {
  dependsTransitively,
  unwrapSecrets,
  type RecordedProgram,
} from "../../../recorder/index.js";
import { record, resourceNamed } from "../../support/record.js";

const CHART = "kubernetes:helm.sh/v4:Chart";
const NAMESPACE = "kubernetes:core/v1:Namespace";
const RELEASE = "kubernetes:helm.sh/v3:Release";
const INSTALLATION = "kubernetes:operator.tigera.io/v1:Installation";
const API_SERVER = "kubernetes:operator.tigera.io/v1:APIServer";
const PROVIDER = "pulumi:providers:kubernetes";

const PUBLIC_REPOSITORY = { repo: "https://docs.tigera.io/calico/charts" };

function program(args?: CalicoArgs): Calico {
  const provider = new k8s.Provider("cluster", { context: "test" });
  const node = new k8s.core.v1.ConfigMap("node", {}, { provider });
  const calico = new Calico("calico", args, { provider, dependsOn: [node] });
  new k8s.apiextensions.CustomResource(
    "tier",
    { apiVersion: "projectcalico.org/v3", kind: "Tier" },
    { provider, dependsOn: calico.ready() },
  );
  return calico;
}

function childrenOf(recorded: RecordedProgram): string[] {
  const { urn } = resourceNamed(recorded, "bulkhead:index:Calico", "calico");
  return recorded.resources
    .filter(({ parent }) => parent === urn)
    .map(({ type, name }) => `${type} ${name}`)
    .sort();
}

function inputs(recorded: RecordedProgram, type: string, name: string): Record<string, unknown> {
  return unwrapSecrets(resourceNamed(recorded, type, name).inputs) as Record<string, unknown>;
}

describe("Calico", () => {
  it("creates exactly these resources, on the provider it was given", async () => {
    const recorded = await record(() => program());
    assert.deepEqual(childrenOf(recorded), [
      `${NAMESPACE} calico-namespace`,
      `${RELEASE} calico-operator`,
      `${CHART} calico-crds`,
      `${API_SERVER} calico-api-server`,
      `${INSTALLATION} calico-installation`,
    ]);
    const provider = resourceNamed(recorded, PROVIDER, "cluster");
    for (const { type, provider: used, providers, name } of recorded.resources) {
      if (!type.startsWith("kubernetes:")) continue;
      assert.ok((used ?? providers.kubernetes)?.startsWith(provider.urn), name);
    }
  });

  it("registers in a preview what it registers in an update", async () => {
    const update = childrenOf(await record(() => program()));
    assert.deepEqual(childrenOf(await record(() => program(), { mode: "preview" })), update);
  });

  it("installs the definitions from their own chart, never as a release", async () => {
    assert.deepEqual(inputs(await record(() => program()), CHART, "calico-crds"), {
      chart: "crd.projectcalico.org.v1",
      version: "v3.33.1",
      repositoryOpts: PUBLIC_REPOSITORY,
      namespace: "default",
    });
  });

  it("lets the operator run on the host network", async () => {
    const { metadata } = inputs(await record(() => program()), NAMESPACE, "calico-namespace");
    assert.deepEqual(metadata, {
      name: "tigera-operator",
      labels: { name: "tigera-operator", "pod-security.kubernetes.io/enforce": "privileged" },
    });
  });

  it("installs the operator alone, and waits for it", async () => {
    assert.deepEqual(inputs(await record(() => program()), RELEASE, "calico-operator"), {
      chart: "tigera-operator",
      version: "v3.33.1",
      repositoryOpts: PUBLIC_REPOSITORY,
      name: "tigera-operator",
      namespace: "tigera-operator",
      values: {
        installation: { enabled: false },
        apiServer: { enabled: false },
        goldmane: { enabled: false },
        whisker: { enabled: false },
      },
      skipCrds: true,
      atomic: true,
      timeout: 600,
      compat: "true",
    });
  });

  it("installs policies only, beside the VPC CNI, and waits until that works", async () => {
    const recorded = await record(() => program());
    const waited = { name: "default", annotations: { "pulumi.com/waitFor": "condition=Ready" } };
    const { metadata, spec } = inputs(recorded, INSTALLATION, "calico-installation");
    assert.deepEqual(metadata, waited);
    assert.deepEqual(spec, {
      kubernetesProvider: "EKS",
      cni: { type: "AmazonVPC" },
      calicoNetwork: { bgp: "Disabled", linuxDataplane: "Iptables" },
      kubeletVolumePluginPath: "None",
      flexVolumePath: "None",
      calicoNodeDaemonSet: {
        spec: {
          template: {
            spec: {
              containers: [
                {
                  name: "calico-node",
                  resources: { requests: { cpu: "250m", memory: "256Mi" } },
                },
              ],
            },
          },
        },
      },
    });
    const apiServer = inputs(recorded, API_SERVER, "calico-api-server");
    assert.deepEqual(apiServer.metadata, waited);
    assert.deepEqual(apiServer.spec, {});
  });

  it("connects pods itself outside AWS", async () => {
    const args = { cni: CalicoCni.Calico, podCidrBlocks: ["10.244.0.0/16"] };
    const recorded = await record(() => program(args));
    const spec = inputs(recorded, INSTALLATION, "calico-installation").spec as Record<
      string,
      unknown
    >;
    assert.ok(!("kubernetesProvider" in spec));
    assert.deepEqual(spec.cni, { type: "Calico" });
    assert.deepEqual(spec.calicoNetwork, {
      bgp: "Disabled",
      linuxDataplane: "Iptables",
      ipPools: [
        {
          cidr: "10.244.0.0/16",
          encapsulation: "VXLAN",
          natOutgoing: "Enabled",
          nodeSelector: "all()",
        },
      ],
    });
  });

  it("takes everything that its arguments say", async () => {
    const recorded = await record(() =>
      program({
        version: "v3.32.4",
        api: CalicoApi.Native,
        kubernetesVersion: "1.36",
        charts: { repository: "oci://registry.example.com/charts/" },
        registry: "registry.example.com/mirror",
        nodeResources: { cpu: "1", memory: "1Gi" },
      }),
    );
    const crds = inputs(recorded, CHART, "calico-crds");
    assert.equal(crds.chart, "oci://registry.example.com/charts/projectcalico.org.v3");
    assert.equal(crds.version, "v3.32.4");
    const operator = inputs(recorded, RELEASE, "calico-operator");
    assert.equal(operator.chart, "oci://registry.example.com/charts/tigera-operator");
    assert.deepEqual((operator.values as { tigeraOperator: unknown }).tigeraOperator, {
      registry: "registry.example.com/mirror",
    });
    const installation = inputs(recorded, INSTALLATION, "calico-installation");
    const spec = JSON.stringify(installation.spec);
    assert.match(spec, /"registry":"registry\.example\.com\/mirror\/"/);
    assert.match(spec, /"requests":\{"cpu":"1","memory":"1Gi"\}/);
  });
});

describe("Calico, order", () => {
  let recorded: RecordedProgram;

  before(async () => {
    recorded = await record(() => program());
  });

  const CHAIN: [type: string, name: string][] = [
    ["kubernetes:core/v1:ConfigMap", "node"],
    [CHART, "calico-crds"],
    [NAMESPACE, "calico-namespace"],
    [RELEASE, "calico-operator"],
    [INSTALLATION, "calico-installation"],
    [API_SERVER, "calico-api-server"],
    ["kubernetes:projectcalico.org/v3:Tier", "tier"],
  ];

  for (const [index, [type, name]] of CHAIN.entries()) {
    for (const [earlierType, earlierName] of CHAIN.slice(0, index)) {
      it(`${name} waits for ${earlierName}, and goes before it`, () => {
        const later = resourceNamed(recorded, type, name).urn;
        const earlier = resourceNamed(recorded, earlierType, earlierName).urn;
        assert.ok(dependsTransitively(recorded, later, earlier));
        assert.ok(!dependsTransitively(recorded, earlier, later));
      });
    }
  }

  it("hands on what it waits for in every form", async () => {
    for (const wrap of [
      (node: pulumi.Resource) => node,
      (node: pulumi.Resource) => [node],
      (node: pulumi.Resource) => pulumi.output([node]),
    ]) {
      const wrapped = await record(() => {
        const provider = new k8s.Provider("cluster", { context: "test" });
        const node = new k8s.core.v1.ConfigMap("node", {}, { provider });
        new Calico("calico", {}, { provider, dependsOn: wrap(node) });
      });
      const { dependencies } = resourceNamed(wrapped, CHART, "calico-crds");
      const node = resourceNamed(wrapped, "kubernetes:core/v1:ConfigMap", "node").urn;
      assert.deepEqual(dependencies, [node]);
    }
  });
});
