import { createHash } from "node:crypto";
import type { PropertyMap } from "../values.js";
import type { Encodable } from "../wire.js";

/** What a table entry may know about the resource it answers for. */
export interface ResourceContext {
  type: string;
  name: string;
  urn: string;
  inputs: PropertyMap;
  account: string;
  region: string;
  partition: string;
  /** Set for a resource that is read or imported. */
  existingId?: string;
  /** Inputs of the resource's explicit provider. */
  provider: PropertyMap;
}

export type Outputs = Record<string, Encodable>;

/** A child that another plugin would create: it answers `getResource` and is not recorded. */
export interface VirtualResource {
  urn: string;
  type: string;
  id: string;
  inputs: PropertyMap;
}

export interface Generated {
  id: string;
  /** Known already in a preview, as auto-names are. */
  known?: Outputs;
  /** Fuller values of what is known, once the resource exists. */
  created?: Outputs;
  /** Unknown until the resource exists. */
  computed?: Outputs;
  virtual?: VirtualResource[];
}

export type GenerateOutputs = (resource: ResourceContext) => Generated;

export type OutputTable = Record<string, GenerateOutputs>;

/** Hexadecimal digits that depend on the resource alone: the same in every run. */
export function fakeHex(resource: { urn: string }, length: number, salt = ""): string {
  return createHash("sha256").update(`${salt}|${resource.urn}`).digest("hex").slice(0, length);
}

export function fakeUuid(resource: { urn: string }, salt = "uuid"): string {
  const hex = fakeHex(resource, 32, salt);
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return [...groups, hex.slice(20)].join("-");
}

export function fakeDigits(resource: { urn: string }, length: number, salt = "digits"): string {
  const hex = fakeHex(resource, length, salt);
  return hex.replaceAll(/[a-f]/g, (digit) => String(Number.parseInt(digit, 16) - 10));
}
