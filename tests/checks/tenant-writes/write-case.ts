import assert from "node:assert/strict";
import type { Rendered } from "../traffic/cluster.js";

export type Change = (objects: readonly Rendered[]) => readonly object[];
export type Fields = Readonly<Record<string, unknown>>;

export function isNamed(object: Rendered, id: string): boolean {
  const { namespace, name } = object.metadata;
  return `${object.kind} ${namespace === undefined ? "" : `${namespace}/`}${name}` === id;
}

/** Replaces one object, or removes it when the edit returns nothing. */
export function instead(id: string, edit: (object: Rendered) => object | undefined): Change {
  return (objects) => {
    assert.equal(objects.filter((object) => isNamed(object, id)).length, 1, id);
    return objects.flatMap((object) => (isNamed(object, id) ? (edit(object) ?? []) : [object]));
  };
}

export function without(id: string): Change {
  return instead(id, () => undefined);
}

export function withSpec(id: string, edit: (spec: Fields) => Fields): Change {
  return instead(id, (object) => ({ ...object, spec: edit(object.spec ?? {}) }));
}

export function labelled(id: string, label: string, value: string | undefined): Change {
  return instead(id, (object) => {
    const { labels } = object.metadata as { labels?: Fields };
    return { ...object, metadata: { ...object.metadata, labels: { ...labels, [label]: value } } };
  });
}

export function role(namespace: string, rules: readonly object[], roleRef = {}): Change {
  const rbac = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    metadata: { name: "extra", namespace },
  };
  const reference = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "extra" };
  return (objects) => [
    ...objects,
    { ...rbac, kind: "Role", rules },
    { ...rbac, kind: "RoleBinding", roleRef: { ...reference, ...roleRef }, subjects: [] },
  ];
}

export function rule(apiGroup: string, resource: string, ...verbs: readonly string[]): object {
  return { apiGroups: [apiGroup], resources: [resource], verbs };
}

export interface Case {
  readonly what: string;
  readonly change: Change;
  readonly code: string;
  /** The first problems of the result. */
  readonly problems: readonly string[];
  readonly broken: number;
  /** Other checks that break too. */
  readonly also: readonly string[];
}

export function broken(
  what: string,
  change: Change,
  [code, ...problems]: readonly [string, ...string[]],
  count = problems.length,
): Case {
  return { what, change, code, problems, broken: count, also: [] };
}

/** A policy that cannot be judged breaks both checks: of what it must reject, and of what it must accept. */
export function unjudged(...args: Parameters<typeof broken>): Case {
  return { ...broken(...args), also: ["ordinary-writes-accepted"] };
}
