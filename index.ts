export { ApplicationAccess } from "./components/app-namespace/access/application-access.js";
export type {
  AccessibleApplicationArgs,
  ApplicationAccessArgs,
  NamespaceAccessArgs,
} from "./components/app-namespace/access/args.js";
export { AppNamespace } from "./components/app-namespace/app-namespace.js";
export {
  DeletePolicy,
  PodSecurity,
  type AppNamespaceArgs,
} from "./components/app-namespace/args.js";
export type { ContainerDefaultsArgs, QuotaArgs } from "./components/app-namespace/limits/args.js";
export type { LoadBalancerArgs } from "./components/app-namespace/load-balancer/args.js";
export type { StorageArgs } from "./components/app-namespace/storage/args.js";
export {
  type ApplicationEgressArgs,
  type ApplicationIngressArgs,
  type DatabaseEgressArgs,
  type EgressArgs,
  type IngressFromArgs,
} from "./components/app-namespace/traffic/args.js";
export {
  CalicoApi,
  CalicoCni,
  type CalicoArgs,
  type CalicoNodeResourcesArgs,
} from "./components/calico/args.js";
export { Calico } from "./components/calico/calico.js";
export { ClusterAccess, type ClusterAccessEntryArgs } from "./components/cluster/access/args.js";
export { ControlPlaneLog, type ClusterRefArgs } from "./components/cluster/args.js";
export type {
  ClusterArgs,
  ClusterEndpointArgs,
  ClusterOptionsArgs,
} from "./components/cluster/args.js";
export { ClusterRef } from "./components/cluster/cluster-ref.js";
export { Cluster } from "./components/cluster/cluster.js";
export {
  CapacityType,
  TaintEffect,
  type NodeGroupArgs,
  type NodeTaintArgs,
} from "./components/cluster/nodes/args.js";
export { type IsolationBaselineArgs } from "./components/isolation/args.js";
export { IsolationBaseline } from "./components/isolation/isolation-baseline.js";
export { type LoadBalancerControllerArgs } from "./components/load-balancer/args.js";
export { LoadBalancerController } from "./components/load-balancer/load-balancer-controller.js";
export { NatGatewayMode } from "./components/network/args.js";
export type { FlowLogsArgs, NetworkArgs } from "./components/network/args.js";
export { Network } from "./components/network/network.js";
export {
  PlatformRef,
  type ApplicationSlot,
  type EksRef,
  type NetworkRef,
  type SharedAlbRef,
} from "./components/platform-ref/platform-ref.js";
export type {
  ExistingClusterArgs,
  PlatformArgs,
  PlatformCalicoArgs,
  PlatformIsolationArgs,
  PlatformLoadBalancerControllerArgs,
} from "./components/platform/args.js";
export { Platform } from "./components/platform/platform.js";
export type { AddressFacts, ApiServerAddresses, NodeLocalDns } from "./contract/address-facts.js";
export type { ChartsArgs } from "./components/shared/kubernetes/chart-source.js";
export type { KubernetesCluster } from "./components/shared/kubernetes/kubernetes-cluster.js";
export type {
  AccessLogsArgs,
  SharedLoadBalancerArgs,
} from "./components/shared/shared-load-balancer.js";
export { IsolationMode } from "./contract/isolation-mode.js";
export { LoadBalancerPlacement, LoadBalancerScheme } from "./contract/load-balancer.js";
export { StorageAccess } from "./contract/storage-access.js";
