import type * as pulumi from "@pulumi/pulumi";
import { prerequisites } from "../../platform-ref/attachments.js";
import { createObject } from "../../shared/kubernetes/create-object.js";
import { forwardDependsOn } from "../../shared/prerequisites.js";
import type { AppNamespaceArgs } from "../args.js";
import { planIngressClass } from "./ingress-class.js";
import { effectiveSettings, type LoadBalancerPlan } from "./plan.js";
import { createAlbSubnets, type AlbSubnets } from "./subnets.js";

/** The way from the internet to an application. */
export interface LoadBalancerResources {
  /** The application's own subnets; none with a shared load balancer. */
  readonly subnetIds: pulumi.Output<string>[];
  /** The class of its Ingresses. The namespace waits for it, so that it outlives every Ingress. */
  readonly classes: pulumi.Resource[];
}

/** What the component was created with. */
interface Given {
  /** Children are named after it. */
  readonly name: string;
  readonly args: AppNamespaceArgs;
  readonly opts: pulumi.ComponentResourceOptions | undefined;
}

const NO_SUBNETS: AlbSubnets = { ids: [], associations: [] };

/** Subnets first, then the class that binds the namespace to them. */
export function createLoadBalancer(
  parent: pulumi.ComponentResource,
  { name, args, opts }: Given,
  plan: LoadBalancerPlan | undefined,
): LoadBalancerResources {
  const { application, loadBalancer = {}, platform } = args;
  const { network } = platform;
  if (!plan || !network) return { subnetIds: [], classes: [] };
  const settings = effectiveSettings(args);
  const own = plan.dedicated
    ? createAlbSubnets(parent, { name, application, network, plan })
    : NO_SUBNETS;
  const { params, ingressClass } = planIngressClass(application, plan, {
    subnetIds: plan.dedicated ? own.ids : (network.sharedAlb?.subnetIds ?? []),
    certificateArn: loadBalancer.certificateArn,
    wafAclArn: settings.wafAclArn,
    accessLogBucket: settings.accessLogs?.bucket,
  });
  const parameters = createObject(`${name}-ingress-class-params`, params, {
    parent,
    dependsOn: forwardDependsOn(opts, [...prerequisites(platform), ...own.associations]),
  });
  const named = createObject(`${name}-ingress-class`, ingressClass, {
    parent,
    dependsOn: [parameters],
  });
  return { subnetIds: own.ids, classes: [parameters, named] };
}
