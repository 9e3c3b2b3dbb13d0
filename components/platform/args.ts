import type * as pulumi from "@pulumi/pulumi";
import type { IsolationMode } from "../../contract/isolation-mode.js";
import type { CalicoApi, CalicoCni, CalicoNodeResourcesArgs } from "../calico/args.js";
import type { ClusterOptionsArgs } from "../cluster/args.js";
import type { NetworkArgs } from "../network/args.js";
import type { ApiServerAddresses, NodeLocalDns } from "../../contract/address-facts.js";
import type { ChartsArgs } from "../shared/kubernetes/chart-source.js";
import type { SharedLoadBalancerArgs } from "../shared/shared-load-balancer.js";

/** A cluster that exists already: kind, k3s, or one that another tool made. */
export interface ExistingClusterArgs {
  /** Kubeconfig, as content or as a path. Default: the ambient one, and then `context` is required. */
  kubeconfig?: pulumi.Input<string>;
  /** Context of the kubeconfig. Default: its current one, and then `kubeconfig` is required. */
  context?: string;
  /** Kubernetes version, such as `1.36`. Default: unknown, and then Calico's API cannot be `native`. */
  kubernetesVersion?: string;
  /** The only addresses that pods can have, such as `["10.244.0.0/16"]`. */
  podCidrBlocks: string[];
  /** Where pods reach the Kubernetes API. Default: none, and then no application may opt in to it. */
  apiServer?: ApiServerAddresses;
  /** Addresses of load balancers. They never reach system pods. Default: none. */
  loadBalancerCidrBlocks?: string[];
}

/** How Calico is installed. */
export interface PlatformCalicoArgs {
  /** Whether to install it. Default: true. With false the cluster must serve `projectcalico.org/v3` already. */
  install?: boolean;
  /** Version of Calico. Default: the pinned one. */
  version?: string;
  /** How policies are served, `aggregated` or `native`. Default: `aggregated`. */
  api?: CalicoApi;
  /** Who gives pods their addresses. Default: the AWS VPC CNI on EKS, Calico on an existing cluster. */
  cni?: CalicoCni;
  /** Where the charts come from. */
  charts?: ChartsArgs;
  /** Registry of the images. Default: the public one. */
  registry?: string;
  /** What calico-node asks for on every node. */
  nodeResources?: CalicoNodeResourcesArgs;
}

/** How the AWS Load Balancer Controller is installed. */
export interface PlatformLoadBalancerControllerArgs {
  /** Version of its chart. Default: the pinned one. */
  version?: string;
  /** Where the chart comes from. */
  charts?: ChartsArgs;
}

/** What holds for every namespace. */
export interface PlatformIsolationArgs {
  /** `enforced` or `staged`: policies are evaluated and logged, and nothing is stopped. Default: `enforced`. */
  mode?: IsolationMode;
  /** Further namespaces that belong to the cluster. What runs there is trusted. Default: none. */
  systemNamespaces?: string[];
  /** Whether an unmanaged namespace stays closed when its owner adds an allow-all NetworkPolicy. Default: true. */
  closeUnmanagedNamespaces?: boolean;
  /** Set when NodeLocal DNSCache runs in the cluster. Default: none. */
  nodeLocalDns?: NodeLocalDns;
  /**
   * Networks that are connected to the platform and lie outside the private ranges, such as a company's own public
   * block. "Internet" leaves them out. Default: none.
   */
  connectedCidrBlocks?: string[];
}

/** Arguments of Platform: either `network` and `cluster`, or `existingCluster`. */
export interface PlatformArgs {
  /** The VPC. Needs `cluster`. */
  network?: NetworkArgs;
  /** The EKS cluster in it. Needs `network`. */
  cluster?: ClusterOptionsArgs;
  /** A cluster that exists already. No AWS resource is created. */
  existingCluster?: ExistingClusterArgs;
  /** How Calico is installed. */
  calico?: PlatformCalicoArgs;
  /** What the applications behind the shared load balancer have in common. Needs `network.sharedAlb`. */
  sharedLoadBalancer?: SharedLoadBalancerArgs;
  /** How the AWS Load Balancer Controller is installed. Only with `cluster`. */
  loadBalancerController?: PlatformLoadBalancerControllerArgs;
  /** What holds for every namespace. */
  isolation?: PlatformIsolationArgs;
  /** Tags of every AWS resource. Default: none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
