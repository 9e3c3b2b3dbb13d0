import type * as pulumi from "@pulumi/pulumi";
import { findCidrListIssues } from "./address-issues.js";
import { issue, issuesWithin, type Issue } from "./issues.js";

/** Where a load balancer writes what it was asked. */
export interface AccessLogsArgs {
  /** Name of an S3 bucket in the same region whose policy lets Elastic Load Balancing write. */
  bucket: pulumi.Input<string>;
  /** Prefix of the objects, without slashes at its ends. Default: the application's name, `shared` for the shared one. */
  prefix?: string;
}

/** What all applications behind the shared load balancer have in common. */
export interface SharedLoadBalancerArgs {
  /** Networks of clients. Default: everywhere. */
  inboundCidrs?: string[];
  /** Web ACL (AWS WAFv2 ARN) in front of it. Default: none. */
  wafAclArn?: pulumi.Input<string>;
  /** Access logs. Default: none. */
  accessLogs?: AccessLogsArgs;
  /** Whether AWS refuses to delete it. Default: false. While it is on, `pulumi destroy` does not get rid of it. */
  deletionProtection?: boolean;
}

/** AWS adds its own folder behind the prefix. */
export function findAccessLogIssues(logs: AccessLogsArgs | undefined): Issue[] {
  const prefix = logs?.prefix;
  if (prefix === undefined || /^[^/](.*[^/])?$/.test(prefix)) return [];
  return [issue("accessLogs.prefix", prefix, "a prefix without a slash at either end")];
}

/** Problems of the settings, and of settings for a load balancer that is not there. */
export function findSharedLoadBalancerIssues(
  args: SharedLoadBalancerArgs | undefined,
  offered: boolean,
): Issue[] {
  if (args === undefined) return [];
  if (!offered) {
    const message = "requires a shared load balancer: set network.sharedAlb";
    return [{ path: "sharedLoadBalancer", message }];
  }
  const { inboundCidrs, accessLogs } = args;
  return issuesWithin("sharedLoadBalancer", [
    ...(inboundCidrs ? findCidrListIssues("inboundCidrs", inboundCidrs) : []),
    ...findAccessLogIssues(accessLogs),
  ]);
}
