import { findDuplicateIssues, issue, type Issue } from "../../shared/issues.js";
import type { AppNamespaceArgs } from "../args.js";
import { LoadBalancerPlacement } from "../../../contract/load-balancer.js";

/** Lower-case DNS names; the first label may be a star. An Ingress accepts no others. */
const HOST = /^(\*\.)?([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const HOST_LIMIT = 253;

/** The annotation of a namespace holds 256 KiB; and hundreds of names are hard to review. */
const MOST_HOSTS = 100;

function findSpellingIssues(hosts: readonly string[]): Issue[] {
  return hosts.flatMap((host, at) =>
    HOST.test(host) && host.length <= HOST_LIMIT
      ? []
      : [issue(`hosts[${at}]`, host, "a lower-case host name such as shop.example.com")],
  );
}

function findTakenIssues(hosts: readonly string[], { platform }: AppNamespaceArgs): Issue[] {
  const { applications: others = [] } = platform;
  return hosts.flatMap((host, at) =>
    others
      .filter((other) => other.hosts?.includes(host))
      .map(({ application }) => ({
        path: `hosts[${at}]`,
        message: `"${host}" is taken by application "${application}"`,
      })),
  );
}

/** Issues of the host names, by which a shared load balancer tells applications apart. */
export function findHostIssues(args: AppNamespaceArgs): Issue[] {
  const { hosts, placement } = args.loadBalancer ?? {};
  if (hosts === undefined) {
    if (placement !== LoadBalancerPlacement.Shared) return [];
    const expected = "the hosts of this application, because a shared load balancer routes by host";
    return [issue("hosts", undefined, expected)];
  }
  if (hosts.length === 0) return [issue("hosts", hosts, "at least one host name")];
  if (hosts.length > MOST_HOSTS) {
    return [
      { path: "hosts", message: `has ${hosts.length} host names: expected at most ${MOST_HOSTS}` },
    ];
  }
  return [
    ...findSpellingIssues(hosts),
    ...findDuplicateIssues("hosts", hosts),
    ...findTakenIssues(hosts, args),
  ];
}
