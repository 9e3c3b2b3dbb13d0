import { assignOutputs, type ComponentOutputs } from "../shared/outputs.js";
import { Handles } from "../shared/handles.js";
import type * as eks from "@pulumi/eks";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ComponentType } from "../../contract/component-type.js";
import { type Issue } from "../shared/issues.js";
import { knownArgs } from "../shared/known-args.js";
import type { KubernetesCluster } from "../shared/kubernetes/kubernetes-cluster.js";
import { forwardDependsOn } from "../shared/prerequisites.js";
import { throwIssues } from "../shared/throw-issues.js";
import { createAccess } from "./access/resources.js";
import { createClusterAutoscaler } from "./add-ons/cluster-autoscaler.js";
import { createAddon } from "./add-ons/resources.js";
import type { ClusterArgs } from "./args.js";
import { createControlPlane } from "./control-plane/resources.js";
import { findClusterIssues } from "./issues.js";
import { createDevicePlugin } from "./nodes/device-plugin.js";
import { createNodeGroup, createNodeRole, type NodeRole } from "./nodes/resources.js";
import { planCluster, type ClusterPlan } from "./plan.js";

/** What a cluster hands to the things inside it. */
interface ClusterHandles {
  readonly provider: k8s.Provider;
  readonly nodes: pulumi.Resource[];
  readonly ready: pulumi.Resource[];
}

const handles = new Handles<Cluster, ClusterHandles>();

/** The parts that come before the nodes. */
interface Foundation {
  readonly name: string;
  readonly args: ClusterArgs;
  readonly plan: ClusterPlan;
  readonly controlPlane: eks.Cluster;
  readonly nodeRole: NodeRole;
  readonly parent: Cluster;
}

/**
 * The cluster's own provider. It waits for the access entries, so that a destroy removes them only after
 * everything that was made with their help.
 */
function createProvider({ name, args, plan, controlPlane, parent }: Foundation): k8s.Provider {
  const context = { clusterName: controlPlane.eksCluster.name, tags: args.tags };
  const access = plan.access.flatMap((entry) =>
    createAccess(`${name}-access-${entry.key}`, entry, context, { parent }),
  );
  return new k8s.Provider(
    `${name}-kubernetes`,
    {
      kubeconfig: controlPlane.kubeconfigJson,
      // The provider is replaced, and everything in the cluster with it, only together with the cluster.
      clusterIdentifier: controlPlane.eksCluster.endpoint,
    },
    { parent, dependsOn: access },
  );
}

interface Nodes {
  /** Node groups, and the add-ons that nodes need. */
  readonly nodes: pulumi.Resource[];
  /** The add-ons that need nodes. */
  readonly onNodes: pulumi.Resource[];
}

/** Network add-ons, then nodes, then what runs on nodes: a node without vpc-cni never becomes ready. */
function createNodes(foundation: Foundation): Nodes {
  const { name, args, plan, controlPlane, nodeRole, parent } = foundation;
  const clusterName = controlPlane.eksCluster.name;
  const context = { clusterName, tags: args.tags };
  const network = plan.addons.beforeNodes.map((addon) =>
    createAddon(name, addon, context, { parent }),
  );
  const { kubernetesVersion } = plan.controlPlane;
  const groupContext = { clusterName, kubernetesVersion, roleArn: nodeRole.arn, args };
  const groups = plan.nodeGroups.map((group) =>
    createNodeGroup(`${name}-nodes-${group.key}`, group, groupContext, {
      parent,
      dependsOn: [...network, ...nodeRole.attachments],
    }),
  );
  const onNodes = plan.addons.afterNodes.map((addon) =>
    createAddon(name, addon, context, { parent, dependsOn: groups }),
  );
  return { nodes: [...network, ...groups], onNodes };
}

/** What looks after the nodes, once there are some: more of them when pods wait, and GPUs that pods can ask for. */
function createNodeSupport(
  { name, args, plan, controlPlane, parent }: Foundation,
  provider: k8s.Provider,
  nodes: pulumi.Resource[],
): void {
  const opts = { parent, provider };
  if (plan.gpus) createDevicePlugin(name, args, { ...opts, dependsOn: nodes });
  if (!plan.autoscaler) return;
  const { arn: clusterArn, name: clusterName } = controlPlane.eksCluster;
  const { kubernetesVersion } = plan.controlPlane;
  const cluster = { ...args, clusterArn, clusterName, kubernetesVersion };
  createClusterAutoscaler(name, cluster, opts, nodes);
}

function warn(cluster: Cluster, warnings: readonly Issue[]): void {
  for (const { path, message } of warnings) void pulumi.log.warn(`${path}: ${message}`, cluster);
}

function clusterOutputs({ eksCluster, kubeconfigJson }: eks.Cluster): ComponentOutputs<Cluster> {
  return {
    name: eksCluster.name,
    arn: eksCluster.arn,
    endpoint: eksCluster.endpoint,
    kubeconfig: pulumi.secret(kubeconfigJson),
    securityGroupId: eksCluster.vpcConfig.clusterSecurityGroupId,
    version: eksCluster.version,
  };
}

/**
 * An EKS cluster with managed node groups in workload subnets, ready for Calico: private API endpoint, access by
 * access entries alone, encrypted Secrets, pinned add-ons, and instance metadata out of reach of pods.
 *
 * The component's `dependsOn` is handed on to its first children. Use `provider()` and `ready()` to install
 * things in the cluster.
 */
export class Cluster extends pulumi.ComponentResource implements KubernetesCluster {
  /** Name of the EKS cluster. */
  public readonly name!: pulumi.Output<string>;
  /** ARN of the EKS cluster. */
  public readonly arn!: pulumi.Output<string>;
  /** Address of the Kubernetes API. */
  public readonly endpoint!: pulumi.Output<string>;
  /** Kubeconfig as JSON, a secret. It takes its credentials from the AWS CLI of its user. */
  public readonly kubeconfig!: pulumi.Output<string>;
  /** The security group of control plane, nodes and pods, which EKS makes itself. */
  public readonly securityGroupId!: pulumi.Output<string>;
  /** Kubernetes version of the control plane. */
  public readonly version!: pulumi.Output<string>;

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    throwIssues(`Cluster "${name}"`, findClusterIssues(name, args));
    super(ComponentType.Cluster, name, knownArgs(args), opts);
    const plan = planCluster(name, args);
    warn(this, plan.warnings);
    const first = { parent: this, dependsOn: forwardDependsOn(opts) };
    const controlPlane = createControlPlane(name, args, plan.controlPlane, first);
    const nodeRole = createNodeRole(name, plan.nodeRole, args.tags, first);
    const foundation = { name, args, plan, controlPlane, nodeRole, parent: this };
    const provider = createProvider(foundation);
    const { nodes, onNodes } = createNodes(foundation);
    const ready = [...nodes, ...onNodes];
    createNodeSupport(foundation, provider, ready);
    handles.set(this, { provider, nodes, ready });

    const outputs = clusterOutputs(controlPlane);
    assignOutputs<Cluster>(this, outputs);
    this.registerOutputs(outputs);
  }

  /** The provider that reaches the cluster. */
  provider(): k8s.Provider {
    return handles.get(this).provider;
  }

  /**
   * Node groups and the add-ons that they need: what Calico must wait for, and be removed before. It needs no name
   * service, so that it is installed while the other add-ons are.
   */
  nodesReady(): pulumi.Resource[] {
    return handles.get(this).nodes;
  }

  /** Node groups and all add-ons: what must exist before anything can run in the cluster, and outlive it. */
  ready(): pulumi.Resource[] {
    return handles.get(this).ready;
  }
}
