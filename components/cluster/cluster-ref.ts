import { Handles } from "../shared/handles.js";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ComponentType } from "../../contract/component-type.js";
import type { KubernetesCluster } from "../shared/kubernetes/kubernetes-cluster.js";
import { forwardDependsOn } from "../shared/prerequisites.js";
import { throwIssues } from "../shared/throw-issues.js";
import type { ClusterRefArgs } from "./args.js";
import { findClusterRefIssues } from "./issues.js";

const providers = new Handles<ClusterRef, k8s.Provider>();

function asSecret(value: ClusterRefArgs["kubeconfig"]): pulumi.Output<string> | undefined {
  return value === undefined ? undefined : pulumi.secret(value);
}

/**
 * A Kubernetes cluster that exists already: kind, k3s, or any other. It creates nothing in it, and lets the
 * components of the Kubernetes half use it just like a Cluster.
 *
 * It stands for the same cluster for good: when its address or its context changes, nothing is replaced. For another
 * cluster make another stack.
 */
export class ClusterRef extends pulumi.ComponentResource implements KubernetesCluster {
  constructor(name: string, args: ClusterRefArgs, opts?: pulumi.ComponentResourceOptions) {
    throwIssues(`ClusterRef "${name}"`, findClusterRefIssues(args));
    const { kubeconfig, context } = args;
    // A kubeconfig holds credentials, and what a component registers with is kept in the state as it is.
    super(ComponentType.ClusterRef, name, { context }, opts);
    const provider = new k8s.Provider(
      `${name}-kubernetes`,
      // Without it the provider takes a changed server address for another cluster and replaces every namespace.
      { kubeconfig: asSecret(kubeconfig), context, clusterIdentifier: name },
      { parent: this, dependsOn: forwardDependsOn(opts) },
    );
    providers.set(this, provider);
    this.registerOutputs({});
  }

  /** The provider that reaches the cluster. */
  provider(): k8s.Provider {
    return providers.get(this);
  }

  /** Nothing: the nodes exist. */
  nodesReady(): pulumi.Resource[] {
    return [];
  }

  /** Nothing: the cluster exists, with nodes and network. */
  ready(): pulumi.Resource[] {
    return [];
  }
}
