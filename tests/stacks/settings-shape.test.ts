import { checkCases, onAws, onExisting, withShop } from "./settings-cases.js";

const NEEDS_BOTH =
  "is missing: a platform needs a network and a cluster in it, or existingCluster in place of both";

describe("Settings: fields that are unknown", () => {
  checkCases([
    [
      "a section that nobody knows",
      onAws({}, { region: "eu-central-1" }),
      [
        "region: no such field; there are name, network, cluster, existingCluster, calico, sharedLoadBalancer, loadBalancerController, isolation, applications, tags, protect",
      ],
    ],
    [
      "a misspelled section",
      onAws({}, { isolatoin: { mode: "staged" } }),
      ['isolatoin: no such field; did you mean "isolation"?'],
    ],
    [
      "other capitals",
      onAws({ network: { natgateway: "zonal" } }),
      ['network.natgateway: no such field; did you mean "natGateway"?'],
    ],
    [
      "the beginning of a field",
      onAws({ network: { cidr: "10.0.0.0/16" } }),
      ['network.cidr: no such field; did you mean "cidrBlock"?'],
    ],
    [
      "a field that is near to none",
      onAws({ network: { foo: 1 } }),
      [
        "network.foo: no such field; there are cidrBlock, availabilityZones, natGateway, vpcEndpoints, flowLogs, sharedAlb",
      ],
    ],
    [
      "a field below a name and in a list",
      withShop({
        egress: { databases: [{ name: "orders", port: 5432, hosts: [] }], databses: [] },
      }),
      [
        "applications.shop.egress.databases[0].hosts: no such field; there are name, port, cidrBlocks, securityGroupId",
        'applications.shop.egress.databses: no such field; did you mean "databases"?',
      ],
    ],
    [
      "a field of a node group",
      onAws({
        cluster: {
          nodeGroups: {
            general: { instanceTypes: ["m7i.large"], minSize: 1, maxSize: 2, desiredSize: 2 },
          },
        },
      }),
      [
        "cluster.nodeGroups.general.desiredSize: no such field; there are instanceTypes, capacityType, minSize, maxSize, diskSizeGiB, gpu, labels, taints, maxPods, maxUnavailablePercentage",
      ],
    ],
  ]);
});

describe("Settings: values of another type", () => {
  checkCases([
    [
      "a number where text is expected, as YAML reads versions",
      onAws({ cluster: { kubernetesVersion: 1.36 } }),
      ["cluster.kubernetesVersion: 1.36 is not accepted: text; put it in quotes"],
    ],
    [
      "a quantity without quotes",
      withShop({ quota: { requestsCpu: 8 } }),
      ["applications.shop.quota.requestsCpu: 8 is not accepted: text; put it in quotes"],
    ],
    [
      "text where a number is expected",
      withShop({ albSlot: "1", ports: ["8080"] }),
      [
        'applications.shop.albSlot: "1" is not accepted: a number',
        'applications.shop.ports[0]: "8080" is not accepted: a number',
      ],
    ],
    [
      "one value where a list is expected",
      onAws({ network: { availabilityZones: "eu-central-1a" } }),
      ['network.availabilityZones: "eu-central-1a" is not accepted: a list'],
    ],
    [
      "yes in place of true",
      onAws({ network: { sharedAlb: "yes" } }, { protect: "yes" }),
      [
        'network.sharedAlb: "yes" is not accepted: true or false',
        'protect: "yes" is not accepted: true or false',
      ],
    ],
    [
      "applications as a list",
      onAws({}, { applications: ["shop"] }),
      ['applications: ["shop"] is not accepted: a map by name'],
    ],
    ["an empty list of tags", onAws({}, { tags: [] }), ["tags: [] is not accepted: a map by name"]],
    [
      "a name without anything",
      onAws({}, { applications: { shop: null } }),
      ["applications.shop: is empty: it takes a map of its fields"],
    ],
    [
      "a section as text",
      onAws({}, { isolation: "staged" }),
      ['isolation: "staged" is not accepted: a map of its fields'],
    ],
    [
      "a number as name",
      onAws({}, { name: 5 }),
      ["name: 5 is not accepted: text; put it in quotes"],
    ],
    [
      "something long, of which the beginning is shown",
      onAws({ network: { cidrBlock: { a: "x".repeat(99) } } }),
      [`network.cidrBlock: {"a":"${"x".repeat(54)}… is not accepted: text`],
    ],
  ]);
});

describe("Settings: words that are unknown", () => {
  checkCases([
    [
      "a misspelled word",
      onAws({ network: { natGateway: "regionl" } }),
      [
        'network.natGateway: "regionl" is not accepted: one of "regional", "zonal", "none"; did you mean "regional"?',
      ],
    ],
    [
      "a word that is near to none",
      onAws({}, { isolation: { mode: "audit" } }),
      ['isolation.mode: "audit" is not accepted: one of "enforced", "staged"'],
    ],
    [
      "AWS's spelling of a capacity type",
      onAws({
        cluster: {
          nodeGroups: {
            general: {
              instanceTypes: ["m7i.large"],
              minSize: 1,
              maxSize: 2,
              capacityType: "ON_DEMAND",
            },
          },
        },
      }),
      [
        'cluster.nodeGroups.general.capacityType: "ON_DEMAND" is not accepted: one of "on-demand", "spot"; did you mean "on-demand"?',
      ],
    ],
    [
      "a placement, a scheme, a pod security standard",
      withShop({
        albSlot: 1,
        podSecurity: "privileged",
        loadBalancer: { placement: "own", scheme: "internet" },
      }),
      [
        'applications.shop.podSecurity: "privileged" is not accepted: one of "restricted", "baseline"',
        'applications.shop.loadBalancer.placement: "own" is not accepted: one of "dedicated", "shared"',
        'applications.shop.loadBalancer.scheme: "internet" is not accepted: one of "internet-facing", "internal"; did you mean "internet-facing"?',
      ],
    ],
  ]);
});

describe("Settings: what is missing", () => {
  checkCases([
    [
      "everything",
      {},
      [
        "name: is missing: it takes text",
        "applications: is missing: it takes a map by name",
        `network: ${NEEDS_BOTH}`,
        `cluster: ${NEEDS_BOTH}`,
      ],
    ],
    ["the cluster", { ...onAws(), cluster: undefined }, [`cluster: ${NEEDS_BOTH}`]],
    ["the network", { ...onAws(), network: undefined }, [`network: ${NEEDS_BOTH}`]],
    [
      "fields below",
      onAws(
        { network: { availabilityZones: undefined }, cluster: { nodeGroups: undefined } },
        { applications: { shop: {} } },
      ),
      [
        "network.availabilityZones: is missing: it takes a list",
        "cluster.nodeGroups: is missing: it takes a map by name",
        "applications.shop.ports: is missing: it takes a list",
      ],
    ],
    [
      "the addresses of an existing cluster's pods",
      onExisting({ podCidrBlocks: undefined }),
      ["existingCluster.podCidrBlocks: is missing: it takes a list"],
    ],
  ]);
});

describe("Settings: sections that are left out", () => {
  checkCases([
    [
      "empty sections, which is how Pulumi.yaml leaves them out",
      onAws(
        {},
        { calico: {}, isolation: {}, loadBalancerController: {}, existingCluster: {}, tags: {} },
      ),
      [],
    ],
    [
      "a network and a cluster that are empty",
      onExisting({}, { network: {}, cluster: {}, loadBalancerController: {} }),
      [],
    ],
    [
      "all of them",
      { name: "acme", network: {}, cluster: {}, existingCluster: {}, applications: {} },
      [`network: ${NEEDS_BOTH}`, `cluster: ${NEEDS_BOTH}`],
    ],
  ]);
});
