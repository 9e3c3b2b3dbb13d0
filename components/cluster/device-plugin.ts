import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { chartSource } from "../shared/chart-source.js";
import type { ChartsArgs } from "../shared/charts-args.js";
import { NVIDIA_DEVICE_PLUGIN_VERSION } from "../shared/versions.js";

const DEFAULT_REPOSITORY = "https://nvidia.github.io/k8s-device-plugin";

/**
 * Offers the GPUs of a node to pods as `nvidia.com/gpu`; the AL2023 image holds drivers, not the plugin. Its
 * default values choose nodes by the label, and tolerate the taint, that GPU groups carry.
 */
export function createDevicePlugin(
  name: string,
  charts: ChartsArgs | undefined,
  opts: pulumi.CustomResourceOptions,
): k8s.helm.v3.Release {
  const repository = charts?.repository ?? DEFAULT_REPOSITORY;
  return new k8s.helm.v3.Release(
    `${name}-device-plugin`,
    {
      ...chartSource(repository, "nvidia-device-plugin", NVIDIA_DEVICE_PLUGIN_VERSION),
      name: "nvidia-device-plugin",
      namespace: "kube-system",
      atomic: true,
      timeout: 600,
    },
    opts,
  );
}
