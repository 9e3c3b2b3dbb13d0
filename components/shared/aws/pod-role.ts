import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { podsTrust } from "./pod-identity.js";
import type { PolicyDocument } from "./policy-document.js";

/** The pods of a part of the cluster, and what they may do. */
export interface PodRoleArgs {
  readonly clusterName: pulumi.Input<string>;
  readonly clusterArn: pulumi.Input<string>;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly policy: pulumi.Input<PolicyDocument>;
  readonly tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
}

/**
 * A role for the pods of one ServiceAccount. What runs there must wait for all that comes back: pods get the role
 * only when they start after the association.
 */
export function createPodRole(
  name: string,
  args: PodRoleArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const { clusterArn, clusterName, namespace, serviceAccount, tags } = args;
  const { parent } = opts;
  const trust = pulumi
    .all([clusterArn, clusterName])
    .apply(([arn, cluster]) =>
      podsTrust({ clusterArn: arn, clusterName: cluster, namespace, serviceAccount }),
    );
  const policy = new aws.iam.Policy(
    name,
    { policy: pulumi.jsonStringify(args.policy), tags },
    opts,
  );
  const role = new aws.iam.Role(
    name,
    { assumeRolePolicy: pulumi.jsonStringify(trust), tags },
    opts,
  );
  const attachment = new aws.iam.RolePolicyAttachment(
    name,
    { role: role.name, policyArn: policy.arn },
    { parent },
  );
  const association = new aws.eks.PodIdentityAssociation(
    name,
    { clusterName, namespace, serviceAccount, roleArn: role.arn, tags },
    { parent },
  );
  return [attachment, association];
}
