import { isCidr, overlapsCidr } from "../../basics/cidr.js";
import { CalicoCni } from "../calico/args.js";
import { findCalicoIssues } from "../calico/issues.js";
import { DEFAULT_SERVICE_CIDR } from "../cluster/control-plane/plan.js";
import { findClusterIssues, findClusterRefIssues } from "../cluster/issues.js";
import { findIsolationBaselineIssues } from "../isolation/issues.js";
import { findControllerIssues } from "../load-balancer/issues.js";
import { findNetworkIssues } from "../network/issues.js";
import { findCidrListIssues, findPortIssues } from "../shared/address-issues.js";
import { issue, issuesWithin, type Issue } from "../shared/issues.js";
import { findComponentNameIssues } from "../shared/name-issues.js";
import { findSharedLoadBalancerIssues } from "../shared/shared-load-balancer.js";
import type { ExistingClusterArgs, PlatformArgs } from "./args.js";
import { chooseCni, planCalicoArgs, networkRegion } from "./plan.js";

/** What names in AWS and Kubernetes may all begin with. */
const PLATFORM_NAME = /^[A-Za-z][-A-Za-z0-9]*$/;

/** The longest IAM name in a platform is the EKS service role's; load balancer controller and network are shorter. */
const LONGEST_CHILD_SUFFIX = "-cluster-eks-eksRole-role";

/** The name begins every name in the platform, so its problems are found once, here. */
function findNameIssues(name: string): Issue[] {
  if (PLATFORM_NAME.test(name)) return findComponentNameIssues(name, LONGEST_CHILD_SUFFIX);
  return [issue("name", name, 'letters, digits and "-", beginning with a letter')];
}

function findExistingIssues(cluster: ExistingClusterArgs): Issue[] {
  const { podCidrBlocks, apiServer, loadBalancerCidrBlocks } = cluster;
  const pods = { cidrBlocks: podCidrBlocks.filter(isCidr), owner: "the addresses of pods" };
  const loadBalancers = {
    cidrBlocks: (loadBalancerCidrBlocks ?? []).filter(isCidr),
    owner: "the addresses of load balancers",
  };
  return [
    ...findClusterRefIssues(cluster),
    ...findCidrListIssues("podCidrBlocks", podCidrBlocks),
    ...(apiServer
      ? [
          ...findCidrListIssues("apiServer.cidrBlocks", apiServer.cidrBlocks, [
            pods,
            loadBalancers,
          ]),
          ...findPortIssues("apiServer.port", apiServer.port),
        ]
      : []),
    ...(loadBalancerCidrBlocks
      ? findCidrListIssues("loadBalancerCidrBlocks", loadBalancerCidrBlocks, [pods])
      : []),
  ];
}

/** A platform stands either in a VPC of its own or on a cluster that exists. */
function findShapeIssues({ network, cluster, existingCluster }: PlatformArgs): Issue[] {
  if (existingCluster) {
    const message =
      "cannot be combined with existingCluster: a platform creates a network and a cluster, or uses an existing cluster";
    return [
      ...(network ? [{ path: "network", message }] : []),
      ...(cluster ? [{ path: "cluster", message }] : []),
    ];
  }
  const message =
    "is missing: expected a network and a cluster, or existingCluster instead of both";
  return [
    ...(network ? [] : [{ path: "network", message }]),
    ...(cluster ? [] : [{ path: "cluster", message }]),
  ];
}

function findAwsOnlyIssues({ existingCluster, loadBalancerController }: PlatformArgs): Issue[] {
  if (!existingCluster || !loadBalancerController) return [];
  const message =
    "cannot be combined with existingCluster: it creates AWS load balancers; leave it out";
  return [{ path: "loadBalancerController", message }];
}

/** The cluster that a platform creates has the VPC CNI. */
function findCniIssues(args: PlatformArgs): Issue[] {
  if (args.existingCluster || chooseCni(args) !== CalicoCni.Calico) return [];
  const expected = `"${CalicoCni.AmazonVPC}" on EKS; leave it out`;
  return [issue("cni", args.calico?.cni, expected)];
}

/** Issues of Calico's arguments, at the path where the user wrote each of them. */
function findCalicoOptionIssues(args: PlatformArgs): Issue[] {
  const { calico, existingCluster } = args;
  if (!calico) return [];
  const cluster = existingCluster ? "existingCluster" : "cluster";
  const planned = planCalicoArgs(args);
  const installed = calico.install === false ? { ...planned, api: undefined } : planned;
  const issues = findCalicoIssues(installed)
    // Found with the existing cluster, or answered by the CNI.
    .filter(({ path }) => !path.startsWith("podCidrBlocks"))
    .map(({ path, message }) =>
      path === "kubernetesVersion"
        ? { path: `${cluster}.${path}`, message }
        : { path: `calico.${path}`, message },
    );
  return [...issues, ...issuesWithin("calico", findCniIssues(args))];
}

function findClusterOptionIssues(name: string, args: PlatformArgs): Issue[] {
  if (!args.cluster) return [];
  const placed = {
    ...args.cluster,
    name: args.cluster.name ?? "cluster",
    region: networkRegion(args.network),
    vpcId: "",
    controlPlaneSubnetIds: [],
    nodeSubnetIds: [],
  };
  // A region that cannot be told was found with the zones it comes from.
  return findClusterIssues(`${name}-cluster`, placed).filter(({ path }) => path !== "region");
}

function findNetworkOptionIssues(name: string, { network }: PlatformArgs): Issue[] {
  if (!network) return [];
  return findNetworkIssues(`${name}-network`, network);
}

/** The platform's tags are the network's, too, and some of those are its own. */
function findTagIssues({ network, tags }: PlatformArgs): Issue[] {
  if (!network || !tags) return [];
  return findNetworkIssues("network", { ...network, tags }).filter(({ path }) => path === "tags");
}

/** Services and pods share one routing table on every node. */
function findServiceCidrIssues({ network, cluster }: PlatformArgs): Issue[] {
  const services = cluster?.serviceIpv4Cidr ?? DEFAULT_SERVICE_CIDR;
  if (!network || !cluster || !isCidr(network.cidrBlock) || !isCidr(services)) return [];
  if (!overlapsCidr(services, network.cidrBlock)) return [];
  const message = `"${services}" overlaps ${network.cidrBlock}, the addresses of the VPC; choose a block outside it`;
  return [{ path: "cluster.serviceIpv4Cidr", message }];
}

function findControllerOptionIssues(name: string, args: PlatformArgs): Issue[] {
  if (!args.loadBalancerController || args.existingCluster) return [];
  const placed = {
    ...args.loadBalancerController,
    clusterName: "",
    clusterArn: "",
    region: networkRegion(args.network),
    vpcId: "",
  };
  return findControllerIssues(`${name}-load-balancer`, placed).filter(
    ({ path }) => path !== "region",
  );
}

function findPartIssues(name: string, args: PlatformArgs): Issue[] {
  const within = issuesWithin;
  return [
    ...within("network", findNetworkOptionIssues(name, args)),
    ...within("cluster", findClusterOptionIssues(name, args)),
    ...within("loadBalancerController", findControllerOptionIssues(name, args)),
  ];
}

/** All problems of a platform and its parts. */
export function findPlatformIssues(name: string, args: PlatformArgs): Issue[] {
  const { existingCluster, isolation = {} } = args;
  const connected = isolation.connectedCidrBlocks;
  const nameIssues = findNameIssues(name);
  return [
    ...nameIssues,
    ...findShapeIssues(args),
    ...findAwsOnlyIssues(args),
    ...findSharedLoadBalancerIssues(args.sharedLoadBalancer, args.network?.sharedAlb === true),
    // A name that is refused says nothing about how much room it leaves for others.
    ...findPartIssues(nameIssues.length > 0 ? "p" : name, args),
    ...findServiceCidrIssues(args),
    ...(existingCluster
      ? issuesWithin("existingCluster", findExistingIssues(existingCluster))
      : []),
    ...findCalicoOptionIssues(args),
    ...issuesWithin("isolation", findIsolationBaselineIssues(isolation)),
    ...(connected ? findCidrListIssues("isolation.connectedCidrBlocks", connected) : []),
    ...findTagIssues(args),
  ];
}
