import type { JsonObject } from "../read/read-result.js";

const API = "projectcalico.org/v3";

/** The namespaces of Calico itself. */
const CALICO = 'projectcalico.org/name in {"calico-system", "calico-apiserver", "tigera-operator"}';

/**
 * What Calico's operator adds of its own that matters to others: a tier before all of them and in it a policy for the
 * cluster's DNS, which answers Calico's namespaces, leaves the others to the next tiers and may ask anybody.
 */
export function operatorObjects(tier: string): JsonObject[] {
  const namespaceSelector = CALICO;
  return [
    { apiVersion: API, kind: "Tier", metadata: { name: tier }, spec: { order: 100 } },
    {
      apiVersion: API,
      kind: "NetworkPolicy",
      metadata: { name: `${tier}.cluster-dns`, namespace: "kube-system" },
      spec: {
        tier,
        order: 0,
        selector: "k8s-app == 'kube-dns'",
        types: ["Ingress", "Egress"],
        ingress: [{ action: "Allow", source: { namespaceSelector } }, { action: "Pass" }],
        egress: [{ action: "Allow" }],
      },
    },
  ];
}
