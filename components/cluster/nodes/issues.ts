import { isDnsLabel } from "../../../contract/names.js";
import {
  findChoiceIssues,
  findDuplicateIssues,
  issue,
  issuesWithin,
  type Issue,
} from "../../shared/issues.js";
import { CapacityType, TaintEffect, type NodeGroupArgs, type NodeTaintArgs } from "./args.js";
import {
  groupPodLimit,
  holdsSystemPods,
  parseInstanceFamily,
  type InstanceFamily,
} from "./plan.js";
import { instancePodLimit } from "./pod-limit.js";

/** EKS node group names end at 63 characters, auto-naming appends 8, and "-nodes-" joins component and group. */
const GROUP_NAME_ROOM = 63 - 8 - "-nodes-".length;

/** Label prefixes that CreateNodegroup refuses. */
const RESERVED_LABEL_PREFIXES = ["kubernetes.io/", "k8s.io/", "eks.amazonaws.com/"];

/** What EBS gives a gp3 volume, and what the image itself needs. */
const DISK_LIMITS = { min: 20, max: 16384 };

function isWhole(value: number, min: number, max = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

function instanceFamilies(group: NodeGroupArgs): InstanceFamily[] {
  return group.instanceTypes.flatMap((type) => parseInstanceFamily(type) ?? []);
}

function findInstanceTypeIssues(group: NodeGroupArgs): Issue[] {
  const path = "instanceTypes";
  if (group.instanceTypes.length === 0) {
    return [issue(path, [], "at least one EC2 instance type, such as m7i.large")];
  }
  const misspelled = group.instanceTypes
    .filter((type) => parseInstanceFamily(type) === undefined)
    .map((type) => issue(path, type, "an EC2 instance type such as m7i.large"));
  return [...misspelled, ...findDuplicateIssues(path, group.instanceTypes)];
}

function findArchitectureIssues(group: NodeGroupArgs): Issue[] {
  const architectures = new Set(instanceFamilies(group).map(({ architecture }) => architecture));
  if (architectures.size < 2) return [];
  const expected = "one processor architecture; make one group for x86_64 and one for arm64";
  return [issue("instanceTypes", group.instanceTypes, expected)];
}

function findGpuIssues({ instanceTypes, gpu = false }: NodeGroupArgs): Issue[] {
  const fix = gpu
    ? "has no NVIDIA GPU: expected a type of the g or p families, such as g6.xlarge, because the group has `gpu: true`"
    : "has an NVIDIA GPU that no pod could use: set `gpu: true`, or name another family";
  return instanceTypes
    .filter((type) => (parseInstanceFamily(type)?.nvidia ?? gpu) !== gpu)
    .map((type) => ({ path: "instanceTypes", message: `"${type}" ${fix}` }));
}

function findSizeIssues(group: NodeGroupArgs): Issue[] {
  const { minSize, maxSize, diskSizeGiB, maxUnavailablePercentage } = group;
  const issues: Issue[] = [];
  if (!isWhole(minSize, 0)) issues.push(issue("minSize", minSize, "a whole number, 0 or more"));
  if (!isWhole(maxSize, 1)) issues.push(issue("maxSize", maxSize, "a whole number, 1 or more"));
  if (minSize > maxSize) {
    issues.push(
      issue("minSize", minSize, `at most maxSize, ${maxSize}; raise maxSize or lower minSize`),
    );
  }
  if (diskSizeGiB !== undefined && !isWhole(diskSizeGiB, DISK_LIMITS.min, DISK_LIMITS.max)) {
    issues.push(
      issue("diskSizeGiB", diskSizeGiB, `from ${DISK_LIMITS.min} to ${DISK_LIMITS.max} GiB`),
    );
  }
  if (maxUnavailablePercentage !== undefined && !isWhole(maxUnavailablePercentage, 1, 100)) {
    issues.push(issue("maxUnavailablePercentage", maxUnavailablePercentage, "from 1 to 100"));
  }
  return issues;
}

function findPodIssues(group: NodeGroupArgs, prefixDelegation: boolean): Issue[] {
  const { instanceTypes, maxPods } = group;
  if (!prefixDelegation) {
    const message =
      "requires `prefixDelegation`: without it the VPC CNI has no addresses for more pods";
    return maxPods === undefined ? [] : [{ path: "maxPods", message }];
  }
  const issues = instanceTypes
    .filter((type) => instancePodLimit(type) === undefined)
    .map((type) =>
      issue("instanceTypes", type, "an instance type on Nitro, which `prefixDelegation` requires"),
    );
  const limit = groupPodLimit(group);
  if (maxPods !== undefined && !isWhole(maxPods, 1, limit)) {
    issues.push(issue("maxPods", maxPods, `from 1 to ${limit} with these instance types`));
  }
  return issues;
}

function findTaintIssues(taint: NodeTaintArgs, index: number): Issue[] {
  const issues = findChoiceIssues("effect", taint.effect, TaintEffect);
  if (taint.key === "") issues.push(issue("key", taint.key, 'a key such as "workload"'));
  return issuesWithin(`taints[${index}]`, issues);
}

function findLabelIssues(labels: Record<string, string>): Issue[] {
  return Object.keys(labels)
    .filter((key) => RESERVED_LABEL_PREFIXES.some((prefix) => key.startsWith(prefix)))
    .map((key) =>
      issue(
        "labels",
        key,
        `a key outside ${RESERVED_LABEL_PREFIXES.join(", ")}, which EKS reserves`,
      ),
    );
}

function findNameIssues(component: string, key: string): Issue[] {
  const limit = GROUP_NAME_ROOM - component.length;
  if (isDnsLabel(key, limit)) return [];
  const expected = `a DNS label of at most ${limit} characters, such as "general", because EKS group names have at most 63`;
  return [issue("", key, expected)];
}

function findNodeGroupIssues(group: NodeGroupArgs, prefixDelegation: boolean): Issue[] {
  return [
    ...findInstanceTypeIssues(group),
    ...findArchitectureIssues(group),
    ...findGpuIssues(group),
    ...findChoiceIssues("capacityType", group.capacityType, CapacityType),
    ...findSizeIssues(group),
    ...findPodIssues(group, prefixDelegation),
    ...findLabelIssues(group.labels ?? {}),
    ...(group.taints ?? []).flatMap(findTaintIssues),
  ];
}

export function findNodeGroupsIssues(
  component: string,
  groups: Record<string, NodeGroupArgs>,
  prefixDelegation: boolean,
): Issue[] {
  const entries = Object.entries(groups);
  if (entries.length === 0) {
    return [issue("nodeGroups", {}, "at least one node group")];
  }
  const own = entries.flatMap(([key, group]) =>
    issuesWithin(`nodeGroups.${key}`, [
      ...findNameIssues(component, key),
      ...findNodeGroupIssues(group, prefixDelegation),
    ]),
  );
  if (own.length > 0 || entries.some(([, group]) => holdsSystemPods(group))) return own;
  const message =
    "cannot run the cluster's own pods: expected a group with minSize 1 or more, without `gpu` and without NoSchedule or NoExecute taints";
  return [{ path: "nodeGroups", message }];
}
