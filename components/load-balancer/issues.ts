import { isKnownPartition, regionOfZone } from "../shared/aws/region.js";
import { issue, type Issue } from "../shared/issues.js";
import { findStartupTaintIssues } from "../shared/kubernetes/startup-taint.js";
import { findComponentNameIssues } from "../shared/name-issues.js";
import type { LoadBalancerControllerArgs } from "./args.js";

const CHART_VERSION = /^3\.\d+\.\d+$/;

export function findControllerIssues(name: string, args: LoadBalancerControllerArgs): Issue[] {
  const { region, replicas, version } = args;
  const issues = findComponentNameIssues(name, "-controller");
  if (regionOfZone(`${region}a`) !== region || !isKnownPartition(region)) {
    issues.push(issue("region", region, "an AWS region such as eu-central-1"));
  }
  if (version !== undefined && !CHART_VERSION.test(version)) {
    issues.push(issue("version", version, "a chart version 3.x, such as 3.6.0"));
  }
  if (replicas !== undefined && (!Number.isInteger(replicas) || replicas < 1)) {
    issues.push(issue("replicas", replicas, "a whole number, 1 or more"));
  }
  issues.push(...findStartupTaintIssues(args.startupTaint));
  return issues;
}
