import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { throwIssues, type Issue } from "../shared/issues.js";
import { knownArgs } from "../shared/known-args.js";
import type { KubernetesCluster } from "../shared/kubernetes-cluster.js";
import { forwardDependsOn } from "../shared/prerequisites.js";

/** Arguments of a ClusterRef. At least one is needed, so that nothing goes to whatever cluster happens to be current. */
export interface ClusterRefArgs {
  /**
   * Content of a kubeconfig file, or the path of one. Default: the ambient one (`KUBECONFIG`, or
   * `~/.kube/config`), and then `context` must say which cluster of it is meant.
   */
  kubeconfig?: pulumi.Input<string>;
  /** Context of the kubeconfig, such as `kind-bulkhead`. Default: its current context. */
  context?: string;
}

const providers = new WeakMap<ClusterRef, k8s.Provider>();

export function findClusterRefIssues(args: ClusterRefArgs): Issue[] {
  if (args.kubeconfig !== undefined || args.context) return [];
  const message =
    "names no cluster: set `context` (see `kubectl config get-contexts`), or `kubeconfig`, so that nothing is applied to whatever cluster happens to be current";
  return [{ path: "context", message }];
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
    super("bulkhead:index:ClusterRef", name, knownArgs(args), opts);
    const { kubeconfig, context } = args;
    const provider = new k8s.Provider(
      `${name}-kubernetes`,
      // Without it the provider takes a changed server address for another cluster and replaces every namespace.
      { kubeconfig, context, clusterIdentifier: name },
      { parent: this, dependsOn: forwardDependsOn(opts) },
    );
    providers.set(this, provider);
    this.registerOutputs({});
  }

  /** The provider that reaches the cluster. */
  provider(): k8s.Provider {
    const provider = providers.get(this);
    if (!provider) throw new Error("This cluster was not constructed by this copy of the package.");
    return provider;
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
