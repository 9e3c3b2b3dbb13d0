import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "./manifest.js";

/**
 * Transcribes a planned object. `CustomResource` registers under the kind's own type token, so a built-in
 * kind becomes the very resource that its typed class would make.
 */
export function createObject(
  name: string,
  manifest: Manifest<object>,
  opts: pulumi.CustomResourceOptions,
): k8s.apiextensions.CustomResource {
  return new k8s.apiextensions.CustomResource(name, manifest, opts);
}
