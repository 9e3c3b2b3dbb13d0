import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { KubernetesObject } from "./manifest.js";

/**
 * Transcribes a planned object. `CustomResource` registers under the kind's own type token, so a built-in
 * kind becomes the very resource that its typed class would make.
 */
export function createObject(
  name: string,
  object: KubernetesObject,
  opts: pulumi.CustomResourceOptions,
): k8s.apiextensions.CustomResource {
  return new k8s.apiextensions.CustomResource(name, object, opts);
}
