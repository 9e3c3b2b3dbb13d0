import { containsCidr, isCidr, prefixLengthOf } from "../../../basics/cidr.js";
import { findChoiceIssues, findDuplicateIssues, issue, type Issue } from "../../shared/issues.js";
import { PRIVATE_RANGES } from "../../shared/cluster-addresses.js";
import {
  DEFAULT_KUBERNETES_VERSION,
  isKubernetesVersion,
  KUBERNETES_VERSIONS,
  type KubernetesVersion,
} from "../../shared/versions.js";
import type { ClusterArgs } from "../args.js";

/** A log of the Kubernetes control plane. */
export const ControlPlaneLog = {
  /** What the API server does. */
  Api: "api",
  /** Who asked the API server for what. */
  Audit: "audit",
  /** Which IAM principal became which Kubernetes user. */
  Authenticator: "authenticator",
  /** What the controllers do. */
  ControllerManager: "controllerManager",
  /** Where pods are placed, and why not elsewhere. */
  Scheduler: "scheduler",
} as const;
export type ControlPlaneLog = (typeof ControlPlaneLog)[keyof typeof ControlPlaneLog];

export interface ControlPlanePlan {
  readonly clusterName: string;
  readonly kubernetesVersion: KubernetesVersion;
  readonly logGroupName: string;
  readonly logRetentionDays: number;
  readonly logTypes: string[];
  readonly serviceIpv4Cidr: string;
  /** Empty when the public endpoint is off. */
  readonly publicCidrBlocks: string[];
}

/** What EKS itself would choose outside of 10.0.0.0/8. */
export const DEFAULT_SERVICE_CIDR = "172.20.0.0/16";

const EVERYBODY = "0.0.0.0/0";

const DEFAULT_LOG_TYPES: readonly ControlPlaneLog[] = [
  ControlPlaneLog.Api,
  ControlPlaneLog.Audit,
  ControlPlaneLog.Authenticator,
];

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
const CLUSTER_NAME = /^[A-Za-z0-9][-_A-Za-z0-9]*$/;
const CLUSTER_NAME_LIMIT = 100;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html */
const SERVICE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
const SERVICE_PREFIX = { min: 12, max: 24 };

function findNameIssues(name: string): Issue[] {
  if (name.length <= CLUSTER_NAME_LIMIT && CLUSTER_NAME.test(name)) return [];
  const accepted = `letters, digits, "-" and "_", beginning with a letter or digit, at most ${CLUSTER_NAME_LIMIT} characters`;
  return [issue("name", name, accepted)];
}

function findVersionIssues(version: string): Issue[] {
  if (isKubernetesVersion(version)) return [];
  const accepted = `the versions with known add-ons are ${KUBERNETES_VERSIONS.join(", ")}`;
  return [issue("kubernetesVersion", version, accepted)];
}

function findPublicCidrIssues(block: string, index: number): Issue[] {
  const path = `endpoint.publicCidrBlocks[${index}]`;
  if (!isCidr(block)) {
    return [
      issue(
        path,
        block,
        "an IPv4 network without host bits, such as 203.0.113.0/24 or 203.0.113.7/32",
      ),
    ];
  }
  const range = PRIVATE_RANGES.find((candidate) => containsCidr(candidate, block));
  if (range === undefined) return [];
  const accepted = `EKS takes public addresses only, and this lies in ${range}; private ones use the private endpoint`;
  return [issue(path, block, accepted)];
}

function findServiceCidrIssues(cidr: string): Issue[] {
  const path = "serviceIpv4Cidr";
  const { min, max } = SERVICE_PREFIX;
  if (!isCidr(cidr)) return [issue(path, cidr, "an IPv4 network such as 172.20.0.0/16")];
  const issues: Issue[] = [];
  const prefix = prefixLengthOf(cidr);
  if (prefix < min || prefix > max) {
    issues.push(issue(path, cidr, `EKS takes prefixes from /${min} to /${max}`));
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
  const accepted = `CloudWatch keeps logs for ${LOG_RETENTION_DAYS.join(", ")} days`;
  return [...types, ...repeated, issue("logRetentionDays", days, accepted)];
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

/** What is accepted and should still be seen before it is deployed. */
export function findControlPlaneWarnings(plan: ControlPlanePlan): Issue[] {
  if (!plan.publicCidrBlocks.includes(EVERYBODY)) return [];
  const message = `${EVERYBODY} lets every address reach the API server, and only IAM stands before it; name your own addresses`;
  return [{ path: "endpoint.publicCidrBlocks", message }];
}

/** The plan of arguments without issues. */
export function planControlPlane(name: string, args: ClusterArgs): ControlPlanePlan {
  const clusterName = args.name ?? name;
  return {
    clusterName,
    kubernetesVersion: (args.kubernetesVersion ?? DEFAULT_KUBERNETES_VERSION) as KubernetesVersion,
    logGroupName: `/aws/eks/${clusterName}/cluster`,
    logRetentionDays: args.logRetentionDays ?? 90,
    logTypes: [...(args.logTypes ?? DEFAULT_LOG_TYPES)],
    serviceIpv4Cidr: args.serviceIpv4Cidr ?? DEFAULT_SERVICE_CIDR,
    publicCidrBlocks: args.endpoint?.publicCidrBlocks ?? [],
  };
}
