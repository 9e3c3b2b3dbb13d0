import { isPropertyMap, isSecret, isUnknown, markSecret, UNKNOWN } from "./values.js";
import type { PropertyMap, PropertyValue } from "./values.js";

/** Signatures of Pulumi's wire format, sdk/go/common/resource/properties.go. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const UNKNOWN_ON_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource given as an output: the SDK makes it a live resource and asks for its state. */
export interface Reference {
  readonly urn: string;
  readonly referredId: string;
}

class ReferenceMark implements Reference {
  constructor(
    readonly urn: string,
    readonly referredId: string,
  ) {}
}

export function createReference(urn: string, id: string): Reference {
  return new ReferenceMark(urn, id);
}

export type Encodable =
  PropertyValue | Reference | undefined | Encodable[] | { [key: string]: Encodable };

/** The two faces of a protobuf struct the SDK looks at; any copy of the SDK can read it. */
export interface WireStruct {
  toJavaScript(): WireObject;
  getFieldsMap(): Map<
    string,
    { toJavaScript(): unknown; getStructValue(): WireStruct | undefined }
  >;
}

export type WireObject = Record<string, unknown>;

function isWireObject(value: unknown): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function wireStruct(value: WireObject): WireStruct {
  return {
    toJavaScript: () => value,
    getFieldsMap: () =>
      new Map(
        Object.entries(value).map(([key, field]) => [
          key,
          {
            toJavaScript: () => field,
            getStructValue: () => (isWireObject(field) ? wireStruct(field) : undefined),
          },
        ]),
      ),
  };
}

export function decode(wire: unknown): PropertyValue {
  if (wire === UNKNOWN_ON_WIRE) {
    return UNKNOWN;
  }
  if (Array.isArray(wire)) {
    return wire.map(decode);
  }
  if (isWireObject(wire)) {
    return decodeObject(wire);
  }
  return typeof wire === "string" || typeof wire === "number" || typeof wire === "boolean"
    ? wire
    : null;
}

export function decodeMap(wire: WireObject): PropertyMap {
  const kept = Object.entries(wire).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept.map(([key, value]) => [key, decode(value)]));
}

function decodeObject(wire: WireObject): PropertyValue {
  const { [SIGNATURE]: signature, ...rest } = wire;
  switch (signature) {
    case SECRET:
      return markSecret(decode(rest.value));
    case OUTPUT: {
      const value = rest.value === undefined ? UNKNOWN : decode(rest.value);
      return rest.secret === true ? markSecret(value) : value;
    }
    case RESOURCE: {
      const { urn, id } = rest;
      return decodeMap({
        urn,
        ...(id === undefined ? {} : { id: id === "" ? UNKNOWN_ON_WIRE : id }),
      });
    }
    default:
      return decodeMap(rest);
  }
}

export function encode(value: Encodable): unknown {
  if (isSecret(value)) {
    return secretOnWire(encode(value.value));
  }
  if (isUnknown(value)) {
    return UNKNOWN_ON_WIRE;
  }
  if (value instanceof ReferenceMark) {
    return { [SIGNATURE]: RESOURCE, urn: value.urn, id: value.referredId };
  }
  if (Array.isArray(value)) {
    return value.map((item) => encode(item) ?? null);
  }
  return isPropertyMap(value) ? encodeMap(value) : value;
}

export function encodeMap(values: Record<string, Encodable>): WireObject {
  const kept = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept.map(([key, value]) => [key, encode(value)]));
}

export function secretOnWire(value: unknown): WireObject {
  return isWireObject(value) && value[SIGNATURE] === SECRET
    ? value
    : { [SIGNATURE]: SECRET, value: value ?? null };
}
