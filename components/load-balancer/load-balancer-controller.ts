import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { chartSource } from "../shared/kubernetes/chart-source.js";
import type { ChartsArgs } from "../shared/kubernetes/charts-args.js";
import { issue, throwIssues, type Issue } from "../shared/issues.js";
import { knownArgs } from "../shared/known-args.js";
import { findComponentNameIssues } from "../../contract/names.js";
import { createPodRole } from "../shared/aws/pod-role.js";
import { forwardDependsOn } from "../shared/prerequisites.js";
import { isKnownPartition, partitionOf, regionOfZone } from "../shared/aws/region.js";
import { findStartupTaintIssues } from "../shared/kubernetes/startup-taint.js";
import { LOAD_BALANCER_CONTROLLER_VERSION } from "../shared/versions.js";
import { controllerValues, SERVICE_ACCOUNT } from "./chart-values.js";
import { controllerPolicy } from "./iam-policy.js";

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

const DEFAULT_REPOSITORY = "https://aws.github.io/eks-charts";

const CHART_VERSION = /^3\.\d+\.\d+$/;

export function findControllerIssues(name: string, args: LoadBalancerControllerArgs): Issue[] {
  const { region, replicas, version } = args;
  const issues = findComponentNameIssues(name, "-controller");
  if (regionOfZone(`${region}a`) !== region || !isKnownPartition(region)) {
    issues.push(issue("region", region, "an AWS region such as eu-central-1"));
  }
  if (version !== undefined && !CHART_VERSION.test(version)) {
    issues.push(issue("version", version, "a chart version of the 3 line, such as 3.6.0"));
  }
  if (replicas !== undefined && (!Number.isInteger(replicas) || replicas < 1)) {
    issues.push(issue("replicas", replicas, "a whole number, 1 or more"));
  }
  issues.push(...findStartupTaintIssues(args.startupTaint));
  return issues;
}

/** The controller's role, bound to the controller's own service account. */
function createIdentity(
  name: string,
  { clusterArn, clusterName, region, tags }: LoadBalancerControllerArgs,
  first: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const policy = pulumi
    .output(clusterName)
    .apply((cluster) => controllerPolicy(partitionOf(region), cluster));
  const { name: serviceAccount, namespace } = SERVICE_ACCOUNT;
  const role = { clusterArn, clusterName, namespace, serviceAccount, policy, tags };
  return createPodRole(`${name}-controller`, role, first);
}

/** Helm installs the chart's CRDs with the first release and leaves them alone afterwards. */
function createRelease(
  name: string,
  args: LoadBalancerControllerArgs,
  opts: pulumi.CustomResourceOptions,
): k8s.helm.v3.Release {
  const repository = args.charts?.repository ?? DEFAULT_REPOSITORY;
  const version = args.version ?? LOAD_BALANCER_CONTROLLER_VERSION;
  return new k8s.helm.v3.Release(
    `${name}-controller`,
    {
      ...chartSource(repository, "aws-load-balancer-controller", version),
      name: SERVICE_ACCOUNT.name,
      namespace: SERVICE_ACCOUNT.namespace,
      values: controllerValues(args),
      atomic: true,
      timeout: 600,
    },
    opts,
  );
}

const releases = new WeakMap<LoadBalancerController, k8s.helm.v3.Release>();

/**
 * The AWS Load Balancer Controller, with every way to a load balancer closed that does not go through an
 * application's own IngressClass.
 *
 * It needs the EKS Pod Identity agent and Kubernetes and AWS providers by options. The component's `dependsOn`
 * is handed on to its first children. Applications must wait for `ready()`, because their load balancers can
 * only be removed while the controller lives.
 */
export class LoadBalancerController extends pulumi.ComponentResource {
  constructor(
    name: string,
    args: LoadBalancerControllerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    throwIssues(`LoadBalancerController "${name}"`, findControllerIssues(name, args));
    super("bulkhead:index:LoadBalancerController", name, knownArgs(args), opts);
    const first = { parent: this, dependsOn: forwardDependsOn(opts) };
    const identity = createIdentity(name, args, first);
    releases.set(this, createRelease(name, args, { parent: this, dependsOn: identity }));
    this.registerOutputs({});
  }

  /** The controller itself. */
  ready(): pulumi.Resource[] {
    const release = releases.get(this);
    return release ? [release] : [];
  }
}
