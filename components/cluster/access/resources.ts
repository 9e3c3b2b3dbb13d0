import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AccessPlan } from "./plan.js";
import type { AddonContext } from "../add-ons/resources.js";

/** Lets one principal into the cluster; returns everything that this access needs. */
export function createAccess(
  name: string,
  plan: AccessPlan,
  context: AddonContext,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const { clusterName, tags } = context;
  const entry = new aws.eks.AccessEntry(
    name,
    { clusterName, principalArn: plan.principalArn, kubernetesGroups: plan.groups, tags },
    opts,
  );
  if (plan.policyArn === undefined) return [entry];
  const association = new aws.eks.AccessPolicyAssociation(
    name,
    {
      clusterName,
      principalArn: entry.principalArn,
      policyArn: plan.policyArn,
      accessScope: { type: "cluster" },
    },
    opts,
  );
  return [entry, association];
}
