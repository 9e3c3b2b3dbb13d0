import type * as pulumi from "@pulumi/pulumi";
import type { ChartsArgs } from "../shared/kubernetes/chart-source.js";

/** Arguments of a LoadBalancerController. */
export interface LoadBalancerControllerArgs {
  /** Name of the EKS cluster. The controller tags what it makes with it, and may change nothing else. */
  clusterName: pulumi.Input<string>;
  /** ARN of the EKS cluster. Only its pods may take the controller's role. */
  clusterArn: pulumi.Input<string>;
  /** Region of the cluster, such as `eu-central-1`. */
  region: string;
  /** The VPC that load balancers are made in. */
  vpcId: pulumi.Input<string>;
  /**
   * Version of the chart `aws-load-balancer-controller`. Default: the one that the package was tried with. Other
   * versions need 3.x, whose values close the ways around an application's own IngressClass.
   */
  version?: string;
  /** Where the chart comes from. Default: `https://aws.github.io/eks-charts`. */
  charts?: ChartsArgs;
  /** Number of controller pods, of which one works and the others wait. Default: 2, the chart's. */
  replicas?: number;
  /** Key of the taint that nodes start with, which the controller then tolerates. Default: none. */
  startupTaint?: string;
  /** Tags of the IAM policy and role. Default: none. Load balancers are tagged by their IngressClassParams. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
