import type * as pulumi from "@pulumi/pulumi";
import type { ChartsArgs } from "../shared/kubernetes/chart-source.js";
import type { ClusterAccessEntryArgs } from "./access/args.js";
import type { NodeGroupArgs } from "./nodes/args.js";

/**
 * A log of the Kubernetes control plane.
 *
 * @enum
 */
export const ControlPlaneLog = {
  /** What the API server does. */
  Api: "api",
  /** Who asked the API server for what. */
  Audit: "audit",
  /** Which IAM principal became which Kubernetes user. */
  Authenticator: "authenticator",
  /** What the controllers do. */
  ControllerManager: "controllerManager",
  /** Where pods are placed, and why not elsewhere. */
  Scheduler: "scheduler",
} as const;

export type ControlPlaneLog = (typeof ControlPlaneLog)[keyof typeof ControlPlaneLog];

/** Who reaches the Kubernetes API from outside the VPC. */
export interface ClusterEndpointArgs {
  /**
   * Public addresses that may reach the API server over the internet, as CIDR blocks. Default: none, and then
   * the public endpoint is off and `pulumi up` must run where the VPC is reachable. The private endpoint is
   * always on, because nodes register through it. `0.0.0.0/0` is accepted with a warning.
   */
  publicCidrBlocks?: string[];
}

/** What a cluster is, wherever it stands. A Platform adds where. */
export interface ClusterOptionsArgs {
  /**
   * Name of the EKS cluster: letters, digits, "-" and "_", at most 100. Default: the component's name. It is
   * fixed, without a random suffix, because EKS writes its logs to a group of that name; changing it replaces
   * the cluster.
   */
  name?: string;
  /**
   * Kubernetes version, such as `1.36`. Default: the newest one that the package was tried with. Add-on
   * versions follow it from one table. Raise it by one minor version at a time: the control plane goes first,
   * nodes and add-ons follow.
   */
  kubernetesVersion?: string;
  /**
   * Add-on versions by add-on name, in place of the table's, such as `{ coredns: "v1.14.3-eksbuild.23" }`.
   * Default: none. Only needed when EKS has withdrawn a build of the table, or a fix cannot wait.
   */
  addonVersions?: Record<string, string>;
  /** Who reaches the Kubernetes API. Default: only the VPC and what is connected to it. */
  endpoint?: ClusterEndpointArgs;
  /**
   * Managed node groups by name. The name becomes part of resource names and is never reused for another
   * purpose: renaming a group replaces its nodes. At least one group must be able to hold the cluster's own pods.
   */
  nodeGroups: Record<string, NodeGroupArgs>;
  /**
   * Whether the VPC CNI gives nodes prefixes of 16 addresses instead of single ones, so that a node holds about 110 pods
   * rather than the 8 to 58 of common types. Default: false. It needs instances on Nitro. The kubelet's limit is set
   * with it, before nodes exist; changing it replaces the nodes.
   */
  prefixDelegation?: boolean;
  /**
   * Key of a `NoSchedule` taint that nodes start with, such as `readiness.k8s.io/calico`. Default: none. It closes the
   * seconds between a new node and its first Calico agent, in which pods have no policy. Something in the cluster must
   * take it away once the agent is ready, or no application ever starts; all that the package installs tolerates it.
   */
  startupTaint?: string;
  /**
   * Whether operators may open a shell on nodes with Session Manager. Default: false, and then nodes have no
   * remote access at all.
   */
  sessionManager?: boolean;
  /** Days that CloudWatch keeps the control plane's logs. Default: 90. */
  logRetentionDays?: number;
  /** Logs that the control plane writes. Default: `api`, `audit` and `authenticator`. An empty list turns logging off. */
  logTypes?: ControlPlaneLog[];
  /**
   * Addresses of Kubernetes Services: a private block from /24 to /12 that overlaps no network which pods talk to.
   * Default: `172.20.0.0/16`. Changing it replaces the cluster.
   */
  serviceIpv4Cidr?: string;
  /**
   * Who may use the cluster, by a name of your choice. Default: only the role that creates the cluster.
   * Entries are removed only after everything inside the cluster, so that a destroy keeps its own access.
   */
  accessEntries?: Record<string, ClusterAccessEntryArgs>;
  /**
   * Whether EKS refuses to delete the cluster. Default: false. Recommended for production, together with
   * Pulumi's `protect`.
   */
  deletionProtection?: boolean;
  /** Whether to install metrics-server, which HorizontalPodAutoscaler and `kubectl top` need. Default: true. */
  metricsServer?: boolean;
  /**
   * Whether to install the cluster autoscaler, which resizes node groups between `minSize` and `maxSize` as pods need
   * it. Default: true. Switch it off when something else does, such as Karpenter.
   */
  clusterAutoscaler?: boolean;
  /** Charts of what the cluster needs inside: the cluster autoscaler, and the NVIDIA device plugin of GPU groups. */
  charts?: ChartsArgs;
  /**
   * Role that Pulumi takes to talk to the cluster. Default: the ambient credentials. Needed when the AWS provider
   * assumes a role, because the kubeconfig does not inherit the provider's credentials.
   */
  kubeconfigRoleArn?: pulumi.Input<string>;
  /** AWS profile that Pulumi uses to talk to the cluster. Default: none. The `kubeconfig` output does not name it. */
  kubeconfigProfileName?: string;
  /** Tags of everything in AWS that the component creates, instances and volumes included. Default: none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Arguments of a Cluster. */
export interface ClusterArgs extends ClusterOptionsArgs {
  /** Region of the cluster, such as `eu-central-1`. It decides the partition of every ARN. */
  region: string;
  /** The VPC that holds the subnets. */
  vpcId: pulumi.Input<string>;
  /**
   * Subnets of the control plane's network interfaces, in at least two zones. EKS wants 6 free addresses in each
   * and recommends subnets of their own (https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html).
   */
  controlPlaneSubnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Subnets of nodes and pods. Never name a load balancer subnet: what lies there is trusted as a load balancer. */
  nodeSubnetIds: pulumi.Input<pulumi.Input<string>[]>;
}

/** Arguments of a ClusterRef. At least one is needed, so that nothing goes to whatever cluster happens to be current. */
export interface ClusterRefArgs {
  /**
   * Content of a kubeconfig file, or the path of one. A secret in the state, whatever it is given as. Default: the
   * ambient one (`KUBECONFIG`, or `~/.kube/config`), and then `context` must say which cluster of it is meant.
   */
  kubeconfig?: pulumi.Input<string>;
  /** Context of the kubeconfig, such as `kind-bulkhead`. Default: its current context. */
  context?: string;
}
