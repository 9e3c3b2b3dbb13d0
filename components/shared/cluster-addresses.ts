import { isIpv4Address } from "../../basics/cidr.js";
import type { NodeLocalDns } from "../../contract/address-facts.js";
import { issue, issuesWithin, type Issue } from "./issues.js";

/** Ranges that are never the internet (RFC 1918, RFC 6598, RFC 3927). */
export const PRIVATE_RANGES: readonly string[] = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
];

export function findNodeLocalDnsIssues(path: string, dns: NodeLocalDns | undefined): Issue[] {
  if (!dns) return [];
  const issues = (["address", "clusterIp"] as const)
    .filter((field) => !isIpv4Address(dns[field]))
    .map((field) => issue(field, dns[field], "an IPv4 address such as 169.254.20.10"));
  return issuesWithin(path, issues);
}
