import { z } from "zod";

/** One field of a settings file, as the reference page shows it. */
export interface SettingsField {
  /** `cluster.nodeGroups.<name>.minSize`; `[]` stands for each entry of a list. */
  readonly path: string;
  readonly required: boolean;
  /** In words: `text`, `number`, `true or false`, `list of text`, or the choices. */
  readonly values: string;
}

type Schema = z.core.$ZodType;

const SCALARS: readonly (readonly [new (...args: never[]) => Schema, string])[] = [
  [z.ZodString, "text"],
  [z.ZodNumber, "number"],
  [z.ZodBoolean, "true or false"],
];

function scalarOf(schema: Schema): string | undefined {
  if (schema instanceof z.ZodEnum)
    return schema.options.map((option) => `\`${option}\``).join(", ");
  return SCALARS.find(([type]) => schema instanceof type)?.[1];
}

/** What one entry of a list or map is, or the fields below it. */
function fieldsOfEntry(
  path: string,
  required: boolean,
  kind: string,
  entry: Schema,
): SettingsField[] {
  const scalar = scalarOf(entry);
  if (scalar !== undefined) return [{ path, required, values: `${kind} of ${scalar}` }];
  const below = path + (kind === "list" ? "[]" : ".<name>");
  return [{ path, required, values: `${kind} of objects` }, ...fieldsWithin(below, entry)];
}

function fieldsOf(path: string, schema: Schema): SettingsField[] {
  const required = !(schema instanceof z.ZodOptional);
  const inner = required ? schema : schema.unwrap();
  if (inner instanceof z.ZodArray) return fieldsOfEntry(path, required, "list", inner.element);
  if (inner instanceof z.ZodRecord) return fieldsOfEntry(path, required, "map", inner.valueType);
  if (inner instanceof z.ZodObject) {
    return [{ path, required, values: "object" }, ...fieldsWithin(path, inner)];
  }
  const scalar = scalarOf(inner);
  if (scalar === undefined)
    throw new Error(`${path}: a kind of value that this page cannot describe`);
  return [{ path, required, values: scalar }];
}

function fieldsWithin(path: string, schema: Schema): SettingsField[] {
  if (!(schema instanceof z.ZodObject)) throw new Error(`${path}: expected an object`);
  return Object.entries(schema.shape as Record<string, Schema>).flatMap(([key, field]) =>
    fieldsOf(path === "" ? key : `${path}.${key}`, field),
  );
}

/** Every field of a settings file, in the order of the schema. */
export function settingsFieldsOf(schema: z.ZodObject): SettingsField[] {
  return fieldsWithin("", schema);
}
