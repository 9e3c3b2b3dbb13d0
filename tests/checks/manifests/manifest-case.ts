/** Manifests that a check reports, and manifests that it accepts. */
export interface ManifestCase {
  readonly code: string;
  /** Each with the path of the finding. */
  readonly bad: readonly (readonly [path: string, yaml: string])[];
  readonly good: readonly string[];
}

const CALICO = "apiVersion: projectcalico.org/v3";
export const NP =
  "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }";
export const CNP =
  "apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: { name: p }";

export function policy(spec: string, name = "p", kind = "NetworkPolicy"): string {
  const namespace = kind.includes("Global") ? "" : ", namespace: shop";
  return `${CALICO}\nkind: ${kind}\nmetadata: { name: ${name}${namespace} }\nspec: ${spec}`;
}

export function globalPolicy(spec: string, name = "p"): string {
  return policy(spec, name, "GlobalNetworkPolicy");
}

export function tier(spec: string): string {
  return `${CALICO}\nkind: Tier\nmetadata: { name: platform }\nspec: ${spec}`;
}

export function service(spec: string, annotations = "{}"): string {
  return `apiVersion: v1\nkind: Service\nmetadata: { name: s, namespace: shop, annotations: ${annotations} }\nspec: ${spec}`;
}

export function pod(namespace: string, spec: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: ${namespace} }\nspec: ${spec}`;
}

export const SHOP = 'namespaceSelector: projectcalico.org/name == "shop"';
export const EVERY = "namespaceSelector: has(projectcalico.org/name)";

/** An ingress rule of a namespaced policy. */
export function ingress(rule: string, more = "order: 1"): string {
  return policy(`{ ${more}, types: [Ingress], ingress: [${rule}] }`);
}

export function egress(rule: string): string {
  return policy(`{ order: 1, types: [Egress], egress: [${rule}] }`);
}

export function allowTo(peer: string): string {
  return `${NP}\nspec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [${peer}] }] }`;
}

/** A selector of that many characters. */
export function selectorOfLength(characters: number): string {
  const frame = 'app == ""'.length;
  return `app == "${"x".repeat(characters - frame)}"`;
}

export const LONG = `projectcalico.org/name in {${Array.from({ length: 54 }, (_, at) => `"application-${at}"`).join(", ")}}`;
