import * as pulumi from "@pulumi/pulumi";

/**
 * What a component was told to wait for, and `more`, for its first children.
 *
 * Pulumi does not hand `dependsOn` of a component on to its children, so a component that leaves it at that
 * would start before its prerequisites.
 */
export function forwardDependsOn(
  opts: pulumi.ComponentResourceOptions | undefined,
  more: readonly pulumi.Resource[] = [],
): pulumi.CustomResourceOptions["dependsOn"] {
  const given = { dependsOn: opts?.dependsOn ?? [] };
  return pulumi.mergeOptions(given, { dependsOn: [...more] }).dependsOn;
}
