/**
 * How EC2 sells the instances of a node group.
 *
 * @enum
 */
export const CapacityType = {
  /** Instances that stay until they are given back. */
  OnDemand: "on-demand",
  /** Spare instances, much cheaper, that AWS may take back within two minutes. */
  Spot: "spot",
} as const;

export type CapacityType = (typeof CapacityType)[keyof typeof CapacityType];

/**
 * What happens to pods that do not tolerate a taint.
 *
 * @enum
 */
export const TaintEffect = {
  /** New pods are not scheduled. */
  NoSchedule: "NoSchedule",
  /** New pods are scheduled only if other nodes have no room. */
  PreferNoSchedule: "PreferNoSchedule",
  /** New pods are not scheduled, and running ones are evicted. */
  NoExecute: "NoExecute",
} as const;

export type TaintEffect = (typeof TaintEffect)[keyof typeof TaintEffect];

/** A taint that every node of a group carries. */
export interface NodeTaintArgs {
  /** Key, such as `workload`. */
  key: string;
  /** Value that tolerations compare with. Default: none. */
  value?: string;
  /** What happens to pods that do not tolerate it. */
  effect: TaintEffect;
}

/** Nodes of one kind: an EKS managed node group. */
export interface NodeGroupArgs {
  /**
   * EC2 instance types of one processor architecture, in order of preference for on-demand groups. Name several
   * for spot groups, so that AWS has a choice.
   */
  instanceTypes: string[];
  /** How the instances are bought. Default: `on-demand`. Changing it replaces the group. */
  capacityType?: CapacityType;
  /** The fewest nodes, and how many there are at first. An autoscaler moves the number afterwards. */
  minSize: number;
  /** The most nodes. */
  maxSize: number;
  /** Size of each node's encrypted root volume in GiB, images and logs included. Default: 50, with `gpu` 100. */
  diskSizeGiB?: number;
  /**
   * Whether the group is for pods that use NVIDIA GPUs. Default: false. It then gets the NVIDIA image, the label
   * `nvidia.com/gpu.present`, the device plugin, and the taint `nvidia.com/gpu`, so that other pods keep off.
   */
  gpu?: boolean;
  /** Kubernetes labels of the nodes. Default: none. EKS refuses keys under `kubernetes.io/`, `k8s.io/` and its own. */
  labels?: Record<string, string>;
  /** Taints of the nodes, beside the one of `gpu`. Default: none. */
  taints?: NodeTaintArgs[];
  /**
   * The most pods of a node, with `prefixDelegation`. Default: 110, or fewer where the smallest instance type has
   * fewer addresses. EKS accepts up to 250 where all types have at least 30 vCPUs. Changing it replaces the nodes.
   */
  maxPods?: number;
  /** Share of the nodes that an update may replace at a time, 1 to 100. Default: 33. */
  maxUnavailablePercentage?: number;
}
