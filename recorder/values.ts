import { SECRET_MARK, UNKNOWN_MARK } from "../basics/json.js";

/** A value only known once the resource exists. There is one: `UNKNOWN`. */
export interface Unknown {
  readonly unknown: true;
  toJSON: () => typeof UNKNOWN_MARK;
}

/** A value Pulumi keeps encrypted. It writes itself as `"[secret]"` into JSON; `unwrapSecrets` unwraps it. */
export interface Secret {
  readonly value: PropertyValue;
  toJSON: () => typeof SECRET_MARK;
}

class UnknownMark implements Unknown {
  readonly unknown = true;

  toJSON(): typeof UNKNOWN_MARK {
    return UNKNOWN_MARK;
  }
}

class SecretMark implements Secret {
  constructor(readonly value: PropertyValue) {}

  toJSON(): typeof SECRET_MARK {
    return SECRET_MARK;
  }
}

export const UNKNOWN: Unknown = new UnknownMark();

export function markSecret(value: PropertyValue): Secret {
  return isSecret(value) ? value : new SecretMark(value);
}

/**
 * JSON plus the two marks. A resource passed as a value is `{ urn, id? }`; an asset or archive is
 * `{ path }`, `{ text }`, `{ uri }` or `{ assets }`.
 */
export type PropertyValue =
  string | number | boolean | null | Secret | Unknown | PropertyValue[] | PropertyMap;

export interface PropertyMap {
  [key: string]: PropertyValue;
}

export function isSecret(value: unknown): value is Secret {
  return value instanceof SecretMark;
}

export function isUnknown(value: unknown): value is Unknown {
  return value instanceof UnknownMark;
}

export function isPropertyMap(value: unknown): value is PropertyMap {
  const unmarked = !isSecret(value) && !isUnknown(value);
  return typeof value === "object" && value !== null && !Array.isArray(value) && unmarked;
}

/** Whether a secret sits in the value or anywhere inside it. */
export function containsSecret(value: unknown): boolean {
  if (isSecret(value)) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.some(containsSecret);
  }
  return isPropertyMap(value) && Object.values(value).some(containsSecret);
}

/** The plain value with every secret unwrapped. Unknowns stay `UNKNOWN`. */
export function unwrapSecrets(value: PropertyValue | undefined): unknown {
  if (isSecret(value)) {
    return unwrapSecrets(value.value);
  }
  if (Array.isArray(value)) {
    return value.map(unwrapSecrets);
  }
  if (!isPropertyMap(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, unwrapSecrets(inner)]),
  );
}

/** The string a property holds, secret or not; `undefined` for anything else. */
export function propertyText(value: PropertyValue | undefined): string | undefined {
  const plain = isSecret(value) ? value.value : value;
  return typeof plain === "string" ? plain : undefined;
}

/** The map a property holds, secret or not; empty for anything else. */
export function propertyMap(value: PropertyValue | undefined): PropertyMap {
  const plain = isSecret(value) ? value.value : value;
  return isPropertyMap(plain) ? plain : {};
}
