export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** The text in place of a masked secret. */
export const SECRET_MARK = "[secret]";

/** The text in place of a value that is known only after a deployment. */
export const UNKNOWN_MARK = "[unknown]";

export function objectOf(value: Json | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

export function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function numberOf(value: Json | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

export function textsOf(value: Json | undefined): string[] {
  return listOf(value).filter((entry) => typeof entry === "string");
}

/** By code unit, so that the order depends on no locale. */
export function byText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
