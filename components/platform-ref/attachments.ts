import type * as pulumi from "@pulumi/pulumi";
import type { ApplicationSlot, PlatformRef } from "./platform-ref.js";

interface Attachments {
  readonly prerequisites: readonly pulumi.Resource[];
  readonly applications: ApplicationSlot[];
}

/** What belongs to a record inside one program and cannot be serialised. */
const attachments = new WeakMap<PlatformRef, Attachments>();

function ensureAttachments(ref: PlatformRef): Attachments {
  const known = attachments.get(ref);
  if (known) return known;
  const fresh = { prerequisites: [], applications: [...(ref.applications ?? [])] };
  attachments.set(ref, fresh);
  return fresh;
}

/** Makes every application that is created with this record wait for `prerequisites`, and end before them. */
export function attachPrerequisites(
  ref: PlatformRef,
  prerequisites: readonly pulumi.Resource[],
): PlatformRef {
  attachments.set(ref, { ...ensureAttachments(ref), prerequisites });
  return ref;
}

/** What must exist before an application of this program. Empty for a record from another stack. */
export function prerequisites(ref: PlatformRef): readonly pulumi.Resource[] {
  return ensureAttachments(ref).prerequisites;
}

/** The applications that are taken: those the record names, and those that this program has created with it. */
export function takenApplications(ref: PlatformRef): readonly ApplicationSlot[] {
  return ensureAttachments(ref).applications;
}

/** Takes a name and a slot for an application of this program. */
export function claimApplication(
  ref: PlatformRef,
  { application, albSlot, hosts }: ApplicationSlot,
): void {
  ensureAttachments(ref).applications.push({ application, albSlot, ...(hosts && { hosts }) });
}
