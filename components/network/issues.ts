import {
  containsCidr,
  isCidr,
  networkAround,
  overlapsCidr,
  prefixLengthOf,
} from "../../basics/cidr.js";
import { ZONE_LIMIT } from "../../contract/alb-slots.js";
import { APPLICATION_TAG, TIER_TAG } from "../../contract/names.js";
import "../shared/aws/log-retention.js";
import { LOG_RETENTION_DAYS } from "../shared/aws/log-retention.js";
import { isKnownPartition, regionOfZone } from "../shared/aws/region.js";
import { issue, issuesWithin, type Issue } from "../shared/issues.js";
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
        ? `it has bits beyond its prefix; did you mean "${network}"?`
        : 'an IPv4 network such as "10.0.0.0/16"',
    ),
  ];
}

function findCidrBlockIssues(cidrBlock: string): Issue[] {
  if (!isCidr(cidrBlock)) return findNotANetworkIssues(cidrBlock);
  const issues: Issue[] = [];
  const length = prefixLengthOf(cidrBlock);
  if (length < LONGEST_NETWORK || length > SHORTEST_NETWORK) {
    issues.push(issue("", cidrBlock, "from /16 (the largest that AWS has) to /20"));
  }
  if (!ACCEPTED_RANGES.some((range) => containsCidr(range, cidrBlock))) {
    const accepted = `a network within ${ACCEPTED_RANGES.join(", ")}; hosts of the internet with these addresses would be out of reach`;
    issues.push(issue("", cidrBlock, accepted));
  }
  if (overlapsCidr(cidrBlock, DOCKER_BRIDGE)) {
    const reason = `it overlaps ${DOCKER_BRIDGE}, which Docker and some AWS services use on each host; "10.0.0.0/16" is free of that`;
    issues.push(issue("", cidrBlock, reason));
  }
  return issues;
}

function findNatGatewayIssues(mode: string | undefined): Issue[] {
  const accepted: string[] = Object.values(NatGatewayMode);
  if (mode === undefined || accepted.includes(mode)) return [];
  return [issue("", mode, `one of ${accepted.map((known) => `"${known}"`).join(", ")}`)];
}

function findEndpointIssue(service: string, before: readonly string[]): string | undefined {
  const shortName = FULL_SERVICE_NAME.exec(service)?.[1];
  if (shortName) return `the short name is expected, "${shortName}"`;
  if (!SHORT_SERVICE_NAME.test(service)) {
    return 'the short name of a service, such as "ecr.api" or "sts"';
  }
  return before.includes(service) ? "it is there already; leave it out" : undefined;
}

function findEndpointIssues(services: readonly string[] = []): Issue[] {
  return services.flatMap((service, index) => {
    const reason = findEndpointIssue(service, services.slice(0, index));
    return reason ? [issue(`vpcEndpoints[${index}]`, service, reason)] : [];
  });
}

function findFlowLogsIssues({ retentionDays }: FlowLogsArgs = {}): Issue[] {
  if (retentionDays === undefined || LOG_RETENTION_DAYS.includes(retentionDays)) return [];
  const next = LOG_RETENTION_DAYS.find((days) => days > retentionDays) ?? LOG_RETENTION_DAYS.at(-1);
  const accepted = `CloudWatch keeps logs for ${LOG_RETENTION_DAYS.join(", ")} days; try ${next}`;
  return [issue("retentionDays", retentionDays, accepted)];
}

/** Tags are an input: only those that are known when the network is planned can be looked at. */
function findTagIssues(tags: NetworkArgs["tags"]): Issue[] {
  return Object.keys(tags ?? {})
    .filter((key) => RESERVED_TAGS.includes(key))
    .map((key) => issue("", key, "the network sets this tag itself; leave it out"));
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
    reason:
      "a Wavelength Zone has neither EKS control plane nor NAT gateway; name zones of the region",
  },
  {
    pattern: /^[a-z]{2,4}(-[a-z]+)+-\d+-[a-z]+-\d+[a-z]$/,
    reason:
      "a Local Zone has neither EKS control plane nor RDS in two zones; name zones of the region",
  },
  {
    pattern: /-az\d+$/,
    reason: 'that is the id of a zone; its name is expected, such as "eu-central-1a"',
  },
  {
    pattern: /^[a-z]{2,4}(-[a-z]+)+-\d+$/,
    reason: 'that is a region; add the letter of a zone, such as "eu-central-1a"',
  },
];

function findZoneIssue(zone: string, before: readonly string[]): string | undefined {
  const region = regionOfZone(zone);
  if (region === undefined) {
    const mistake = MISTAKES.find(({ pattern }) => pattern.test(zone));
    return mistake?.reason ?? 'the name of an availability zone, such as "eu-central-1a"';
  }
  if (!isKnownPartition(region)) return "only the partitions aws, aws-cn and aws-us-gov are known";
  if (before.includes(zone)) return "it is there already; leave it out";
  const first = before.map(regionOfZone).find((known) => known !== undefined);
  if (first === undefined || first === region) return undefined;
  return `a VPC lies in one region, and the first zone is in ${first}`;
}

/** Problems of the zones' number and of each zone. */
export function findZoneIssues(zones: readonly string[]): Issue[] {
  const count =
    zones.length < FEWEST_ZONES || zones.length > ZONE_LIMIT
      ? [issue("availabilityZones", zones, `from ${FEWEST_ZONES} to ${ZONE_LIMIT} zones`)]
      : [];
  const each = zones.flatMap((zone, index) => {
    const reason = findZoneIssue(zone, zones.slice(0, index));
    return reason ? [issue(`availabilityZones[${index}]`, zone, reason)] : [];
  });
  return [...count, ...each];
}
