import { checkCases, onAws, onExisting, withShop } from "./settings-cases.js";

describe("Settings: problems of applications", () => {
  const loadBalancer = {};

  checkCases([
    [
      "names of namespaces of the cluster",
      onAws(
        {},
        {
          isolation: { systemNamespaces: ["monitoring"] },
          applications: {
            "kube-system": { ports: [80] },
            monitoring: { ports: [80] },
            default: { ports: [80] },
          },
        },
      ),
      [
        'applications.kube-system: "kube-system" is reserved for the cluster; choose another name',
        'applications.monitoring: "monitoring" is reserved for the cluster; choose another name',
        'applications.default: "default" is reserved for the cluster; choose another name',
      ],
    ],
    [
      "a name that no namespace can have",
      onAws({}, { applications: { Shop: { ports: [80] } } }),
      [
        'applications.Shop: "Shop" is invalid: expected a DNS label: lower-case letters, digits and "-", beginning with a letter and not ending in "-"',
      ],
    ],
    [
      "a slot for two: the free one is free of those that come later, too",
      onAws(
        {},
        {
          applications: {
            shop: { ports: [80], albSlot: 1, loadBalancer },
            blog: { ports: [80], albSlot: 1, loadBalancer },
            wiki: { ports: [80], albSlot: 2, loadBalancer },
          },
        },
      ),
      ['applications.blog.albSlot: 1 is taken by application "shop"; the next free slot is 3'],
    ],
    [
      "a slot for three",
      onAws(
        {},
        {
          applications: {
            shop: { ports: [80], albSlot: 4, loadBalancer },
            blog: { ports: [80], albSlot: 4, loadBalancer },
            wiki: { ports: [80], albSlot: 4, loadBalancer },
          },
        },
      ),
      [
        'applications.blog.albSlot: 4 is taken by application "shop"; the next free slot is 1',
        'applications.wiki.albSlot: 4 is taken by application "shop"; the next free slot is 1',
      ],
    ],
    [
      "no slot, and one that the block has not",
      onAws(
        { network: { cidrBlock: "10.0.0.0/20" } },
        {
          applications: {
            shop: { ports: [80], loadBalancer },
            blog: { ports: [80], albSlot: 8, loadBalancer },
          },
        },
      ),
      [
        "applications.shop.albSlot: is missing: expected a slot for the dedicated load balancer; the next free slot is 1",
        "applications.blog.albSlot: 8 is invalid: expected a slot from 1 to 7; the next free slot is 1",
      ],
    ],
    [
      "a shared load balancer on a platform without one",
      withShop({
        loadBalancer: { placement: "shared", scheme: "internal", hosts: ["web.example"] },
      }),
      [
        'applications.shop.loadBalancer.placement: "shared" requires a shared load balancer: set network.sharedAlb of the platform, or use "dedicated"',
        'applications.shop.loadBalancer.scheme: "internal" cannot be combined with placement "shared": the shared load balancer is internet-facing; use a dedicated one',
      ],
    ],
    [
      "a database among the pods, and itself as a neighbour",
      withShop({
        egress: {
          databases: [{ name: "orders", port: 5432, cidrBlocks: ["10.0.128.0/24"] }],
          applications: [{ application: "shop", ports: [8080] }],
        },
      }),
      [
        'applications.shop.egress.databases[0].cidrBlocks[0]: "10.0.128.0/24" overlaps 10.0.128.0/17, the addresses of pods; declare the application in egress.applications instead',
        'applications.shop.egress.applications[0].application: "shop" is the application itself: pods of one namespace always reach each other; leave it out',
      ],
    ],
  ]);
});

describe("Settings: problems in several places at once", () => {
  checkCases([
    [
      "of shape and of meaning, in every section",
      onAws(
        { network: { natGateway: "regionl" }, cluster: { kubernetesVersion: "1.20" } },
        {
          name: "my platform",
          calico: { version: "v3.20.0" },
          isolation: { systemNamespaces: ["default"], mod: "staged" },
          applications: {
            "kube-system": { ports: [80] },
            shop: { ports: [0], albSlot: 500, loadBalancer: {} },
            blog: { ports: "80" },
          },
        },
      ),
      [
        'network.natGateway: "regionl" is invalid: expected one of "regional", "zonal", "none"; did you mean "regional"?',
        'isolation.mod: unknown field; did you mean "mode"?',
        'applications.blog.ports: "80" is invalid: expected a list',
        'name: "my platform" is invalid: expected letters, digits and "-", beginning with a letter',
        'cluster.kubernetesVersion: "1.20" is invalid: expected one of 1.35, 1.36, the versions with known add-ons',
        'calico.version: "v3.20.0" is invalid: expected a version of v3.32 or v3.33, such as v3.33.1',
        'isolation.systemNamespaces[0]: "default" cannot be a system namespace, because objects without a namespace land there; give the add-on a namespace of its own',
        'applications.kube-system: "kube-system" is reserved for the cluster; choose another name',
        "applications.shop.ports[0]: 0 is invalid: expected a port number from 1 to 65535",
        "applications.shop.albSlot: 500 is invalid: expected a slot from 1 to 127; the next free slot is 1",
      ],
    ],
    [
      "of an application, although the existing cluster is broken",
      onExisting(
        { podCidrBlocks: "10.244.0.0/16" },
        {
          applications: {
            shop: { ports: [8080], egress: { kubernetesApi: true }, loadBalancer: {} },
          },
        },
      ),
      [
        'existingCluster.podCidrBlocks: "10.244.0.0/16" is invalid: expected a list',
        "applications.shop.loadBalancer.sourceCidrBlocks: [] is invalid: expected at least one IPv4 CIDR",
      ],
    ],
    [
      "of an application, against the sections that are sound: slots of the network, further system namespaces",
      onAws(
        { network: { cidrBlock: "10.0.0.0/20" }, cluster: { nodeGroups: {} } },
        {
          isolation: { systemNamespaces: ["monitoring"] },
          applications: {
            monitoring: { ports: [80] },
            shop: { ports: [80], albSlot: 9, loadBalancer: {} },
          },
        },
      ),
      [
        "cluster.nodeGroups: {} is invalid: expected at least one node group",
        'applications.monitoring: "monitoring" is reserved for the cluster; choose another name',
        "applications.shop.albSlot: 9 is invalid: expected a slot from 1 to 7; the next free slot is 1",
      ],
    ],
    [
      "while a slot belongs to an application that cannot be read",
      onAws(
        {},
        {
          applications: {
            shop: { ports: [80], albSlot: 1, loadBalancer: {} },
            blog: { ports: "80", albSlot: 1, loadBalancer: {} },
          },
        },
      ),
      ['applications.blog.ports: "80" is invalid: expected a list'],
    ],
  ]);
});
