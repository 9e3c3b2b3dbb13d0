import type { Rendered } from "./cluster.js";

const ANYWHERE = [{ ipBlock: { cidr: "0.0.0.0/0" } }];
const ANY_NAMESPACE = [{ namespaceSelector: {} }];

/** The ways in which a NetworkPolicy can allow everything. */
export const SHAPES: Readonly<Record<string, object>> = {
  "empty peers": { ingress: [{}], egress: [{}] },
  "any address": { ingress: [{ from: ANYWHERE }], egress: [{ to: ANYWHERE }] },
  "any namespace": { ingress: [{ from: ANY_NAMESPACE }], egress: [{ to: ANY_NAMESPACE }] },
};

/** A NetworkPolicy that a tenant may create. */
export function allowAll(namespace: string, rules: object): object {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "allow-all", namespace },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ...rules },
  };
}

export function withoutBoundary(objects: readonly Rendered[]): Rendered[] {
  return objects.filter(({ metadata }) => metadata.name !== "app-isolation.boundary");
}

/** A flow by the names of the flow table. */
export type Probe = readonly [from: string, to: string, traffic: string];

/** Flows that an application might open by allowing everything. */
export const FROM_AND_TO_B: readonly Probe[] = [
  ["alb-a", "b1", "8080/TCP"],
  ["peer-vpc", "b1", "8080/TCP"],
  ["b1", "rds", "5432/TCP"],
  ["b1", "lbc", "9443/TCP"],
  ["b1", "node2", "10250/TCP"],
  ["b1", "a1", "8080/TCP"],
  ["legacy1", "b1", "8080/TCP"],
  ["b1", "imds", "80/TCP"],
];

/** Flows that a tenant of an unmanaged namespace might open. */
export const LEGACY: readonly Probe[] = [
  ["legacy1", "a1", "8080/TCP"],
  ["legacy1", "imds", "80/TCP"],
  ["rds", "legacy1", "8080/TCP"],
  ["legacy1", "lbc", "9443/TCP"],
];

/** The verdicts for an application that allows everything and has no boundary. */
export const OPEN_WITHOUT_BOUNDARY: readonly string[] = [
  ...Array.from({ length: 5 }, () => "ALLOW"),
  ...Array.from({ length: 3 }, () => "DENY"),
];
