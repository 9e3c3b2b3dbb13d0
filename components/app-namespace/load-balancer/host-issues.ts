import { findDuplicateIssues, issue, type Issue } from "../../shared/issues.js";
import type { AppNamespaceArgs } from "../args.js";
import { LoadBalancerPlacement } from "../../../contract/load-balancer.js";

/** Lower-case DNS names; the first label may be a star. An Ingress accepts no others. */
const HOST = /^(\*\.)?([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const HOST_LIMIT = 253;

/** The annotation of a namespace holds 256 KiB; hundreds of names are no list that anybody reads. */
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
        message: `"${host}" belongs to application "${application}"`,
      })),
  );
}

/** Problems of the host names. Behind a shared load balancer they are what tells applications apart. */
export function findHostIssues(args: AppNamespaceArgs): Issue[] {
  const { hosts, placement } = args.loadBalancer ?? {};
  if (hosts === undefined) {
    if (placement !== LoadBalancerPlacement.Shared) return [];
    const why = "behind a shared load balancer a rule for any host would take others' traffic";
    return [issue("hosts", undefined, why)];
  }
  if (hosts.length === 0) return [issue("hosts", hosts, "at least one host name")];
  if (hosts.length > MOST_HOSTS) {
    return [
      { path: "hosts", message: `${hosts.length} host names: at most ${MOST_HOSTS} are accepted` },
    ];
  }
  return [
    ...findSpellingIssues(hosts),
    ...findDuplicateIssues("hosts", hosts),
    ...findTakenIssues(hosts, args),
  ];
}
