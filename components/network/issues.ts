import {
  containsCidr,
  isCidr,
  networkAround,
  overlapsCidr,
  prefixLengthOf,
} from "../../basics/cidr.js";
import { ZONE_LIMIT } from "../../contract/alb-slots.js";
import { APPLICATION_TAG, TIER_TAG } from "../../contract/names.js";
import { LOG_RETENTION_DAYS } from "../shared/aws/log-retention.js";
import { isKnownPartition, regionOfZone } from "../shared/aws/region.js";
import { duplicateIssue, issue, issuesWithin, type Issue } from "../shared/issues.js";
import { findComponentNameIssues } from "../shared/name-issues.js";
import type { FlowLogsArgs, NetworkArgs } from "./args.js";
import { NatGatewayMode } from "./args.js";
import { ELB_ROLE_TAG } from "./plan.js";

/** AWS ends at /16; below /20 the load balancer block has too few slots. */
const LONGEST_NETWORK = 16;
const SHORTEST_NETWORK = 20;

/** RFC 1918 and RFC 6598: addresses that no host of the internet has. */
const ACCEPTED_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** Docker's bridge: hosts that run Docker, Cloud9 and SageMaker do not reach a VPC there. */
const DOCKER_BRIDGE = "172.17.0.0/16";
const SHORT_SERVICE_NAME = /^[a-z0-9]+([.-][a-z0-9]+)*$/;
const FULL_SERVICE_NAME = /^(?:cn\.)?com\.amazonaws\.(?:[a-z0-9-]+\.)?(.+)$/;

/** What the network decides itself. */
const RESERVED_TAGS = [
  "Name",
  TIER_TAG,
  APPLICATION_TAG,
  ELB_ROLE_TAG,
  "kubernetes.io/role/internal-elb",
];

function findNotANetworkIssues(cidrBlock: string): Issue[] {
  const network = networkAround(cidrBlock);
  return [
    issue(
      "",
      cidrBlock,
      network
        ? `an IPv4 CIDR without host bits; did you mean "${network}"?`
        : 'an IPv4 CIDR such as "10.0.0.0/16"',
    ),
  ];
}

function findCidrBlockIssues(cidrBlock: string): Issue[] {
  if (!isCidr(cidrBlock)) return findNotANetworkIssues(cidrBlock);
  const issues: Issue[] = [];
  const length = prefixLengthOf(cidrBlock);
  if (length < LONGEST_NETWORK || length > SHORTEST_NETWORK) {
    issues.push(issue("", cidrBlock, "a prefix from /16 (the largest VPC) to /20"));
  }
  if (!ACCEPTED_RANGES.some((range) => containsCidr(range, cidrBlock))) {
    const expected = `a block within ${ACCEPTED_RANGES.join(", ")}, because the internet uses all others`;
    issues.push(issue("", cidrBlock, expected));
  }
  if (overlapsCidr(cidrBlock, DOCKER_BRIDGE)) {
    const message = `"${cidrBlock}" overlaps ${DOCKER_BRIDGE}, the addresses of Docker on each host; use a block such as "10.0.0.0/16"`;
    issues.push({ path: "", message });
  }
  return issues;
}

function findNatGatewayIssues(mode: string | undefined): Issue[] {
  const accepted: string[] = Object.values(NatGatewayMode);
  if (mode === undefined || accepted.includes(mode)) return [];
  return [issue("", mode, `one of ${accepted.map((known) => `"${known}"`).join(", ")}`)];
}

function expectedEndpoint(service: string): string | undefined {
  const shortName = FULL_SERVICE_NAME.exec(service)?.[1];
  if (shortName) return `the short name of a service; did you mean "${shortName}"?`;
  return SHORT_SERVICE_NAME.test(service)
    ? undefined
    : 'the short name of a service, such as "ecr.api" or "sts"';
}

function findEndpointIssues(services: readonly string[] = []): Issue[] {
  return services.flatMap((service, index) => {
    const path = `vpcEndpoints[${index}]`;
    const expected = expectedEndpoint(service);
    if (expected !== undefined) return [issue(path, service, expected)];
    return services.indexOf(service) < index ? [duplicateIssue(path, service)] : [];
  });
}

function findFlowLogsIssues({ retentionDays }: FlowLogsArgs = {}): Issue[] {
  if (retentionDays === undefined || LOG_RETENTION_DAYS.includes(retentionDays)) return [];
  const next = LOG_RETENTION_DAYS.find((days) => days > retentionDays) ?? LOG_RETENTION_DAYS.at(-1);
  const expected = `one of ${LOG_RETENTION_DAYS.join(", ")} days, which CloudWatch accepts; try ${next}`;
  return [issue("retentionDays", retentionDays, expected)];
}

/** Tags are an input: only those that are known when the network is planned can be looked at. */
function findTagIssues(tags: NetworkArgs["tags"]): Issue[] {
  return Object.keys(tags ?? {})
    .filter((key) => RESERVED_TAGS.includes(key))
    .map((key) => ({ path: "", message: `"${key}" is set by the network itself; leave it out` }));
}

/** Every problem of a network's name and arguments. */
export function findNetworkIssues(name: string, args: NetworkArgs): Issue[] {
  return [
    ...findComponentNameIssues(name, "-flow-logs"),
    ...issuesWithin("cidrBlock", findCidrBlockIssues(args.cidrBlock)),
    ...findZoneIssues(args.availabilityZones),
    ...issuesWithin("natGateway", findNatGatewayIssues(args.natGateway)),
    ...findEndpointIssues(args.vpcEndpoints),
    ...issuesWithin("flowLogs", findFlowLogsIssues(args.flowLogs)),
    ...issuesWithin("tags", findTagIssues(args.tags)),
  ];
}

/** RDS and EKS both want two. */
const FEWEST_ZONES = 2;

/** What people write in place of a zone's name. */
const MISTAKES = [
  {
    pattern: /-wl\d/,
    expected:
      "an availability zone, because a Wavelength Zone has neither EKS control plane nor NAT gateway",
  },
  {
    pattern: /^[a-z]{2,4}(-[a-z]+)+-\d+-[a-z]+-\d+[a-z]$/,
    expected:
      "an availability zone, because a Local Zone has neither EKS control plane nor Multi-AZ RDS",
  },
  {
    pattern: /-az\d+$/,
    expected: 'the name of an availability zone instead of its ID, such as "eu-central-1a"',
  },
  {
    pattern: /^[a-z]{2,4}(-[a-z]+)+-\d+$/,
    expected: 'an availability zone instead of a region, such as "eu-central-1a"',
  },
];

function expectedZone(zone: string, before: readonly string[]): string | undefined {
  const region = regionOfZone(zone);
  if (region === undefined) {
    const mistake = MISTAKES.find(({ pattern }) => pattern.test(zone));
    return mistake?.expected ?? 'the name of an availability zone, such as "eu-central-1a"';
  }
  if (!isKnownPartition(region)) return "a zone of the partitions aws, aws-cn or aws-us-gov";
  const first = before.map(regionOfZone).find((known) => known !== undefined);
  if (first === undefined || first === region) return undefined;
  return `a zone of ${first}, the region of the first zone, because a VPC has one region`;
}

/** Problems of the zones' number and of each zone. */
function findZoneIssues(zones: readonly string[]): Issue[] {
  const count =
    zones.length < FEWEST_ZONES || zones.length > ZONE_LIMIT
      ? [issue("availabilityZones", zones, `from ${FEWEST_ZONES} to ${ZONE_LIMIT} zones`)]
      : [];
  const each = zones.flatMap((zone, index) => {
    const path = `availabilityZones[${index}]`;
    const expected = expectedZone(zone, zones.slice(0, index));
    if (expected !== undefined) return [issue(path, zone, expected)];
    return zones.indexOf(zone) < index ? [duplicateIssue(path, zone)] : [];
  });
  return [...count, ...each];
}
