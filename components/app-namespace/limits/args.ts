/** Upper bounds for the whole namespace, as Kubernetes quantities. */
export interface QuotaArgs {
  /** Sum of CPU requests. Default: `4`. */
  requestsCpu?: string;
  /** Sum of memory requests. Default: `16Gi`. */
  requestsMemory?: string;
  /** Sum of memory limits. Default: `32Gi`. */
  limitsMemory?: string;
  /** Number of pods. Default: 50. */
  pods?: number;
  /** Number of PersistentVolumeClaims. Default: 10. */
  persistentVolumeClaims?: number;
  /** Number of NVIDIA GPUs. Default: 0. */
  gpus?: number;
}

/** Defaults of containers that set nothing themselves. CPU has no limit by default, because throttling only slows pods down. */
export interface ContainerDefaultsArgs {
  /** CPU request. Default: `100m`. */
  requestCpu?: string;
  /** Memory request. Default: `128Mi`. */
  requestMemory?: string;
  /** Memory limit. Default: `512Mi`. */
  limitMemory?: string;
}
