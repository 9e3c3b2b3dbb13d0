import type { TypedManifest } from "../../shared/kubernetes/manifest.js";
import type { ContainerDefaultsArgs, QuotaArgs } from "./args.js";

export const CONTAINER_DEFAULTS: Readonly<Required<ContainerDefaultsArgs>> = {
  requestCpu: "100m",
  requestMemory: "128Mi",
  limitMemory: "512Mi",
};

/** Services that would open a path beside the load balancer are refused by quota as well as by admission. */
const NO_OPEN_SERVICES = { "services.loadbalancers": "0", "services.nodeports": "0" };

export function planResourceQuota(
  namespace: string,
  quota: QuotaArgs = {},
): TypedManifest<{ hard: Record<string, string> }> {
  const {
    requestsCpu = "4",
    requestsMemory = "16Gi",
    limitsMemory = "32Gi",
    pods = 50,
    persistentVolumeClaims = 10,
    gpus = 0,
  } = quota;
  const hard = {
    ...NO_OPEN_SERVICES,
    "requests.cpu": requestsCpu,
    "requests.memory": requestsMemory,
    "limits.memory": limitsMemory,
    "requests.nvidia.com/gpu": String(gpus),
    pods: String(pods),
    persistentvolumeclaims: String(persistentVolumeClaims),
  };
  return {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "app-isolation", namespace },
    spec: { hard },
  };
}

/** A quota on requests refuses pods without any, so every container gets some. */
export function planLimitRange(
  namespace: string,
  defaults: ContainerDefaultsArgs = {},
): TypedManifest<{ limits: object[] }> {
  const {
    requestCpu = CONTAINER_DEFAULTS.requestCpu,
    requestMemory = CONTAINER_DEFAULTS.requestMemory,
    limitMemory = CONTAINER_DEFAULTS.limitMemory,
  } = defaults;
  const container = {
    type: "Container",
    defaultRequest: { cpu: requestCpu, memory: requestMemory },
    default: { memory: limitMemory },
  };
  return {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: { name: "app-isolation", namespace },
    spec: { limits: [container] },
  };
}
