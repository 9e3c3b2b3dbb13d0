import { startupTolerations } from "../shared/kubernetes/startup-taint.js";

export interface ControllerValuesInput<Value> {
  readonly clusterName: Value;
  readonly region: string;
  readonly vpcId: Value;
  readonly replicas?: number;
  readonly startupTaint?: string;
}

export const SERVICE_ACCOUNT = {
  namespace: "kube-system",
  name: "aws-load-balancer-controller",
} as const;

/**
 * Every way to a load balancer that does not go through an application's own IngressClass is closed: no default
 * class, no classes named by annotation, no groups named by annotation, no Services, no Gateway API.
 *
 * Region and VPC are given, so that the controller needs no instance metadata; its pods cannot reach it.
 */
const CLOSED = {
  createIngressClassResource: false,
  ingressClassParams: { create: false },
  disableIngressClassAnnotation: true,
  disableIngressGroupNameAnnotation: true,
  enableServiceMutatorWebhook: false,
  enableBackendSecurityGroup: true,
  disableRestrictedSecurityGroupRules: false,
  controllerConfig: {
    featureGates: {
      EnableServiceController: false,
      ALBGatewayAPI: false,
      NLBGatewayAPI: false,
      GatewayListenerSet: false,
      SubnetDiscoveryByReachability: false,
    },
  },
};

/** `ingressClass` stays at the chart's `alb`: an empty one would also serve Ingresses without a class. */
export function controllerValues<Value>(input: ControllerValuesInput<Value>): object {
  const { clusterName, region, vpcId, replicas, startupTaint } = input;
  const tolerations = startupTolerations(startupTaint);
  return {
    clusterName,
    region,
    vpcId,
    serviceAccount: { create: true, name: SERVICE_ACCOUNT.name },
    ...CLOSED,
    ...(replicas !== undefined && { replicaCount: replicas }),
    ...(tolerations.length > 0 && { tolerations }),
  };
}
