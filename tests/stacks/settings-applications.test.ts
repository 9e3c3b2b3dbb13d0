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
        'applications.kube-system: "kube-system" is a namespace of the cluster: choose another name',
        'applications.monitoring: "monitoring" is a namespace of the cluster: choose another name',
        'applications.default: "default" is a namespace of the cluster: choose another name',
      ],
    ],
    [
      "a name that no namespace can have",
      onAws({}, { applications: { Shop: { ports: [80] } } }),
      [
        'applications.Shop: "Shop" is not a DNS label: lower-case letters, digits and "-", beginning with a letter and not ending in "-"',
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
      ['applications.blog.albSlot: 1 belongs to application "shop"; the next free slot is 3'],
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
        'applications.blog.albSlot: 4 belongs to application "shop"; the next free slot is 1',
        'applications.wiki.albSlot: 4 belongs to application "shop"; the next free slot is 1',
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
        "applications.shop.albSlot: is missing: a dedicated load balancer needs one; the next free slot is 1",
        "applications.blog.albSlot: 8 is not accepted: a slot from 1 to 7; the next free slot is 1",
      ],
    ],
    [
      "a shared load balancer that nobody offers",
      withShop({
        loadBalancer: { placement: "shared", scheme: "internal", hosts: ["web.example"] },
      }),
      [
        'applications.shop.loadBalancer.placement: "shared" is not accepted: this platform has no shared load balancer: set "sharedAlb" of its network, or use "dedicated"',
        'applications.shop.loadBalancer.scheme: "internal" is not accepted: a shared load balancer is internet-facing; use a dedicated one',
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
        "applications.shop.egress.databases[0].cidrBlocks[0]: 10.0.128.0/24 overlaps 10.0.128.0/17: pods live there; declare the application in egress.applications instead",
        'applications.shop.egress.applications[0].application: "shop" is this application: its own namespace is always open to it',
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
        'network.natGateway: "regionl" is not accepted: one of "regional", "zonal", "none"; did you mean "regional"?',
        'isolation.mod: no such field; did you mean "mode"?',
        'applications.blog.ports: "80" is not accepted: a list',
        'name: "my platform" is not accepted: letters, digits and "-", beginning with a letter',
        'cluster.kubernetesVersion: "1.20" is not accepted: the versions with known add-ons are 1.35, 1.36',
        'calico.version: "v3.20.0" is not accepted: a version of the lines v3.32 and v3.33, such as v3.33.1',
        'isolation.systemNamespaces[0]: "default" cannot be a system namespace: every forgotten object lands there. Give the add-on a namespace of its own',
        'applications.kube-system: "kube-system" is a namespace of the cluster: choose another name',
        "applications.shop.ports[0]: 0 is not accepted: a port number from 1 to 65535",
        "applications.shop.albSlot: 500 is not accepted: a slot from 1 to 127; the next free slot is 1",
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
        'existingCluster.podCidrBlocks: "10.244.0.0/16" is not accepted: a list',
        "applications.shop.loadBalancer.sourceCidrBlocks: [] is not accepted: at least one IPv4 network",
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
        "cluster.nodeGroups: {} is not accepted: at least one node group, or nothing could run in the cluster",
        'applications.monitoring: "monitoring" is a namespace of the cluster: choose another name',
        "applications.shop.albSlot: 9 is not accepted: a slot from 1 to 7; the next free slot is 1",
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
      ['applications.blog.ports: "80" is not accepted: a list'],
    ],
  ]);
});
