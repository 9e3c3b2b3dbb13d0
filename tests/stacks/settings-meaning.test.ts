import { checkCases, onAws, onExisting } from "./settings-cases.js";

const BESIDE =
  "cannot be combined with existingCluster: a platform creates a network and a cluster, or uses an existing cluster";

describe("Settings: problems of the platform", () => {
  checkCases([
    [
      "a name that names in AWS cannot begin with",
      onAws({}, { name: "my platform" }),
      ['name: "my platform" is invalid: expected letters, digits and "-", beginning with a letter'],
    ],
    [
      "a name that leaves no room, said once",
      onAws({}, { name: "a".repeat(32) }),
      [
        `name: "${"a".repeat(32)}" has 32 characters: expected at most 31, because IAM names derived from it have at most 64`,
      ],
    ],
    ["the longest name", onAws({}, { name: "a".repeat(31) }), []],
    [
      "another name for the EKS cluster",
      onAws({ cluster: { name: "a b" } }),
      [
        'cluster.name: "a b" is invalid: expected at most 100 letters, digits, "-" and "_", beginning with a letter or digit',
      ],
    ],
    [
      "two places to stand on",
      { ...onAws(), existingCluster: onExisting().existingCluster },
      [`network: ${BESIDE}`, `cluster: ${BESIDE}`],
    ],
    [
      "a VPC of public addresses in one zone",
      onAws({ network: { cidrBlock: "8.8.0.0/16", availabilityZones: ["eu-central-1a"] } }),
      [
        'network.cidrBlock: "8.8.0.0/16" is invalid: expected a block within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, because the internet uses all others',
        'network.availabilityZones: ["eu-central-1a"] is invalid: expected from 2 to 4 zones',
      ],
    ],
    [
      "Services in the VPC",
      onAws({ cluster: { serviceIpv4Cidr: "10.0.0.0/20" } }),
      [
        'cluster.serviceIpv4Cidr: "10.0.0.0/20" overlaps 10.0.0.0/16, the addresses of the VPC; choose a block outside it',
      ],
    ],
    [
      "a VPC where Services are by default",
      onAws({ network: { cidrBlock: "172.20.0.0/16" } }),
      [
        'cluster.serviceIpv4Cidr: "172.20.0.0/16" overlaps 172.20.0.0/16, the addresses of the VPC; choose a block outside it',
      ],
    ],
    [
      "a cluster without nodes",
      onAws({ cluster: { nodeGroups: {} } }),
      ["cluster.nodeGroups: {} is invalid: expected at least one node group"],
    ],
    [
      "tags that the network sets, on the platform and on the network",
      onAws({}, { tags: { Name: "x", team: "web" } }),
      ['tags: "Name" is set by the network itself; leave it out'],
    ],
    [
      "another version line of Calico and of the controller",
      onAws({}, { calico: { version: "v3.20.0" }, loadBalancerController: { version: "2.1.0" } }),
      [
        'loadBalancerController.version: "2.1.0" is invalid: expected a chart version 3.x, such as 3.6.0',
        'calico.version: "v3.20.0" is invalid: expected a version of v3.32 or v3.33, such as v3.33.1',
      ],
    ],
    [
      "Calico's network on EKS",
      onAws({}, { calico: { cni: "Calico" } }),
      ['calico.cni: "Calico" is invalid: expected "AmazonVPC" on EKS; leave it out'],
    ],
    [
      "Calico's native API on an old cluster",
      onAws({ cluster: { kubernetesVersion: "1.35" } }, { calico: { api: "native" } }),
      [
        'cluster.kubernetesVersion: "1.35" is invalid: expected 1.36 or newer, which `api: native` requires; set the version of the cluster, or use `api: aggregated`',
      ],
    ],
    ["Calico's native API on the default version", onAws({}, { calico: { api: "native" } }), []],
    [
      "system namespaces that are none",
      onAws({}, { isolation: { systemNamespaces: ["default", "kube-system", "Monitoring"] } }),
      [
        'isolation.systemNamespaces[0]: "default" cannot be a system namespace, because objects without a namespace land there; give the add-on a namespace of its own',
        'isolation.systemNamespaces[1]: "kube-system" is always a system namespace; leave it out',
        'isolation.systemNamespaces[2]: "Monitoring" is invalid: expected a namespace name, which is a DNS label',
      ],
    ],
    [
      "connected networks that are none",
      onAws({}, { isolation: { connectedCidrBlocks: ["198.51.100.1/24"] } }),
      [
        'isolation.connectedCidrBlocks[0]: "198.51.100.1/24" is invalid: expected an IPv4 CIDR such as 10.0.0.0/24',
      ],
    ],
  ]);
});

describe("Settings: problems of an existing cluster", () => {
  checkCases([
    [
      "no cluster that could be meant",
      onExisting({ context: undefined }),
      [
        "existingCluster.context: is missing: expected `context` (see `kubectl config get-contexts`) or `kubeconfig`, because the current context may be another cluster",
      ],
    ],
    [
      "no addresses of pods",
      onExisting({ podCidrBlocks: [] }, { calico: { install: true } }),
      ["existingCluster.podCidrBlocks: [] is invalid: expected at least one IPv4 CIDR"],
    ],
    [
      "addresses that overlap",
      onExisting({
        apiServer: { cidrBlocks: ["10.244.1.0/24", "172.18.0.0/16"], port: 0 },
        loadBalancerCidrBlocks: ["172.18.255.0/24", "10.244.9.0/24"],
      }),
      [
        'existingCluster.apiServer.cidrBlocks[0]: "10.244.1.0/24" overlaps 10.244.0.0/16, the addresses of pods',
        'existingCluster.apiServer.cidrBlocks[1]: "172.18.0.0/16" overlaps 172.18.255.0/24, the addresses of load balancers',
        "existingCluster.apiServer.port: 0 is invalid: expected a port number from 1 to 65535",
        'existingCluster.loadBalancerCidrBlocks[1]: "10.244.9.0/24" overlaps 10.244.0.0/16, the addresses of pods',
      ],
    ],
    [
      "a controller for AWS",
      onExisting({}, { loadBalancerController: { version: "3.6.0" } }),
      [
        "loadBalancerController: cannot be combined with existingCluster: it creates AWS load balancers; leave it out",
      ],
    ],
    [
      "Calico's native API without the cluster's version",
      onExisting({}, { calico: { api: "native" } }),
      [
        "existingCluster.kubernetesVersion: is missing: expected 1.36 or newer, which `api: native` requires; set the version of the cluster, or use `api: aggregated`",
      ],
    ],
    [
      "Calico's native API with it",
      onExisting({ kubernetesVersion: "1.36" }, { calico: { api: "native" } }),
      [],
    ],
    [
      "Calico's native API that somebody else installed",
      onExisting({}, { calico: { api: "native", install: false } }),
      [],
    ],
    ["an EKS cluster of another tool", onExisting({}, { calico: { cni: "AmazonVPC" } }), []],
    [
      "an application that wants what such a platform has not",
      onExisting(
        {},
        {
          applications: {
            shop: {
              ports: [8080],
              egress: { kubernetesApi: true, databases: [{ name: "orders", port: 5432 }] },
            },
          },
        },
      ),
      [
        "applications.shop.egress.kubernetesApi: true is invalid: expected false, because the platform does not know the addresses of its API server",
        "applications.shop.egress.databases[0].cidrBlocks: is missing: expected the addresses of the database, because the platform has no data subnets",
      ],
    ],
  ]);
});
