import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { chartSource } from "../../shared/kubernetes/chart-source.js";
import { startupTolerations, type Toleration } from "../../shared/kubernetes/startup-taint.js";
import { NVIDIA_DEVICE_PLUGIN_VERSION } from "../../shared/versions.js";
import type { ClusterArgs } from "../args.js";

const DEFAULT_REPOSITORY = "https://nvidia.github.io/k8s-device-plugin";

/** What the chart tolerates by default, which any list replaces. */
const DEFAULT_TOLERATIONS: readonly Toleration[] = [
  { key: "CriticalAddonsOnly", operator: "Exists" },
  { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
];

/**
 * Offers the GPUs of a node to pods as `nvidia.com/gpu`; the AL2023 image holds drivers, not the plugin. Its
 * default values choose nodes by the label, and tolerate the taint, that GPU groups carry.
 */
export function createDevicePlugin(
  name: string,
  { charts, startupTaint }: Pick<ClusterArgs, "charts" | "startupTaint">,
  opts: pulumi.CustomResourceOptions,
): k8s.helm.v3.Release {
  const repository = charts?.repository ?? DEFAULT_REPOSITORY;
  return new k8s.helm.v3.Release(
    `${name}-device-plugin`,
    {
      ...chartSource(repository, "nvidia-device-plugin", NVIDIA_DEVICE_PLUGIN_VERSION),
      name: "nvidia-device-plugin",
      namespace: "kube-system",
      ...(startupTaint !== undefined && {
        values: { tolerations: [...DEFAULT_TOLERATIONS, ...startupTolerations(startupTaint)] },
      }),
      atomic: true,
      timeout: 600,
    },
    opts,
  );
}
