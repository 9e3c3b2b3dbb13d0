import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** A Kubernetes cluster to install things on: one that was just made, or one that exists. */
export interface KubernetesCluster {
  /** The provider that reaches the cluster. */
  provider(): k8s.Provider;
  /** What must exist before Calico can run on the nodes, and outlive it. */
  nodesReady(): pulumi.Resource[];
  /** What must exist before anything can run in the cluster, and outlive it. */
  ready(): pulumi.Resource[];
}
