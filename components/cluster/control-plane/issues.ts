import { LOG_RETENTION_DAYS } from "../../shared/aws/log-retention.js";
import { containsCidr, isCidr, prefixLengthOf } from "../../../basics/cidr.js";
import { PRIVATE_RANGES } from "../../shared/cluster-addresses.js";
import { findChoiceIssues, findDuplicateIssues, issue, type Issue } from "../../shared/issues.js";
import { isKubernetesVersion, KUBERNETES_VERSIONS } from "../../shared/versions.js";
import { type ClusterArgs, ControlPlaneLog } from "../args.js";

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
const CLUSTER_NAME = /^[A-Za-z0-9][-_A-Za-z0-9]*$/;

const CLUSTER_NAME_LIMIT = 100;

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html */
const SERVICE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

const SERVICE_PREFIX = { min: 12, max: 24 };

function findNameIssues(name: string): Issue[] {
  if (name.length <= CLUSTER_NAME_LIMIT && CLUSTER_NAME.test(name)) return [];
  const expected = `at most ${CLUSTER_NAME_LIMIT} letters, digits, "-" and "_", beginning with a letter or digit`;
  return [issue("name", name, expected)];
}

function findVersionIssues(version: string): Issue[] {
  if (isKubernetesVersion(version)) return [];
  const expected = `one of ${KUBERNETES_VERSIONS.join(", ")}, the versions with known add-ons`;
  return [issue("kubernetesVersion", version, expected)];
}

function findPublicCidrIssues(block: string, index: number): Issue[] {
  const path = `endpoint.publicCidrBlocks[${index}]`;
  if (!isCidr(block)) {
    return [
      issue(
        path,
        block,
        "an IPv4 CIDR without host bits, such as 203.0.113.0/24 or 203.0.113.7/32",
      ),
    ];
  }
  const range = PRIVATE_RANGES.find((candidate) => containsCidr(candidate, block));
  if (range === undefined) return [];
  const expected = `public addresses; those in ${range} are private and use the private endpoint`;
  return [issue(path, block, expected)];
}

function findServiceCidrIssues(cidr: string): Issue[] {
  const path = "serviceIpv4Cidr";
  const { min, max } = SERVICE_PREFIX;
  if (!isCidr(cidr)) return [issue(path, cidr, "an IPv4 CIDR such as 172.20.0.0/16")];
  const issues: Issue[] = [];
  const prefix = prefixLengthOf(cidr);
  if (prefix < min || prefix > max) {
    issues.push(issue(path, cidr, `a prefix from /${min} to /${max}`));
  }
  if (!SERVICE_RANGES.some((range) => containsCidr(range, cidr))) {
    issues.push(issue(path, cidr, `a block inside ${SERVICE_RANGES.join(", ")}`));
  }
  return issues;
}

function findLogIssues(args: ClusterArgs): Issue[] {
  const { logRetentionDays: days, logTypes = [] } = args;
  const types = logTypes.flatMap((type, index) =>
    findChoiceIssues(`logTypes[${index}]`, type, ControlPlaneLog),
  );
  const repeated = findDuplicateIssues("logTypes", logTypes);
  if (days === undefined || LOG_RETENTION_DAYS.includes(days)) return [...types, ...repeated];
  const expected = `one of ${LOG_RETENTION_DAYS.join(", ")} days, which CloudWatch accepts`;
  return [...types, ...repeated, issue("logRetentionDays", days, expected)];
}

export function findControlPlaneIssues(name: string, args: ClusterArgs): Issue[] {
  const { kubernetesVersion, serviceIpv4Cidr, endpoint } = args;
  return [
    ...findNameIssues(args.name ?? name),
    ...(kubernetesVersion === undefined ? [] : findVersionIssues(kubernetesVersion)),
    ...(endpoint?.publicCidrBlocks ?? []).flatMap(findPublicCidrIssues),
    ...(serviceIpv4Cidr === undefined ? [] : findServiceCidrIssues(serviceIpv4Cidr)),
    ...findLogIssues(args),
  ];
}
