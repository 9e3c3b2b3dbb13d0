import type { ChartsArgs } from "../shared/kubernetes/chart-source.js";

/**
 * Who serves Calico's `projectcalico.org/v3` API.
 *
 * @enum
 */
export const CalicoApi = {
  /** Calico's own API server behind the Kubernetes one. Works on every Kubernetes version. */
  Aggregated: "aggregated",
  /** The Kubernetes API server itself, from custom resource definitions. Needs Kubernetes 1.36. */
  Native: "native",
} as const;
export type CalicoApi = (typeof CalicoApi)[keyof typeof CalicoApi];

/**
 * Who gives pods their addresses.
 *
 * @enum
 */
export const CalicoCni = {
  /** The AWS VPC CNI; Calico only enforces policies. */
  AmazonVPC: "AmazonVPC",
  /** Calico itself, for clusters outside AWS such as kind and k3s that were made without a CNI. */
  Calico: "Calico",
} as const;
export type CalicoCni = (typeof CalicoCni)[keyof typeof CalicoCni];

/** What the policy agent asks of each node. */
export interface CalicoNodeResourcesArgs {
  /** CPU request. Default: `250m`. An agent without CPU is slow to learn of new pods, which wait for it. */
  cpu?: string;
  /** Memory request. Default: `256Mi`. */
  memory?: string;
}

/** Arguments of Calico. */
export interface CalicoArgs {
  /** Version of Calico and its charts, such as `v3.33.1`. Default: the one that the package was tried with. */
  version?: string;
  /**
   * Who serves Calico's API. Default: `aggregated`. `native` needs Kubernetes 1.36 or newer, where mutating
   * admission policies are stable, and is chosen once: changing it on a running cluster loses the policies.
   */
  api?: CalicoApi;
  /** Kubernetes version of the cluster, such as `1.36`. Only read with `api: native`, which needs to know it. */
  kubernetesVersion?: string;
  /** Where the charts come from. Default: `https://docs.tigera.io/calico/charts`. */
  charts?: ChartsArgs;
  /** Who gives pods their addresses. Default: `AmazonVPC`, for EKS. */
  cni?: CalicoCni;
  /**
   * Addresses of pods, for `cni: Calico`: the cluster's pod CIDR, `10.244.0.0/16` on kind and `10.42.0.0/16` on
   * k3s. With `AmazonVPC` the subnets decide, and the list must be left out.
   */
  podCidrBlocks?: string[];
  /** Registry that mirrors Calico's images, such as `registry.example.com/mirror`. Default: the public one. */
  registry?: string;
  /** Key of the taint that nodes start with, which Calico's API server then tolerates; its agents tolerate all. Default: none. */
  startupTaint?: string;
  /** What the policy agent asks of each node. */
  nodeResources?: CalicoNodeResourcesArgs;
}
