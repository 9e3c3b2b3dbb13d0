import type { JsonObject } from "../../basics/json.js";
import type { Path } from "../model/path.js";
import type { Finding, ObjectRef, Origin } from "../model/world.js";
import type { ObjectKind } from "./kinds.js";

/** Manifests as text, or as objects that were never text. */
export type ManifestSource =
  | { readonly file: string; readonly text: string }
  | { readonly file: string; readonly objects: readonly unknown[] };

/** An object of a kind that the prover knows, not yet read any further. */
export interface RawObject {
  readonly ref: ObjectRef;
  readonly kind: ObjectKind;
  readonly content: JsonObject;
  /** The line of a field, or of the nearest field above it that exists. Undefined for objects in memory. */
  findLine(path: Path): number | undefined;
}

/**
 * An object that decides about no traffic, but about what tenants may write or hold: admission, RBAC, quotas. It
 * also counts among the unknown kinds, because no verdict about traffic rests on it.
 */
export interface AccessControlObject {
  readonly ref: ObjectRef;
  readonly content: JsonObject;
}

/** A kind that the prover does not know. It is never guessed at. */
export interface UnknownKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly count: number;
  readonly firstOrigin: Origin;
}

export interface ReadResult {
  readonly objects: readonly RawObject[];
  readonly findings: readonly Finding[];
  readonly unknown: readonly UnknownKind[];
  readonly accessControls: readonly AccessControlObject[];
}

export { isJsonObject, type JsonObject } from "../../basics/json.js";
