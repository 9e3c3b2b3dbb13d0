import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { KubernetesObject } from "./manifest.js";

type Created = pulumi.CustomResource & Pick<k8s.core.v1.Namespace, "metadata">;

/** Each class has arguments of its own, which no common type but `never` describes. */
type KubernetesClass = new (
  name: string,
  args: never,
  opts: pulumi.CustomResourceOptions,
) => Created;

/** Kinds of the core group carry its name in their type token, which `CustomResource` cannot know. */
const CORE_KINDS: Readonly<Record<string, KubernetesClass>> = {
  LimitRange: k8s.core.v1.LimitRange,
  Namespace: k8s.core.v1.Namespace,
  ResourceQuota: k8s.core.v1.ResourceQuota,
  ServiceAccount: k8s.core.v1.ServiceAccount,
};

/**
 * API servers complete what they are given. An object that an interrupted `up` has made differs therefore from what the
 * next one applies, and Pulumi, which signs with another name when its state lacks the object, would be in conflict
 * with itself: https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/
 */
const AUTHOR = { "pulumi.com/patchFieldManager": "pulumi-kubernetes-bulkhead" };

/** The object with one author for all that this package applies. */
export function signed(object: KubernetesObject): KubernetesObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: { ...metadata, annotations: { ...metadata.annotations, ...AUTHOR } },
  };
}

/**
 * Transcribes a planned object, and signs it. Outside the core group `CustomResource` registers under the kind's own type
 * token, so a built-in kind becomes the very resource that its typed class would make.
 */
export function createObject(
  name: string,
  object: KubernetesObject,
  opts: pulumi.CustomResourceOptions,
): Created {
  const args = signed(object);
  if (object.apiVersion !== "v1") return new k8s.apiextensions.CustomResource(name, args, opts);
  const Kind = CORE_KINDS[object.kind];
  if (!Kind) throw new Error(`${object.kind} is not among the core kinds that are transcribed`);
  return new Kind(name, args as never, opts);
}
