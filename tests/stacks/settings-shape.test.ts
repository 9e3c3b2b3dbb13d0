import { checkCases, onAws, onExisting, withShop } from "./settings-cases.js";

const NEEDS_BOTH =
  "is missing: expected a network and a cluster, or existingCluster instead of both";

describe("Settings: fields that are unknown", () => {
  checkCases([
    [
      "an unknown section",
      onAws({}, { region: "eu-central-1" }),
      [
        "region: unknown field: expected one of name, network, cluster, existingCluster, calico, sharedLoadBalancer, loadBalancerController, isolation, applications, tags, protect",
      ],
    ],
    [
      "a misspelled section",
      onAws({}, { isolatoin: { mode: "staged" } }),
      ['isolatoin: unknown field; did you mean "isolation"?'],
    ],
    [
      "other capitals",
      onAws({ network: { natgateway: "zonal" } }),
      ['network.natgateway: unknown field; did you mean "natGateway"?'],
    ],
    [
      "the beginning of a field",
      onAws({ network: { cidr: "10.0.0.0/16" } }),
      ['network.cidr: unknown field; did you mean "cidrBlock"?'],
    ],
    [
      "a field that is near to none",
      onAws({ network: { foo: 1 } }),
      [
        "network.foo: unknown field: expected one of cidrBlock, availabilityZones, natGateway, vpcEndpoints, flowLogs, sharedAlb",
      ],
    ],
    [
      "a field below a name and in a list",
      withShop({
        egress: { databases: [{ name: "orders", port: 5432, hosts: [] }], databses: [] },
      }),
      [
        "applications.shop.egress.databases[0].hosts: unknown field: expected one of name, port, cidrBlocks, securityGroupId",
        'applications.shop.egress.databses: unknown field; did you mean "databases"?',
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
        "cluster.nodeGroups.general.desiredSize: unknown field: expected one of instanceTypes, capacityType, minSize, maxSize, diskSizeGiB, gpu, labels, taints, maxPods, maxUnavailablePercentage",
      ],
    ],
  ]);
});

describe("Settings: values of another type", () => {
  checkCases([
    [
      "a number where text is expected, as YAML reads versions",
      onAws({ cluster: { kubernetesVersion: 1.36 } }),
      ["cluster.kubernetesVersion: 1.36 is invalid: expected a string; put it in quotes"],
    ],
    [
      "a quantity without quotes",
      withShop({ quota: { requestsCpu: 8 } }),
      ["applications.shop.quota.requestsCpu: 8 is invalid: expected a string; put it in quotes"],
    ],
    [
      "text where a number is expected",
      withShop({ albSlot: "1", ports: ["8080"] }),
      [
        'applications.shop.albSlot: "1" is invalid: expected a number',
        'applications.shop.ports[0]: "8080" is invalid: expected a number',
      ],
    ],
    [
      "one value where a list is expected",
      onAws({ network: { availabilityZones: "eu-central-1a" } }),
      ['network.availabilityZones: "eu-central-1a" is invalid: expected a list'],
    ],
    [
      "yes in place of true",
      onAws({ network: { sharedAlb: "yes" } }, { protect: "yes" }),
      [
        'network.sharedAlb: "yes" is invalid: expected true or false',
        'protect: "yes" is invalid: expected true or false',
      ],
    ],
    [
      "applications as a list",
      onAws({}, { applications: ["shop"] }),
      ['applications: ["shop"] is invalid: expected a map by name'],
    ],
    [
      "an empty list of tags",
      onAws({}, { tags: [] }),
      ["tags: [] is invalid: expected a map by name"],
    ],
    [
      "a name without anything",
      onAws({}, { applications: { shop: null } }),
      ["applications.shop: is empty: expected a map of fields"],
    ],
    [
      "a section as text",
      onAws({}, { isolation: "staged" }),
      ['isolation: "staged" is invalid: expected a map of fields'],
    ],
    [
      "a number as name",
      onAws({}, { name: 5 }),
      ["name: 5 is invalid: expected a string; put it in quotes"],
    ],
    [
      "something long, of which the beginning is shown",
      onAws({ network: { cidrBlock: { a: "x".repeat(99) } } }),
      [`network.cidrBlock: {"a":"${"x".repeat(54)}… is invalid: expected a string`],
    ],
  ]);
});

describe("Settings: words that are unknown", () => {
  checkCases([
    [
      "a misspelled word",
      onAws({ network: { natGateway: "regionl" } }),
      [
        'network.natGateway: "regionl" is invalid: expected one of "regional", "zonal", "none"; did you mean "regional"?',
      ],
    ],
    [
      "a word that is near to none",
      onAws({}, { isolation: { mode: "audit" } }),
      ['isolation.mode: "audit" is invalid: expected one of "enforced", "staged"'],
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
        'cluster.nodeGroups.general.capacityType: "ON_DEMAND" is invalid: expected one of "on-demand", "spot"; did you mean "on-demand"?',
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
        'applications.shop.podSecurity: "privileged" is invalid: expected one of "restricted", "baseline"',
        'applications.shop.loadBalancer.placement: "own" is invalid: expected one of "dedicated", "shared"',
        'applications.shop.loadBalancer.scheme: "internet" is invalid: expected one of "internet-facing", "internal"; did you mean "internet-facing"?',
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
        "name: is missing: expected a string",
        "applications: is missing: expected a map by name",
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
        "network.availabilityZones: is missing: expected a list",
        "cluster.nodeGroups: is missing: expected a map by name",
        "applications.shop.ports: is missing: expected a list",
      ],
    ],
    [
      "the addresses of an existing cluster's pods",
      onExisting({ podCidrBlocks: undefined }),
      ["existingCluster.podCidrBlocks: is missing: expected a list"],
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
