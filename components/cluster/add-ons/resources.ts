import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AddonPlan } from "./plan.js";

export interface AddonContext {
  readonly clusterName: pulumi.Input<string>;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** The table owns the version and the settings: what somebody changed in the cluster is set back. */
export function createAddon(
  name: string,
  plan: AddonPlan,
  context: AddonContext,
  opts: pulumi.CustomResourceOptions,
): aws.eks.Addon {
  return new aws.eks.Addon(
    `${name}-addon-${plan.name}`,
    {
      clusterName: context.clusterName,
      addonName: plan.name,
      addonVersion: plan.version,
      ...(plan.configuration && { configurationValues: JSON.stringify(plan.configuration) }),
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      tags: context.tags,
    },
    opts,
  );
}
