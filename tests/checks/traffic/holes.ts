import assert from "node:assert/strict";
import type { Rendered } from "./cluster.js";

export type Change = (objects: readonly Rendered[]) => readonly Rendered[];

export function without(name: string, namespace?: string): Change {
  return (objects) =>
    objects.filter(
      ({ metadata }) =>
        metadata.name !== name || (namespace !== undefined && metadata.namespace !== namespace),
    );
}

export function editRules(
  name: string,
  namespace: string | undefined,
  direction: "ingress" | "egress",
  edit: (rules: readonly object[]) => readonly object[],
): Change {
  return (objects) =>
    objects.map((object) => {
      const { metadata, spec } = object;
      if (metadata.name !== name || metadata.namespace !== namespace) return object;
      const rules = (spec?.[direction] ?? []) as readonly object[];
      return { ...object, spec: { ...spec, [direction]: edit(rules) } };
    });
}

export const BOUNDARY = "app-isolation.boundary";

/** A rule in the boundary of app-b, and a NetworkPolicy of its team, that let this through. */
export function hole(
  direction: "ingress" | "egress",
  peer: object,
  ports?: readonly number[],
): Change {
  const side = direction === "ingress" ? "source" : "destination";
  const rule = {
    action: "Pass",
    ...(ports && { protocol: "TCP" }),
    [side]: peer,
    ...(ports && direction === "ingress" && { destination: { ports } }),
  };
  const team = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "everything", namespace: "app-b" },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] },
  };
  return (objects) => [
    ...editRules(BOUNDARY, "app-b", direction, (rules) => [rule, ...rules])(objects),
    team,
  ];
}

/** A policy of the platform that denies traffic of system pods. */
export function systemDeny(direction: "ingress" | "egress", match: object): Change {
  const policy = {
    apiVersion: "projectcalico.org/v3",
    kind: "GlobalNetworkPolicy",
    metadata: { name: "app-isolation.system-deny" },
    spec: {
      tier: "app-isolation",
      order: 30,
      namespaceSelector: 'projectcalico.org/name == "kube-system"',
      types: [direction === "ingress" ? "Ingress" : "Egress"],
      [direction]: [{ action: "Deny", ...match }],
    },
  };
  return (objects) => [...objects, policy];
}

/** Allows this for unmanaged namespaces before every other policy. */
export function withUnmanagedOpened(
  objects: readonly Rendered[],
  direction: "ingress" | "egress",
  rule: object,
): readonly Rendered[] {
  const closing = objects.find(({ metadata }) => metadata.name === "app-isolation.unmanaged");
  assert.ok(closing?.spec);
  const type = direction === "ingress" ? "Ingress" : "Egress";
  const { tier, namespaceSelector } = closing.spec;
  const spec = {
    ...{ tier, namespaceSelector, order: 890, types: [type] },
    [direction]: [{ action: "Allow", ...rule }],
  };
  return [...objects, { ...closing, metadata: { name: "app-isolation.hole" }, spec }];
}
