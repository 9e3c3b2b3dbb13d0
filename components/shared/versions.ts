/** Versions of the EKS add-ons that the platform installs, as `describe-addon-versions` names them. */
export interface AddonVersions {
  readonly "vpc-cni": string;
  readonly "kube-proxy": string;
  readonly "eks-pod-identity-agent": string;
  readonly coredns: string;
  readonly "metrics-server": string;
}

export type AddonName = keyof AddonVersions;

/**
 * What runs together on each Kubernetes version.
 *
 * The strings come from public logs and version tables, mostly of September 2026; no AWS API was asked. EKS withdraws old builds now and then: list what a region offers with
 * `aws eks describe-addon-versions --kubernetes-version 1.36`, and raise the table here.
 *
 * vpc-cni stays at 1.22.4: 1.23.0 and 1.23.1 overwrite the whole packet mark, which breaks Calico's eBPF
 * data plane (https://github.com/aws/amazon-vpc-cni-k8s/issues/3872).
 */
const ADDON_VERSIONS = {
  "1.35": {
    "vpc-cni": "v1.22.4-eksbuild.3",
    "kube-proxy": "v1.35.3-eksbuild.29",
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    coredns: "v1.13.2-eksbuild.31",
    "metrics-server": "v0.9.0-eksbuild.11",
  },
  "1.36": {
    "vpc-cni": "v1.22.4-eksbuild.3",
    "kube-proxy": "v1.36.0-eksbuild.25",
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    coredns: "v1.14.3-eksbuild.23",
    "metrics-server": "v0.9.0-eksbuild.11",
  },
} as const satisfies Record<string, AddonVersions>;

export type KubernetesVersion = keyof typeof ADDON_VERSIONS;

/** The Kubernetes version of a cluster that names none. */
export const DEFAULT_KUBERNETES_VERSION: KubernetesVersion = "1.36";

/** The Kubernetes versions that the table knows, oldest first. */
export const KUBERNETES_VERSIONS: readonly string[] = Object.keys(ADDON_VERSIONS);

export function isKubernetesVersion(version: string): version is KubernetesVersion {
  return KUBERNETES_VERSIONS.includes(version);
}

export function pinnedAddonVersions(version: KubernetesVersion): AddonVersions {
  return ADDON_VERSIONS[version];
}

/** Calico, and with it the version of its charts. The chart chooses the operator. */
export const CALICO_VERSION = "v3.33.1";

/** Lines of Calico that the isolation policies were written and tried for. */
export const CALICO_LINES: readonly string[] = ["v3.32", "v3.33"];

/** Chart of the AWS Load Balancer Controller. */
export const LOAD_BALANCER_CONTROLLER_VERSION = "3.6.0";

/** Chart of the NVIDIA device plugin. */
export const NVIDIA_DEVICE_PLUGIN_VERSION = "0.18.2";

/** Chart of the cluster autoscaler. Its own default image no longer exists, so the image is named beside it. */
export const CLUSTER_AUTOSCALER_VERSION = "9.59.0";

/**
 * Images of the cluster autoscaler. Each is made for one minor version of Kubernetes, whose scheduler it simulates:
 * https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler#releases
 */
const CLUSTER_AUTOSCALER_IMAGES: Record<KubernetesVersion, string> = {
  "1.35": "v1.35.2",
  "1.36": "v1.36.1",
};

export function clusterAutoscalerImage(version: KubernetesVersion): string {
  return CLUSTER_AUTOSCALER_IMAGES[version];
}
