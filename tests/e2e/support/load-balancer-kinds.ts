import type { KubernetesObject } from "../../../testbed/kubernetes/api.js";

const GROUP = "elbv2.k8s.aws";

function definition(
  kind: string,
  plural: string,
  scope: "Cluster" | "Namespaced",
): KubernetesObject {
  const schema = {
    openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
  };
  const version = { name: "v1beta1", served: true, storage: true, schema };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${GROUP}` },
    spec: {
      group: GROUP,
      scope,
      names: { kind, plural, singular: kind.toLowerCase() },
      versions: [version],
    },
  };
}

/** The kinds of the load balancer controller, which itself does not run here. Their fields are not checked. */
export const LOAD_BALANCER_KINDS: readonly KubernetesObject[] = [
  definition("IngressClassParams", "ingressclassparams", "Cluster"),
  definition("TargetGroupBinding", "targetgroupbindings", "Namespaced"),
];
