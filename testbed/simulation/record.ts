export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type JsonMap = Record<string, Json>;

/** A resource of the simulated account. */
export interface AwsRecord {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly id: string;
  readonly inputs: JsonMap;
  readonly outputs: JsonMap;
  /** What its id was made from; another one when the resource was replaced. */
  readonly seed: string;
}

export function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

export function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

export function mapOf(value: Json | undefined): JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

/** Words for people, and names that happen to be another resource's id. */
const SAYS_NOTHING = new Set(["tags", "tagsAll", "description", "name", "namePrefix"]);

/** Every text inside a value. */
export function textsWithin(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsWithin);
  return Object.entries(mapOf(value)).flatMap(([key, each]) =>
    SAYS_NOTHING.has(key) ? [] : textsWithin(each),
  );
}

/** What exists in the account, for the rules. */
export class Inventory {
  constructor(readonly records: readonly AwsRecord[]) {}

  ofType(type: string): readonly AwsRecord[] {
    return this.records.filter((record) => record.type === type);
  }

  byId(type: string, id: Json | undefined): AwsRecord | undefined {
    return this.ofType(type).find((record) => record.id === id);
  }
}

/** Why AWS refuses; nothing when it does not. */
export type Rule = (record: AwsRecord, inventory: Inventory) => string | undefined;
