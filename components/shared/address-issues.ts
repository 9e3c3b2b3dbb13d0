import { isCidr, overlapsCidr, type Cidr } from "../../basics/cidr.js";
import { findDuplicateIssues, issue, type Issue } from "./issues.js";

const HIGHEST_PORT = 65535;

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= HIGHEST_PORT;
}

export function findPortIssues(path: string, port: number): Issue[] {
  return isPort(port) ? [] : [issue(path, port, `a port number from 1 to ${HIGHEST_PORT}`)];
}

/** A rule with an empty list of ports would match every port, so an empty list is a mistake. */
export function findPortListIssues(path: string, ports: readonly number[]): Issue[] {
  if (ports.length === 0) return [issue(path, ports, "at least one port")];
  return [
    ...ports.flatMap((port, at) => findPortIssues(`${path}[${at}]`, port)),
    ...findDuplicateIssues(path, ports),
  ];
}

/** Addresses that a list must not overlap. */
export interface Forbidden {
  readonly cidrBlocks: readonly Cidr[];
  /** Whose addresses they are, and the fix after a semicolon. */
  readonly owner: string;
}

function findOverlapIssues(path: string, cidr: Cidr, forbidden: readonly Forbidden[]): Issue[] {
  return forbidden.flatMap(({ cidrBlocks, owner }) =>
    cidrBlocks
      .filter((block) => overlapsCidr(cidr, block))
      .map((block) => ({ path, message: `"${cidr}" overlaps ${block}, ${owner}` })),
  );
}

/** Issues of a list that must hold at least one IPv4 CIDR and overlap none of the forbidden ones. */
export function findCidrListIssues(
  path: string,
  cidrs: readonly Cidr[],
  forbidden: readonly Forbidden[] = [],
): Issue[] {
  if (cidrs.length === 0) return [issue(path, cidrs, "at least one IPv4 CIDR")];
  return [
    ...cidrs.flatMap((cidr, at) =>
      isCidr(cidr)
        ? findOverlapIssues(`${path}[${at}]`, cidr, forbidden)
        : [issue(`${path}[${at}]`, cidr, "an IPv4 CIDR such as 10.0.0.0/24")],
    ),
    ...findDuplicateIssues(path, cidrs),
  ];
}
