import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { APPLICATION_TAG } from "../../../contract/names.js";
import type { EksRef } from "../../platform-ref/platform-ref.js";
import { podsTrust } from "../../shared/aws/pod-identity.js";
import type { PolicyDocument } from "../../shared/aws/policy-document.js";
import { forwardDependsOn } from "../../shared/prerequisites.js";
import { throwIssues } from "../../shared/throw-issues.js";
import type { AppNamespaceArgs } from "../args.js";
import type { StorageArgs } from "./args.js";
import { findBucketIssues, findKeyIssues } from "./issues.js";
import { podsPolicy, publishersPolicy, publishersTrust, type StoredObjects } from "./plan.js";

/** The roles that reach an application's objects. */
export interface StorageResources {
  /** The role of the pods; absent without storage. */
  readonly roleArn: pulumi.Output<string | undefined>;
  /** The roles of those who publish, by the name of the storage. */
  readonly publisherRoleArns: Record<string, pulumi.Output<string>>;
  /** The association. The namespace waits for it: pods get the role only when they start after it. */
  readonly before: pulumi.Resource[];
}

/** What the component was created with. */
interface Given {
  /** Children are named after it. */
  readonly name: string;
  readonly args: AppNamespaceArgs;
  readonly opts: pulumi.ComponentResourceOptions | undefined;
}

/** A role to create, and what it may do. */
interface IamRolePlan {
  readonly name: string;
  readonly trust: pulumi.Input<PolicyDocument>;
  readonly policy: pulumi.Output<PolicyDocument>;
}

/** ARNs that were outputs could not be looked at before: an unusual one would widen what the role may do. */
function checked(name: string, objects: StoredObjects): StoredObjects {
  throwIssues(`Storage "${name}"`, [
    ...findBucketIssues("bucketArn", objects.bucketArn),
    ...(objects.kmsKeyArn === undefined ? [] : findKeyIssues("kmsKeyArn", objects.kmsKeyArn)),
  ]);
  return objects;
}

function resolveObjects({
  name,
  bucketArn,
  prefix,
  access,
  kmsKeyArn,
}: StorageArgs): pulumi.Output<StoredObjects> {
  return pulumi
    .all([bucketArn, kmsKeyArn])
    .apply(([bucket, key]) =>
      checked(name, { bucketArn: bucket, prefix, access, ...(key && { kmsKeyArn: key }) }),
    );
}

function createRole(
  { args: { application } }: Given,
  { name, trust, policy }: IamRolePlan,
  opts: pulumi.CustomResourceOptions,
): { role: aws.iam.Role; rights: aws.iam.RolePolicy } {
  const role = new aws.iam.Role(
    name,
    {
      assumeRolePolicy: pulumi.jsonStringify(trust),
      tags: { [APPLICATION_TAG]: application },
    },
    opts,
  );
  const rights = new aws.iam.RolePolicy(
    name,
    { role: role.name, policy: pulumi.jsonStringify(policy) },
    { parent: opts.parent },
  );
  return { role, rights };
}

/** The role of the pods, and the association that hands it to the application's ServiceAccount. */
function createPodsRole(
  given: Given,
  { clusterArn, clusterName }: EksRef,
  opts: pulumi.CustomResourceOptions,
): { role: aws.iam.Role; association: pulumi.Resource } {
  const { name, args } = given;
  const subject = { namespace: args.application, serviceAccount: args.application };
  const trust = pulumi
    .all([clusterArn, clusterName])
    .apply(([arn, cluster]) => podsTrust({ ...subject, clusterArn: arn, clusterName: cluster }));
  const policy = pulumi.all((args.storage ?? []).map(resolveObjects)).apply(podsPolicy);
  const { role, rights } = createRole(given, { name: `${name}-storage`, trust, policy }, opts);
  const association = new aws.eks.PodIdentityAssociation(
    `${name}-storage`,
    { ...subject, clusterName, roleArn: role.arn, tags: { [APPLICATION_TAG]: args.application } },
    { parent: opts.parent, dependsOn: [rights] },
  );
  return { role, association };
}

function createPublishersRole(
  given: Given,
  storage: StorageArgs,
  opts: pulumi.CustomResourceOptions,
): aws.iam.Role {
  const name = `${given.name}-publish-${storage.name}`;
  const trust = pulumi.all(storage.publishers ?? []).apply(publishersTrust);
  const policy = resolveObjects(storage).apply(publishersPolicy);
  return createRole(given, { name, trust, policy }, opts).role;
}

/** Nothing without storage. */
export function createStorage(parent: pulumi.ComponentResource, given: Given): StorageResources {
  const { platform, storage = [] } = given.args;
  if (!platform.eks || storage.length === 0) {
    return { roleArn: pulumi.output(undefined), publisherRoleArns: {}, before: [] };
  }
  const opts = { parent, dependsOn: forwardDependsOn(given.opts) };
  const { role, association } = createPodsRole(given, platform.eks, opts);
  const published = storage.filter(({ publishers }) => publishers !== undefined);
  const roles = published.map((entry): [string, pulumi.Output<string>] => [
    entry.name,
    createPublishersRole(given, entry, opts).arn,
  ]);
  return {
    roleArn: role.arn,
    publisherRoleArns: Object.fromEntries(roles),
    before: [association],
  };
}
