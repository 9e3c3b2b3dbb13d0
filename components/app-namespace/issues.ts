import { PLATFORM_REF_VERSION } from "../../contract/formats.js";
import { IsolationMode } from "../../contract/isolation-mode.js";
import { CLUSTER_NAMESPACES } from "../../contract/names.js";
import { type PlatformRef } from "../platform-ref/platform-ref.js";
import { findPortListIssues } from "../shared/address-issues.js";
import type { AddressFacts } from "../../contract/address-facts.js";
import {
  findChoiceIssues,
  findDuplicateIssues,
  issue,
  issuesWithin,
  type Issue,
} from "../shared/issues.js";
import { findApplicationNameIssues } from "../shared/name-issues.js";
import { DeletePolicy, PodSecurity, type AppNamespaceArgs } from "./args.js";
import { findLimitIssues, findQuotaIssues } from "./limits/issues.js";
import { findLoadBalancerIssues } from "./load-balancer/issues.js";
import { findStorageIssues } from "./storage/issues.js";
import { findEgressIssues } from "./traffic/issues.js";

/** What runs in these is trusted by the rules for applications, so no application may stand behind their names. */
function isClusterNamespace(name: string, { systemNamespaces }: PlatformRef): boolean {
  return ["default", ...CLUSTER_NAMESPACES, ...systemNamespaces].includes(name);
}

function findNameIssues({ application, platform }: AppNamespaceArgs): Issue[] {
  const path = "application";
  if (isClusterNamespace(application, platform)) {
    return [{ path, message: `"${application}" is reserved for the cluster; choose another name` }];
  }
  const taken = (platform.applications ?? []).some((other) => other.application === application);
  return [
    ...findApplicationNameIssues(path, application),
    ...(taken
      ? [{ path, message: `"${application}" is taken by another application; choose another name` }]
      : []),
  ];
}

function findFormatIssues({ formatVersion }: PlatformRef): Issue[] {
  if (formatVersion === PLATFORM_REF_VERSION) return [];
  return [issue("platform.formatVersion", formatVersion, `format ${PLATFORM_REF_VERSION}`)];
}

/** A rule with an empty list of addresses would match every address. */
function findPlatformIssues({ podCidrBlocks, privateCidrBlocks }: AddressFacts): Issue[] {
  const path = "platform.addressFacts";
  return [
    ...(podCidrBlocks.length === 0
      ? [issue(`${path}.podCidrBlocks`, podCidrBlocks, "at least one IPv4 CIDR, for all pods")]
      : []),
    ...(privateCidrBlocks.length === 0
      ? [
          issue(
            `${path}.privateCidrBlocks`,
            privateCidrBlocks,
            "at least one IPv4 CIDR, for all that is not the internet",
          ),
        ]
      : []),
  ];
}

function findPeerNameIssues(path: string, name: string, args: AppNamespaceArgs): Issue[] {
  if (name === args.application) {
    const message = `"${name}" is the application itself: pods of one namespace always reach each other; leave it out`;
    return [{ path, message }];
  }
  // A system namespace has no wall of its own: one side alone would open the connection.
  if (isClusterNamespace(name, args.platform)) {
    return [
      {
        path,
        message: `"${name}" is reserved for the cluster: expected the name of an application`,
      },
    ];
  }
  return findApplicationNameIssues(path, name);
}

function findPeerIssues(path: string, names: readonly string[], args: AppNamespaceArgs): Issue[] {
  return [
    ...names.flatMap((name, at) => findPeerNameIssues(`${path}[${at}].application`, name, args)),
    ...findDuplicateIssues(path, names),
  ];
}

function findConnectionIssues(args: AppNamespaceArgs): Issue[] {
  const { egress, ingressFrom } = args;
  const callees = egress?.applications ?? [];
  const callers = ingressFrom?.applications ?? [];
  const peerName = (peer: { application: string }): string => peer.application;
  return [
    ...findPeerIssues("egress.applications", callees.map(peerName), args),
    ...callees.flatMap(({ ports }, at) =>
      findPortListIssues(`egress.applications[${at}].ports`, ports),
    ),
    ...findPeerIssues("ingressFrom.applications", callers.map(peerName), args),
    ...callers.flatMap(({ ports }, at) =>
      ports ? findPortListIssues(`ingressFrom.applications[${at}].ports`, ports) : [],
    ),
  ];
}

/**
 * All problems of an application's arguments. A record of another format can be read no further. The component is
 * named after the application unless somebody chose another name.
 */
export function findAppNamespaceIssues(
  args: AppNamespaceArgs,
  component: string = args.application,
): Issue[] {
  const unreadable = findFormatIssues(args.platform);
  if (unreadable.length > 0) return unreadable;
  return [
    ...findPlatformIssues(args.platform.addressFacts),
    ...findNameIssues(args),
    ...findPortListIssues("ports", args.ports),
    ...findChoiceIssues("mode", args.mode, IsolationMode),
    ...findChoiceIssues("deletePolicy", args.deletePolicy, DeletePolicy),
    ...findChoiceIssues("podSecurity", args.podSecurity, PodSecurity),
    ...issuesWithin("quota", findQuotaIssues(args.quota)),
    ...issuesWithin("limits", findLimitIssues(args.limits)),
    ...issuesWithin("egress", findEgressIssues(args)),
    ...findConnectionIssues(args),
    ...findLoadBalancerIssues(args),
    ...findStorageIssues(args, component),
  ];
}
