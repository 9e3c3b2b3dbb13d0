export { AppNamespace } from "./components/app-namespace/app-namespace.js";
export { ApplicationAccess } from "./components/app-namespace/access/application-access.js";
export type {
  AccessibleApplicationArgs,
  ApplicationAccessArgs,
  NamespaceAccessArgs,
} from "./components/app-namespace/access/args.js";
export {
  DeletePolicy,
  PodSecurity,
  type AppNamespaceArgs,
  type ApplicationEgressArgs,
  type ApplicationIngressArgs,
  type DatabaseEgressArgs,
  type EgressArgs,
  type IngressFromArgs,
} from "./components/app-namespace/args.js";
export type { ContainerDefaultsArgs, QuotaArgs } from "./components/app-namespace/limits/limits.js";
export {
  LoadBalancerPlacement,
  LoadBalancerScheme,
  type LoadBalancerArgs,
} from "./components/app-namespace/load-balancer/args.js";
export { StorageAccess, type StorageArgs } from "./components/app-namespace/storage/args.js";
export { Calico } from "./components/calico/calico.js";
export {
  CalicoApi,
  CalicoCni,
  type CalicoArgs,
  type CalicoNodeResourcesArgs,
} from "./components/calico/args.js";
export { ClusterAccess, type ClusterAccessEntryArgs } from "./components/cluster/access/plan.js";
export { ControlPlaneLog } from "./components/cluster/control-plane/plan.js";
export {
  CapacityType,
  TaintEffect,
  type NodeGroupArgs,
  type NodeTaintArgs,
} from "./components/cluster/nodes/plan.js";
export { ClusterRef, type ClusterRefArgs } from "./components/cluster/cluster-ref.js";
export { Cluster } from "./components/cluster/cluster.js";
export type {
  ClusterArgs,
  ClusterEndpointArgs,
  ClusterOptionsArgs,
} from "./components/cluster/args.js";
export {
  IsolationBaseline,
  type IsolationBaselineArgs,
} from "./components/isolation/isolation-baseline.js";
export {
  LoadBalancerController,
  type LoadBalancerControllerArgs,
} from "./components/load-balancer/load-balancer-controller.js";
export { NatGatewayMode } from "./components/network/nat-gateway-mode.js";
export { Network } from "./components/network/network.js";
export type { FlowLogsArgs, NetworkArgs } from "./components/network/args.js";
export { Platform } from "./components/platform/platform.js";
export type {
  ExistingClusterArgs,
  PlatformArgs,
  PlatformCalicoArgs,
  PlatformIsolationArgs,
  PlatformLoadBalancerControllerArgs,
} from "./components/platform/args.js";
export { PlatformRef } from "./components/platform-ref/platform-ref.js";
export { IsolationMode } from "./contract/isolation-mode.js";
export type { ChartsArgs } from "./components/shared/kubernetes/charts-args.js";
export type { KubernetesCluster } from "./components/shared/kubernetes/kubernetes-cluster.js";
export type { ApiServerAddresses, NodeLocalDns } from "./components/shared/cluster-addresses.js";
