import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkArgs } from "./args.js";

/** What every resource of one network shares. */
export interface NetworkScope {
  /** Name of the network; each child's name begins with it. */
  readonly name: string;
  readonly parent: pulumi.ComponentResource;
  readonly tags: NetworkArgs["tags"];
}

/** The network once there is a VPC to put things into. */
export interface VpcScope extends NetworkScope {
  readonly vpc: aws.ec2.Vpc;
  readonly internetGateway: aws.ec2.InternetGateway;
}

/** The caller's tags, then those that belong to this resource. */
export function childTags(
  scope: NetworkScope,
  childName: string,
  own: Record<string, string> = {},
): pulumi.Output<Record<string, string>> {
  return pulumi
    .output(scope.tags)
    .apply((tags): Record<string, string> => ({ ...tags, ...own, Name: childName }));
}

/** Resources by the key that the plan gave them. */
export type Keyed<T> = ReadonlyMap<string, T>;

/** Creates one resource for each entry of a plan. */
export function createEach<P extends { key: string }, R>(
  plans: readonly P[],
  create: (plan: P) => R,
): Map<string, R> {
  return new Map(plans.map((plan) => [plan.key, create(plan)]));
}

/** The resource that a plan names. A key without resource is a mistake of the plan. */
export function requireResource<T>(resources: Keyed<T>, key: string): T {
  const resource = resources.get(key);
  if (resource === undefined) throw new Error(`The plan has no "${key}"`);
  return resource;
}

/**
 * The id of `resource`, known only when `companions` exist too: whoever uses the id is created after them and
 * destroyed before them.
 */
export function idAfter(
  resource: pulumi.CustomResource,
  ...companions: pulumi.CustomResource[]
): pulumi.Output<string> {
  return pulumi.all([resource.id, pulumi.all(companions.map(({ id }) => id))]).apply(([id]) => id);
}
