/** The type tokens of this package's components, as programs in any language register them. */
export const ComponentType = {
  Platform: "bulkhead:index:Platform",
  Network: "bulkhead:index:Network",
  Cluster: "bulkhead:index:Cluster",
  ClusterRef: "bulkhead:index:ClusterRef",
  Calico: "bulkhead:index:Calico",
  LoadBalancerController: "bulkhead:index:LoadBalancerController",
  IsolationBaseline: "bulkhead:index:IsolationBaseline",
  AppNamespace: "bulkhead:index:AppNamespace",
  ApplicationAccess: "bulkhead:index:ApplicationAccess",
} as const;
