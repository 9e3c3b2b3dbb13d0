import type { WorldOptions } from "../../../prover/index.js";

type Fields = Readonly<Record<string, unknown>>;

/** Objects with something wrong or remarkable in them. */
export interface Mistake {
  readonly objects: readonly Fields[];
  readonly options?: WorldOptions;
}

export function of(...objects: readonly Fields[]): Mistake {
  return { objects };
}

export const WEB = { services: { name: "web" } };
export const LONG = "x".repeat(100);

export const KUBERNETES = "networking.k8s.io/v1";
export const CALICO = "projectcalico.org/v3";
const CLUSTER = "policy.networking.k8s.io/v1alpha2";

export function object(
  apiVersion: string,
  kind: string,
  spec: unknown,
  metadata: Fields = {},
): Fields {
  return { apiVersion, kind, metadata: { name: "a", namespace: "shop", ...metadata }, spec };
}

/** Calico's policies. */
export function calico(spec: Fields, metadata?: Fields): Mistake {
  return of(object(CALICO, "NetworkPolicy", { types: ["Ingress", "Egress"], ...spec }, metadata));
}

export function everywhere(spec: Fields): Mistake {
  const all = { types: ["Ingress", "Egress"], ...spec };
  return of(object(CALICO, "GlobalNetworkPolicy", all, { namespace: undefined }));
}

export const ingress = (rule: unknown): Mistake => calico({ ingress: [rule] });
export const egress = (rule: unknown): Mistake => calico({ egress: [rule] });
export const from = (source: Fields): Mistake => ingress({ action: "Allow", source });
export const to = (destination: Fields, protocol?: string): Mistake =>
  egress({ action: "Allow", protocol, destination });

/** NetworkPolicies of Kubernetes. */
function kubernetes(spec: Fields): Mistake {
  return of(object(KUBERNETES, "NetworkPolicy", { podSelector: {}, ...spec }));
}
export const peer = (each: unknown): Mistake => kubernetes({ ingress: [{ from: [each] }] });
export const port = (each: unknown): Mistake => kubernetes({ ingress: [{ ports: [each] }] });
export const expression = (each: unknown): Mistake =>
  kubernetes({ podSelector: { matchExpressions: [each] }, ingress: [] });

/** ClusterNetworkPolicies. */
export function cluster(spec: Fields, options?: WorldOptions): Mistake {
  const all = { tier: "Admin", priority: 1, subject: { namespaces: {} }, ...spec };
  return { ...of(object(CLUSTER, "ClusterNetworkPolicy", all, { namespace: undefined })), options };
}
export const clusterRule = (direction: "ingress" | "egress", rule: Fields): Mistake =>
  cluster({ [direction]: [rule] });
export const SOMEBODY = { from: [{ namespaces: {} }] };

/** What is behind the Service web, from an EndpointSlice. */
export function slice(more: Fields): Mistake {
  const labels = { "kubernetes.io/service-name": "web" };
  return of(
    object(CALICO, "NetworkPolicy", {
      types: ["Egress"],
      egress: [{ action: "Allow", destination: WEB }],
    }),
    { ...object("discovery.k8s.io/v1", "EndpointSlice", undefined, { labels }), ...more },
  );
}

export function pod(spec: Fields, more: Fields = {}, metadata: Fields = {}): Mistake {
  return of({ ...object("v1", "Pod", spec, metadata), ...more });
}
export const container = (each: Fields): Mistake => pod({ containers: [{ ports: [each] }] });
export const annotated = (annotations: Fields): Mistake => pod({}, {}, { annotations });
