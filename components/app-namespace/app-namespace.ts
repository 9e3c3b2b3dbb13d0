import type { Issue } from "../shared/issues.js";
import { assignOutputs, type ComponentOutputs } from "../shared/outputs.js";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { claimApplication, prerequisites, withClaims } from "../platform-ref/attachments.js";
import type { Application } from "../../contract/application.js";
import { ComponentType } from "../../contract/component-type.js";
import { createObject } from "../shared/kubernetes/create-object.js";
import { forwardDependsOn } from "../shared/prerequisites.js";
import { throwIssues } from "../shared/throw-issues.js";
import { DeletePolicy, type AppNamespaceArgs } from "./args.js";
import { findAppNamespaceIssues } from "./issues.js";
import { createLoadBalancer, type LoadBalancerResources } from "./load-balancer/resources.js";
import { planAppNamespace, type AppNamespacePlan } from "./plan.js";
import { registeredArgs } from "./registered-args.js";
import { createStorage, type StorageResources } from "./storage/resources.js";

/**
 * One application: its namespace and everything that isolates it.
 *
 * Pass the provider for Kubernetes, and on AWS the one for AWS, by `opts.providers`. In the program that
 * creates the platform, the application waits for the platform by itself.
 */
export class AppNamespace extends pulumi.ComponentResource {
  /** Name of the namespace, once it exists. */
  public readonly namespace!: pulumi.Output<string>;
  /** The ServiceAccount for the application's pods. */
  public readonly serviceAccountName!: pulumi.Output<string>;
  /** Subnets of the application's own load balancer; empty without one. */
  public readonly albSubnetIds!: pulumi.Output<string[]>;
  /** Addresses that its load balancer sends from; empty without one. */
  public readonly loadBalancerCidrBlocks!: pulumi.Output<string[]>;
  /** The IAM role of its pods (ARN); absent without storage. */
  public readonly roleArn!: pulumi.Output<string | undefined>;
  /** The IAM roles (ARNs) of those who publish to its storage, by the name of the storage. */
  public readonly publisherRoleArns!: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: AppNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    throwIssues(`AppNamespace "${name}"`, findIssuesInProgram(args, name));
    super(ComponentType.AppNamespace, name, registeredArgs(args), keptOrNot(args, opts));
    claimApplication(args.platform, { ...args, hosts: args.loadBalancer?.hosts });
    const plan = planAppNamespace(args);

    const given = { name, args, opts };
    const loadBalancer = createLoadBalancer(this, given, plan.loadBalancer);
    const storage = createStorage(this, given);
    const before = [...prerequisites(args.platform), ...loadBalancer.classes, ...storage.before];
    const namespace = createObject(`${name}-namespace`, plan.namespace, {
      parent: this,
      dependsOn: forwardDependsOn(opts, before),
    });
    createContents(this, name, plan, namespace);

    const outputs = applicationOutputs(
      plan.application,
      namespace.metadata.name,
      loadBalancer,
      storage,
    );
    assignOutputs<AppNamespace>(this, outputs);
    this.registerOutputs({ ...outputs, facts: plan.facts });
  }
}

/** Names and slots that this program gave to other applications are taken too. */
function findIssuesInProgram(args: AppNamespaceArgs, name: string): Issue[] {
  return findAppNamespaceIssues({ ...args, platform: withClaims(args.platform) }, name);
}

/** The engine hands `retainOnDelete` down to everything below. */
function keptOrNot(
  { deletePolicy }: AppNamespaceArgs,
  opts: pulumi.ComponentResourceOptions | undefined,
): pulumi.ComponentResourceOptions {
  return deletePolicy === DeletePolicy.Keep ? { ...opts, retainOnDelete: true } : { ...opts };
}

function applicationOutputs(
  application: Application,
  namespace: pulumi.Output<string>,
  { subnetIds }: LoadBalancerResources,
  { roleArn, publisherRoleArns }: StorageResources,
): ComponentOutputs<AppNamespace> {
  return {
    namespace,
    serviceAccountName: pulumi.output(application.name),
    albSubnetIds: pulumi.output(subnetIds),
    loadBalancerCidrBlocks: pulumi.output([...application.loadBalancerCidrs]),
    roleArn,
    publisherRoleArns: pulumi.output(publisherRoleArns),
  };
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
