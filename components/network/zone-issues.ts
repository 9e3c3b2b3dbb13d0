import { issue, type Issue } from "../shared/issues.js";
import { isKnownPartition, regionOfZone } from "../shared/aws/region.js";
import { ZONE_LIMIT } from "../../contract/zone-subnets.js";

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
