import type * as pulumi from "@pulumi/pulumi";

/**
 * What a component was told to wait for, for its first children.
 *
 * Pulumi does not hand `dependsOn` of a component on to its children, so a component that leaves it at that
 * would start before its prerequisites.
 */
export function forwardDependsOn(
  opts: pulumi.ComponentResourceOptions | undefined,
): pulumi.CustomResourceOptions["dependsOn"] {
  return opts?.dependsOn ?? [];
}
