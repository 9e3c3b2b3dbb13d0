import { Handles } from "../shared/handles.js";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ComponentType } from "../../contract/component-type.js";
import { createPodRole } from "../shared/aws/pod-role.js";
import { partitionOf } from "../shared/aws/region.js";
import { knownArgs } from "../shared/known-args.js";
import { chartSource } from "../shared/kubernetes/chart-source.js";
import { forwardDependsOn } from "../shared/prerequisites.js";
import { throwIssues } from "../shared/throw-issues.js";
import { LOAD_BALANCER_CONTROLLER_VERSION } from "../shared/versions.js";
import type { LoadBalancerControllerArgs } from "./args.js";
import { controllerValues, SERVICE_ACCOUNT } from "./chart-values.js";
import { controllerPolicy } from "./iam-policy.js";
import { findControllerIssues } from "./issues.js";

const DEFAULT_REPOSITORY = "https://aws.github.io/eks-charts";

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

const releases = new Handles<LoadBalancerController, k8s.helm.v3.Release>();

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
    super(ComponentType.LoadBalancerController, name, knownArgs(args), opts);
    const first = { parent: this, dependsOn: forwardDependsOn(opts) };
    const identity = createIdentity(name, args, first);
    releases.set(this, createRelease(name, args, { parent: this, dependsOn: identity }));
    this.registerOutputs({});
  }

  /** The controller itself. */
  ready(): pulumi.Resource[] {
    return [releases.get(this)];
  }
}
