/** A value whose parts are all JSON, as recorded resources are. */
export type Json = null | boolean | number | string | Json[] | JsonMap;
export interface JsonMap {
  [key: string]: Json;
}

/** An object as it was parsed: its fields may hold anything. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The text in place of a masked secret. */
export const SECRET_MARK = "[secret]";

/** The text in place of a value that is known only after a deployment. */
export const UNKNOWN_MARK = "[unknown]";

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/*
 * What a field holds, or the empty value of the wanted type when it holds something else. A policy whose fields are
 * malformed therefore protects nothing.
 */

export function objectOf(value: Json | undefined): JsonMap;
export function objectOf(value: unknown): JsonObject;
export function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === "string")
    : [];
}

/** The `spec` of a Kubernetes object. */
export function specOf({ content }: { readonly content: JsonObject }): JsonObject {
  return objectOf(content.spec);
}

/** By code unit, so that the order depends on no locale. */
export function byText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
