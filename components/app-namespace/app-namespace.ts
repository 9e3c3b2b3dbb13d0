import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { claimApplication, prerequisitesOf } from "../platform/platform-ref.js";
import { throwIssues } from "../shared/issues.js";
import { createObject } from "../shared/kubernetes-object.js";
import { forwardDependsOn } from "../shared/prerequisites.js";
import type { AppNamespaceArgs } from "./app-namespace-args.js";
import { findAppNamespaceIssues } from "./app-namespace-issues.js";
import { planAppNamespace, type AppNamespacePlan } from "./app-namespace-plan.js";
import { createLoadBalancer } from "./load-balancer-resources.js";

/**
 * One application: its namespace and everything that walls it off.
 *
 * Pass the provider for Kubernetes, and on AWS the one for AWS, by `opts.providers`. In the program that
 * creates the platform, the application waits for the platform by itself.
 */
export class AppNamespace extends pulumi.ComponentResource {
  /** Name of the namespace, once it exists. */
  public readonly namespace: pulumi.Output<string>;
  /** The ServiceAccount for the application's pods. */
  public readonly serviceAccountName: pulumi.Output<string>;
  /** Subnets of the application's own load balancer; empty without one. */
  public readonly albSubnetIds: pulumi.Output<string[]>;
  /** Addresses that its load balancer sends from; empty without one. */
  public readonly loadBalancerCidrBlocks: pulumi.Output<string[]>;

  constructor(name: string, args: AppNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:index:AppNamespace", name, args, opts);
    throwIssues(`AppNamespace "${name}"`, findAppNamespaceIssues(args));
    claimApplication(args.platform, args);
    const plan = planAppNamespace(args);

    const given = { name, args, opts };
    const { subnetIds, classes } = createLoadBalancer(this, given, plan.loadBalancer);
    const namespace = createObject(`${name}-namespace`, plan.namespace, {
      parent: this,
      dependsOn: forwardDependsOn(opts, [...prerequisitesOf(args.platform), ...classes]),
    });
    createContents(this, name, plan, namespace);

    this.namespace = namespace.metadata.name;
    this.serviceAccountName = pulumi.output(plan.application.name);
    this.albSubnetIds = pulumi.output(subnetIds);
    this.loadBalancerCidrBlocks = pulumi.output([...plan.application.loadBalancerCidrs]);
    this.registerOutputs({
      namespace: this.namespace,
      serviceAccountName: this.serviceAccountName,
      albSubnetIds: this.albSubnetIds,
      loadBalancerCidrBlocks: this.loadBalancerCidrBlocks,
    });
  }
}

/** What goes with the namespace needs no deletion of its own, and its walls stand until its pods are gone. */
function createContents(
  parent: AppNamespace,
  name: string,
  plan: AppNamespacePlan,
  namespace: pulumi.Resource,
): void {
  const opts = { parent, dependsOn: [namespace], deletedWith: namespace };
  for (const [key, object] of Object.entries(plan.contents)) {
    createObject(`${name}-${key}`, object, opts);
  }
  new k8s.core.v1.ServiceAccountPatch(
    `${name}-default-service-account`,
    {
      metadata: { name: "default", namespace: plan.application.name },
      automountServiceAccountToken: false,
    },
    opts,
  );
}
