/** `eu-central-1a`. Local Zones (`us-west-2-lax-1a`) and Wavelength Zones have more parts. */
const AVAILABILITY_ZONE = /^([a-z]{2,4}(?:-[a-z]+)+-\d+)[a-z]$/;

/** The AWS partitions that this package knows, the narrowest prefix first. */
const PARTITIONS = [
  { prefix: "cn-", partition: "aws-cn", dnsSuffix: "amazonaws.com.cn" },
  { prefix: "us-gov-", partition: "aws-us-gov", dnsSuffix: "amazonaws.com" },
  { prefix: "", partition: "aws", dnsSuffix: "amazonaws.com" },
] as const;

/** Isolated and sovereign clouds: partitions with names and service sets of their own. */
const OTHER_PARTITIONS = /^(us-iso|eu-iso|eusc-)/;

/**
 * Interface endpoints that China's regions name `cn.com.amazonaws.…`; the others are `com.amazonaws.…` as
 * everywhere.
 *
 * https://docs.amazonaws.cn/en_us/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
const ENDPOINTS_NAMED_BY_CHINA: ReadonlySet<string> = new Set([
  "autoscaling",
  "ebs",
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "elasticfilesystem",
  "fsx",
  "lambda",
  "monitoring",
  "rds",
  "sagemaker.api",
  "sagemaker.runtime",
  "sqs",
  "states",
  "sts",
  "xray",
]);

function findPartition(region: string): (typeof PARTITIONS)[number] {
  return PARTITIONS.find(({ prefix }) => region.startsWith(prefix)) ?? PARTITIONS[2];
}

/** The region of an availability zone, `undefined` for anything else (Local Zones, zone ids, regions). */
export function regionOfZone(zone: string): string | undefined {
  return AVAILABILITY_ZONE.exec(zone)?.[1];
}

/** Whether the region lies in a partition whose names this package knows. */
export function isKnownPartition(region: string): boolean {
  return !OTHER_PARTITIONS.test(region);
}

/** The second part of each ARN of the region: `aws`, `aws-cn` or `aws-us-gov`. */
export function partitionOf(region: string): string {
  return findPartition(region).partition;
}

/** What the region's service hosts end in, such as `amazonaws.com`. */
export function dnsSuffixOf(region: string): string {
  return findPartition(region).dnsSuffix;
}

/** The full name of the service behind an interface endpoint: `ecr.api` is `com.amazonaws.eu-central-1.ecr.api`. */
export function formatInterfaceEndpointService(region: string, service: string): string {
  const ofChina = partitionOf(region) === "aws-cn" && ENDPOINTS_NAMED_BY_CHINA.has(service);
  return `${ofChina ? "cn." : ""}com.amazonaws.${region}.${service}`;
}

/** The full name of the service behind a gateway endpoint; it is the same in every partition. */
export function formatGatewayEndpointService(region: string, service: string): string {
  return `com.amazonaws.${region}.${service}`;
}
