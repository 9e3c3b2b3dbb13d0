import { applicationsOf, PLATFORM_REF_VERSION } from "../platform/platform-ref.js";
import { findPortListIssues } from "../shared/address-issues.js";
import {
  findChoiceIssues,
  findDuplicateIssues,
  issue,
  issuesWithin,
  type Issue,
} from "../shared/issues.js";
import { findApplicationNameIssues } from "../shared/names.js";
import { PodSecurity, type AppNamespaceArgs } from "./app-namespace-args.js";
import { findEgressIssues } from "./egress-issues.js";
import { findLimitIssues, findQuotaIssues } from "./limits-issues.js";
import { findLoadBalancerIssues } from "./load-balancer-issues.js";

function findNameIssues({ application, platform }: AppNamespaceArgs): Issue[] {
  const path = "application";
  if (application === "default" || platform.systemNamespaces.includes(application)) {
    return [
      { path, message: `"${application}" is a namespace of the cluster: choose another name` },
    ];
  }
  const taken = applicationsOf(platform).some((other) => other.application === application);
  return [
    ...findApplicationNameIssues(path, application),
    ...(taken
      ? [{ path, message: `"${application}" is taken: each application has one namespace` }]
      : []),
  ];
}

function findPlatformIssues({ platform }: AppNamespaceArgs): Issue[] {
  const { formatVersion, surroundings } = platform;
  return [
    ...(formatVersion === PLATFORM_REF_VERSION
      ? []
      : [issue("platform.formatVersion", formatVersion, `format ${PLATFORM_REF_VERSION}`)]),
    ...(surroundings.podCidrBlocks.length === 0
      ? [issue("platform.surroundings.podCidrBlocks", [], "the addresses that pods can have")]
      : []),
  ];
}

function findNeighbourIssues(path: string, names: readonly string[], own: string): Issue[] {
  return [
    ...names.flatMap((name, at) =>
      name === own
        ? [
            {
              path: `${path}[${at}].application`,
              message: `"${own}" is this application: its own namespace is always open to it`,
            },
          ]
        : findApplicationNameIssues(`${path}[${at}].application`, name),
    ),
    ...findDuplicateIssues(path, names),
  ];
}

function findConnectionIssues({ application, egress, ingressFrom }: AppNamespaceArgs): Issue[] {
  const callees = egress?.applications ?? [];
  const callers = ingressFrom?.applications ?? [];
  const nameOf = (neighbour: { application: string }): string => neighbour.application;
  return [
    ...findNeighbourIssues("egress.applications", callees.map(nameOf), application),
    ...callees.flatMap(({ ports }, at) =>
      findPortListIssues(`egress.applications[${at}].ports`, ports),
    ),
    ...findNeighbourIssues("ingressFrom.applications", callers.map(nameOf), application),
    ...callers.flatMap(({ ports }, at) =>
      ports ? findPortListIssues(`ingressFrom.applications[${at}].ports`, ports) : [],
    ),
  ];
}

/** All problems of an application's arguments. */
export function findAppNamespaceIssues(args: AppNamespaceArgs): Issue[] {
  return [
    ...findPlatformIssues(args),
    ...findNameIssues(args),
    ...findPortListIssues("ports", args.ports),
    ...findChoiceIssues("podSecurity", args.podSecurity, PodSecurity),
    ...issuesWithin("quota", findQuotaIssues(args.quota)),
    ...issuesWithin("limits", findLimitIssues(args.limits)),
    ...issuesWithin("egress", findEgressIssues(args)),
    ...findConnectionIssues(args),
    ...findLoadBalancerIssues(args),
  ];
}
