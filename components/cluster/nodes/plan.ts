import type { NodeGroupArgs, NodeTaintArgs } from "./args.js";
import { CapacityType, TaintEffect } from "./args.js";
import { instancePodLimit, USUAL_PODS } from "./pod-limit.js";

/** A taint in the words of the EKS API. */
export interface EksTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

export interface NodeGroupPlan {
  readonly key: string;
  readonly amiType: string;
  readonly capacityType: "ON_DEMAND" | "SPOT";
  readonly instanceTypes: string[];
  readonly scaling: {
    readonly minSize: number;
    readonly maxSize: number;
    readonly desiredSize: number;
  };
  readonly diskSizeGiB: number;
  readonly labels: Record<string, string>;
  readonly taints: EksTaint[];
  readonly maxUnavailablePercentage: number;
  /** The kubelet's limit, set before the node exists. Absent: the image computes it. */
  readonly maxPods?: number;
}

/** What all groups of a cluster have in common. */
export interface NodeGroupChoices {
  readonly prefixDelegation: boolean;
  /** Key of a taint that every node starts with. */
  readonly startupTaint?: string;
}

/** Taint and label that NVIDIA's device plugin looks for in its default values. */
const GPU_TAINT: NodeTaintArgs = {
  key: "nvidia.com/gpu",
  value: "true",
  effect: TaintEffect.NoSchedule,
};
const GPU_LABELS = { "nvidia.com/gpu.present": "true" };

const EKS_EFFECTS: Record<TaintEffect, string> = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
};

const EKS_CAPACITY_TYPES: Record<CapacityType, NodeGroupPlan["capacityType"]> = {
  "on-demand": "ON_DEMAND",
  spot: "SPOT",
};

const STANDARD: InstanceFamily = { architecture: "x86_64", nvidia: false };

function chooseAmiType(group: NodeGroupArgs): string {
  const { architecture } = parseInstanceFamily(group.instanceTypes[0] ?? "") ?? STANDARD;
  const machine = architecture === "arm64" ? "ARM_64" : "x86_64";
  return `AL2023_${machine}_${group.gpu ? "NVIDIA" : "STANDARD"}`;
}

function planStartupTaint(key: string): NodeTaintArgs {
  return { key, effect: TaintEffect.NoSchedule };
}

/** The most pods that a node of every type of the group can have. */
export function groupPodLimit({ instanceTypes }: NodeGroupArgs): number {
  return Math.min(...instanceTypes.map((type) => instancePodLimit(type) ?? USUAL_PODS));
}

/** The taints of a group in Kubernetes' words, the one of GPU groups included. */
function planTaints(group: NodeGroupArgs): NodeTaintArgs[] {
  const own = group.taints ?? [];
  const gpuTaint = group.gpu && !own.some(({ key }) => key === GPU_TAINT.key) ? [GPU_TAINT] : [];
  return [...gpuTaint, ...own];
}

/**
 * Whether pods without any toleration of their own, such as CoreDNS, find a node in the group from the start. The
 * start-up taint is tolerated by all that the package installs.
 */
export function holdsSystemPods(group: NodeGroupArgs): boolean {
  const closed = planTaints(group).some(({ effect }) => effect !== TaintEffect.PreferNoSchedule);
  return !closed && group.minSize > 0;
}

function planNodeGroup(
  key: string,
  group: NodeGroupArgs,
  { prefixDelegation, startupTaint }: NodeGroupChoices,
): NodeGroupPlan {
  const { instanceTypes, minSize, maxSize, gpu = false } = group;
  const startup = startupTaint === undefined ? [] : [planStartupTaint(startupTaint)];
  return {
    key,
    amiType: chooseAmiType(group),
    capacityType: EKS_CAPACITY_TYPES[group.capacityType ?? CapacityType.OnDemand],
    instanceTypes,
    scaling: { minSize, maxSize, desiredSize: minSize },
    diskSizeGiB: group.diskSizeGiB ?? (gpu ? 100 : 50),
    labels: { ...(gpu && GPU_LABELS), ...group.labels },
    taints: [...startup, ...planTaints(group)].map((taint) => ({
      ...taint,
      effect: EKS_EFFECTS[taint.effect],
    })),
    maxUnavailablePercentage: group.maxUnavailablePercentage ?? 33,
    ...(prefixDelegation && {
      maxPods: group.maxPods ?? Math.min(USUAL_PODS, groupPodLimit(group)),
    }),
  };
}

/** The groups in the order of their names, whatever order they were written in. */
export function planNodeGroups(
  groups: Record<string, NodeGroupArgs>,
  choices: NodeGroupChoices,
): NodeGroupPlan[] {
  return Object.entries(groups)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, group]) => planNodeGroup(key, group, choices));
}

/** The part of an EC2 instance type that decides its image. */
export interface InstanceFamily {
  readonly architecture: "x86_64" | "arm64";
  readonly nvidia: boolean;
}

const INSTANCE_TYPE = /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\.[a-z0-9-]+$/;

/** Letters after the generation name the processor: "g" is Graviton, as in m7g, c7gn, is4gen, g5g. */
const GRAVITON = /^(a1|[a-z]+\d+[a-z]*g[a-z]*)(-|$)/;

/** Grace CPUs stand beside the GPU, behind a dash. */
const GRACE = /-gb\d+$/;

/** Families with NVIDIA GPUs that the AL2023 image has drivers for. g4ad has AMD GPUs. */
const NVIDIA = /^(g[4-9](?!ad)|gr\d|p[3-9])/;

/** What an instance type such as `m7i.large` runs on, or `undefined` when it is not spelled like one. */
export function parseInstanceFamily(instanceType: string): InstanceFamily | undefined {
  const family = INSTANCE_TYPE.exec(instanceType)?.[1];
  if (family === undefined) return undefined;
  const arm = GRAVITON.test(family) || GRACE.test(family);
  return { architecture: arm ? "arm64" : "x86_64", nvidia: NVIDIA.test(family) };
}
