import { CalicoCni } from "../calico/calico-args.js";
import { findCalicoIssues } from "../calico/calico-plan.js";
import { findClusterIssues } from "../cluster/cluster-plan.js";
import { findClusterRefIssues } from "../cluster/cluster-ref.js";
import { DEFAULT_SERVICE_CIDR } from "../cluster/control-plane-plan.js";
import { findIsolationBaselineIssues } from "../isolation/isolation-baseline.js";
import { findControllerIssues } from "../load-balancer/load-balancer-controller.js";
import { findNetworkIssues } from "../network/network-issues.js";
import { findCidrListIssues } from "../shared/address-issues.js";
import { isCidr, overlapsCidr } from "../shared/cidr.js";
import { issue, issuesWithin, type Issue } from "../shared/issues.js";
import type { ExistingClusterArgs, PlatformArgs } from "./platform-args.js";
import { planCalicoArgs, regionOf } from "./platform-plan.js";

function findExistingIssues(cluster: ExistingClusterArgs): Issue[] {
  const { podCidrBlocks, apiServer, loadBalancerCidrBlocks } = cluster;
  const pods = { cidrBlocks: podCidrBlocks.filter(isCidr), reason: "pods live there" };
  return [
    ...findClusterRefIssues(cluster),
    ...findCidrListIssues("podCidrBlocks", podCidrBlocks),
    ...(apiServer ? findCidrListIssues("apiServer.cidrBlocks", apiServer.cidrBlocks, [pods]) : []),
    ...(loadBalancerCidrBlocks
      ? findCidrListIssues("loadBalancerCidrBlocks", loadBalancerCidrBlocks, [pods])
      : []),
  ];
}

/** A platform stands either in a VPC of its own or on a cluster that exists. */
function findShapeIssues({ network, cluster, existingCluster }: PlatformArgs): Issue[] {
  if (existingCluster) {
    const message =
      "stands beside existingCluster: a platform creates a network and a cluster, or uses a cluster that exists";
    return [
      ...(network ? [{ path: "network", message }] : []),
      ...(cluster ? [{ path: "cluster", message }] : []),
    ];
  }
  const missing = "a network and a cluster in it, or existingCluster in place of both";
  return [
    ...(network ? [] : [issue("network", undefined, missing)]),
    ...(cluster ? [] : [issue("cluster", undefined, missing)]),
  ];
}

function findAwsOnlyIssues({
  existingCluster,
  calico,
  loadBalancerController,
}: PlatformArgs): Issue[] {
  if (!existingCluster) return [];
  return [
    ...(loadBalancerController
      ? [
          issue(
            "loadBalancerController",
            loadBalancerController,
            "nothing: it makes AWS load balancers, and this platform creates no AWS resource",
          ),
        ]
      : []),
    ...(calico?.cni === CalicoCni.AmazonVPC && calico.install !== false
      ? [issue("calico.cni", calico.cni, `"${CalicoCni.Calico}" on a cluster outside AWS`)]
      : []),
  ];
}

function findClusterOptionIssues(name: string, args: PlatformArgs): Issue[] {
  if (!args.cluster) return [];
  const placed = {
    name,
    ...args.cluster,
    region: regionOf(args.network),
    vpcId: "",
    controlPlaneSubnetIds: [],
    nodeSubnetIds: [],
  };
  // A region that cannot be told was found with the zones it comes from.
  return findClusterIssues(`${name}-cluster`, placed).filter(({ path }) => path !== "region");
}

/** Services and pods share one routing table on every node. */
function findServiceCidrIssues({ network, cluster }: PlatformArgs): Issue[] {
  const services = cluster?.serviceIpv4Cidr ?? DEFAULT_SERVICE_CIDR;
  if (!network || !cluster || !isCidr(network.cidrBlock) || !isCidr(services)) return [];
  if (!overlapsCidr(services, network.cidrBlock)) return [];
  const message = `${services} overlaps the VPC's ${network.cidrBlock}: choose a block outside of it`;
  return [{ path: "cluster.serviceIpv4Cidr", message }];
}

function findControllerOptionIssues(name: string, args: PlatformArgs): Issue[] {
  if (!args.loadBalancerController || args.existingCluster) return [];
  const placed = {
    ...args.loadBalancerController,
    clusterName: "",
    region: regionOf(args.network),
    vpcId: "",
  };
  return findControllerIssues(`${name}-load-balancer`, placed).filter(
    ({ path }) => path !== "region",
  );
}

/** All problems of a platform and its parts. */
export function findPlatformIssues(name: string, args: PlatformArgs): Issue[] {
  const { existingCluster, network, isolation = {} } = args;
  const connected = isolation.connectedCidrBlocks;
  const within = issuesWithin;
  return [
    ...findShapeIssues(args),
    ...findAwsOnlyIssues(args),
    ...(network ? within("network", findNetworkIssues(`${name}-network`, network)) : []),
    ...within("cluster", findClusterOptionIssues(name, args)),
    ...findServiceCidrIssues(args),
    ...(existingCluster ? within("existingCluster", findExistingIssues(existingCluster)) : []),
    ...within("calico", args.calico ? findCalicoIssues(planCalicoArgs(args)) : []),
    ...within("loadBalancerController", findControllerOptionIssues(name, args)),
    ...within("isolation", findIsolationBaselineIssues(isolation)),
    ...(connected ? findCidrListIssues("isolation.connectedCidrBlocks", connected) : []),
  ];
}
