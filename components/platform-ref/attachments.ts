import * as pulumi from "@pulumi/pulumi";
import type { ApplicationSlot, PlatformRef } from "./platform-ref.js";

/** What belongs to a platform inside one program and cannot be serialised. */
interface Attachments {
  readonly prerequisites: readonly pulumi.Resource[];
  /** Applications that this program created. */
  readonly claimed: ApplicationSlot[];
}

/** A process may run several programs, as tests do; each has a connection to its engine of its own. */
const programs = new WeakMap<object, Map<string, Attachments>>();

/**
 * By the platform's name: two readings of one platform's record are two objects, and mean the same. Without an engine
 * nothing is created, so nothing is remembered.
 */
function attachmentsByPlatform(): Map<string, Attachments> {
  const engine = pulumi.runtime.getMonitor();
  if (engine === undefined) return new Map<string, Attachments>();
  const known = programs.get(engine) ?? new Map<string, Attachments>();
  programs.set(engine, known);
  return known;
}

function findAttachments({ platform }: PlatformRef): Attachments {
  const all = attachmentsByPlatform();
  const known = all.get(platform) ?? { prerequisites: [], claimed: [] };
  all.set(platform, known);
  return known;
}

/** Makes every application of this platform wait for `prerequisites`, and end before them. The platform is new. */
export function attachPrerequisites(
  { platform }: PlatformRef,
  prerequisites: readonly pulumi.Resource[],
): void {
  attachmentsByPlatform().set(platform, { prerequisites, claimed: [] });
}

/** What must exist before an application of this program. Empty for a platform of another stack. */
export function prerequisites(ref: PlatformRef): readonly pulumi.Resource[] {
  return findAttachments(ref).prerequisites;
}

/** The record with the applications that this program has created, beside those that it names itself. */
export function withClaims(ref: PlatformRef): PlatformRef {
  return { ...ref, applications: [...(ref.applications ?? []), ...findAttachments(ref).claimed] };
}

/** Takes a name and a slot for an application of this program. */
export function claimApplication(
  ref: PlatformRef,
  { application, albSlot, hosts }: ApplicationSlot,
): void {
  findAttachments(ref).claimed.push({ application, albSlot, ...(hosts && { hosts }) });
}
