import type { KubernetesObject } from "../../../testbed/kubernetes/api.js";

const DEFAULT_TIERS: Readonly<Record<string, string>> = {
  "kube-baseline": "baselineadminnetworkpolicy",
  "kube-admin": "adminnetworkpolicy",
};

/** The object without the notes that the plan keeps beside it. */
function withoutNotes(object: object): KubernetesObject {
  const notes = ["urn", "patch"];
  const kept = Object.entries(object).filter(([field]) => !notes.includes(field));
  return Object.fromEntries(kept) as unknown as KubernetesObject;
}

type Map = Readonly<Record<string, unknown>>;

/** Before 3.32 a policy carries the name of its tier in its own, and two tiers had longer names. */
function inItsTier(object: KubernetesObject): KubernetesObject {
  const { tier } = (object.spec ?? {}) as { tier?: string };
  if (!object.apiVersion.startsWith("projectcalico.org/") || tier === undefined) return object;
  const named = DEFAULT_TIERS[tier] ?? tier;
  const { name } = object.metadata;
  const prefixed = named === "default" || name.startsWith(`${named}.`) ? name : `${named}.${name}`;
  const metadata = { ...object.metadata, name: prefixed };
  return { ...object, metadata, spec: { ...(object.spec as Map), tier: named } };
}

function portsOf(rule: Map): object {
  const protocols = rule.protocols as readonly Map[] | undefined;
  if (protocols === undefined) return {};
  const numbers = protocols.flatMap((each) =>
    Object.entries(each).map(([protocol, match]) => ({
      portNumber: {
        protocol: protocol.toUpperCase(),
        port: (match as { destinationPort: { number: number } }).destinationPort.number,
      },
    })),
  );
  return { ports: numbers };
}

/** ClusterNetworkPolicy came with 3.32; its forerunner says the same with other words. */
function asBaselinePolicy(object: KubernetesObject): KubernetesObject {
  if (object.kind !== "ClusterNetworkPolicy") return object;
  const { subject, ingress, egress } = object.spec as {
    readonly subject: object;
    readonly ingress: readonly Map[];
    readonly egress: readonly Map[];
  };
  const inOldWords = ({ action, protocols, ...rest }: Map): object => ({
    ...rest,
    action: action === "Accept" ? "Allow" : action,
    ...portsOf({ protocols }),
  });
  return {
    apiVersion: "policy.networking.k8s.io/v1alpha1",
    kind: "BaselineAdminNetworkPolicy",
    metadata: { name: "default" },
    spec: {
      subject,
      ingress: ingress.map(inOldWords),
      egress: egress.map(inOldWords),
    },
  };
}

/** Rendered objects as they are applied here, where Calico is 3.31. */
export function toApply(rendered: readonly object[]): KubernetesObject[] {
  return rendered.map((object) => asBaselinePolicy(inItsTier(withoutNotes(object))));
}
