import type { Input } from "@pulumi/pulumi";
import type { KubernetesObject } from "../../shared/kubernetes/manifest.js";
import { APPLICATION_TAG, ingressClassName } from "../../../contract/names.js";
import type { LoadBalancerPlan } from "./plan.js";

/** What only flows through. */
export interface IngressClassIds {
  readonly subnetIds: Input<Input<string>[]>;
  readonly certificateArn?: Input<string>;
  readonly wafAclArn?: Input<string>;
  readonly accessLogBucket?: Input<string>;
}

export interface IngressClassPlan {
  readonly params: KubernetesObject;
  readonly ingressClass: KubernetesObject;
}

interface Attribute {
  readonly key: string;
  readonly value: Input<string>;
}

/** What AWS calls the attributes of a load balancer; where one is left out, AWS's own default holds. */
function loadBalancerAttributes(
  { accessLogPrefix, deletionProtection }: LoadBalancerPlan,
  { accessLogBucket }: IngressClassIds,
): Attribute[] {
  const logs = accessLogBucket
    ? [
        { key: "access_logs.s3.enabled", value: "true" },
        { key: "access_logs.s3.bucket", value: accessLogBucket },
        { key: "access_logs.s3.prefix", value: accessLogPrefix },
      ]
    : [];
  return [
    ...logs,
    ...(deletionProtection ? [{ key: "deletion_protection.enabled", value: "true" }] : []),
  ];
}

/** The parameters win over an Ingress' annotations, and only Ingresses of this namespace may use them. */
function paramsSpec(application: string, plan: LoadBalancerPlan, ids: IngressClassIds): object {
  const attributes = loadBalancerAttributes(plan, ids);
  return {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": application } },
    group: { name: plan.group },
    scheme: plan.scheme,
    // With "instance" a packet arrives from a node's address and the load balancer cannot be told apart.
    targetType: "ip",
    ipAddressType: "ipv4",
    subnets: { ids: ids.subnetIds },
    inboundCIDRs: plan.inboundCidrs,
    tags: [{ key: APPLICATION_TAG, value: plan.group }],
    ...(ids.certificateArn && { certificateArn: [ids.certificateArn] }),
    ...(ids.wafAclArn && { wafv2AclArn: ids.wafAclArn }),
    ...(attributes.length > 0 && { loadBalancerAttributes: attributes }),
  };
}

/** The class that the admission policy demands of every Ingress in the namespace, and its parameters. */
export function planIngressClass(
  application: string,
  plan: LoadBalancerPlan,
  ids: IngressClassIds,
): IngressClassPlan {
  const metadata = { name: ingressClassName(application) };
  return {
    params: {
      apiVersion: "elbv2.k8s.aws/v1beta1",
      kind: "IngressClassParams",
      metadata,
      spec: paramsSpec(application, plan, ids),
    },
    ingressClass: {
      apiVersion: "networking.k8s.io/v1",
      kind: "IngressClass",
      metadata,
      spec: {
        controller: "ingress.k8s.aws/alb",
        parameters: {
          apiGroup: "elbv2.k8s.aws",
          kind: "IngressClassParams",
          name: metadata.name,
        },
      },
    },
  };
}
