import { findKind, type ObjectKind } from "./kinds.js";
import { isJsonObject, type JsonObject } from "./read-result.js";

/** Kind and namespace of an object, known before the rest of it is read. */
export interface ObjectHead {
  /** Undefined for a kind that does not affect traffic. */
  readonly kind?: ObjectKind;
  /** Undefined for cluster-scoped objects. */
  readonly namespace?: string;
}

/** Which objects are to be read. */
export type Wanted = (head: ObjectHead) => boolean;

/**
 * The head of an object, or of the beginning of one; undefined where that says too little: a list of objects, something
 * without a kind, an object of a namespace without its metadata.
 */
function readHead({ apiVersion, kind, metadata }: JsonObject): ObjectHead | undefined {
  if (!isWord(apiVersion) || !isWord(kind) || kind.endsWith("List")) return undefined;
  const known = findKind(apiVersion, kind);
  if (known === undefined) return {};
  if (!known.namespaced) return { kind: known.is };
  if (!isJsonObject(metadata)) return undefined;
  const { namespace = "" } = metadata;
  if (typeof namespace !== "string") return undefined;
  return { kind: known.is, namespace: namespaceFrom(namespace) };
}

/** Whether an object is to be read, or one of which this is the beginning. Without a head it has to be. */
export function isWanted(value: JsonObject, wanted: Wanted): boolean {
  const head = readHead(value);
  return head === undefined || wanted(head);
}

export function isWord(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** The namespace of an object; `default` where it has none. */
export function namespaceFrom(written: unknown): string {
  return isWord(written) ? written : "default";
}
