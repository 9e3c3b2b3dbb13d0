import type * as pulumi from "@pulumi/pulumi";
import type { PlatformRef } from "../platform-ref/platform-ref.js";
import { knownArgs } from "../shared/known-args.js";

/**
 * What a component of applications registers with: all that its owner wrote, and of the platform only what does not wait
 * for AWS.
 */
export function registeredArgs(args: { readonly platform: PlatformRef }): pulumi.Inputs {
  return { ...args, platform: knownArgs(args.platform) };
}
